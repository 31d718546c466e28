"""What goes over XML-RPC arrives as it was; what comes that is none, or means harm, is told from it."""

from __future__ import annotations

import gzip
from datetime import datetime
from xmlrpc.client import Binary, DateTime, ExpatParser, Fault, Unmarshaller, dumps

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.wordpress.xmlrpc.parsing import NotXmlRpc, read_answer, stamp, unstamped, whole_text, written_call

PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'
XML_TEXT = st.text(st.characters(codec="utf-8", exclude_characters=[chr(n) for n in range(32) if n not in (9, 10, 13)]))


def answer(value: str) -> bytes:
    return f"{PROLOGUE}<methodResponse><params><param><value>{value}</value></param></params></methodResponse>".encode()


@given(XML_TEXT.filter(lambda text: not {"\ufffe", "\uffff"} & set(text)))
def test_any_text_comes_back_from_an_answer(text: str) -> None:
    """WordPress escapes with htmlspecialchars, which leaves line ends as they are."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert read_answer(answer(f"<string>{escaped}</string>")) == (text,)


@given(XML_TEXT.filter(lambda text: not {"\ufffe", "\uffff"} & set(text)))
def test_any_text_arrives_in_a_call(text: str) -> None:
    """WordPress reads the call with an XML parser and trims each string; base64 it takes as it is."""
    call = written_call(dumps((whole_text({"content": text}),), "wp.newPost", encoding="utf-8").encode())
    unmarshaller = Unmarshaller()
    reader = ExpatParser(unmarshaller)
    reader.feed(call)
    reader.close()
    [struct] = unmarshaller.close()
    arrived = struct["content"]
    assert (arrived.data.decode() if isinstance(arrived, Binary) else arrived.strip(" \t\n\r\0\x0b")) == text


def test_white_space_and_a_byte_order_mark_before_an_answer_do_no_harm() -> None:
    assert read_answer(b"\xef\xbb\xbf\n\n  " + answer("<int>3</int>")) == (3,)


def test_characters_xml_forbids_are_dropped() -> None:
    assert read_answer(answer("<string>a\x08b\x1f\ufffec</string>")) == ("abc",)


def test_a_fault_is_raised() -> None:
    body = PROLOGUE + (
        "<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>403</int></value></member>"
        "<member><name>faultString</name><value><string>Non &amp; non</string></value></member></struct></value>"
        "</fault></methodResponse>"
    )
    with pytest.raises(Fault) as raised:
        read_answer(body.encode())
    assert (raised.value.faultCode, raised.value.faultString) == (403, "Non & non")


BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>404</body></html>",
        b'{"code": "rest_no_route"}',
        b"<b>Warning</b>: x in y.php\n" + answer("<int>1</int>"),
        answer("<string>cut")[:-40],
        answer("<int>douze</int>"),
        answer("<int>" + "9" * 6000 + "</int>"),
        answer("<string>&a;</string>"),
        answer("<string>ok</string>").replace(b"<methodResponse>", BOMB.encode() + b"<methodResponse>"),
        answer("<string>&b;</string>").replace(b"<methodResponse>", BOMB.encode() + b"<methodResponse>"),
        answer("<string>x</string>").replace(b"UTF-8", b"x-nowhere"),
        answer("<string>\xff</string>").replace(b"\xc3\xbf", b"\xff"),
        PROLOGUE.encode() + b"<methodResponse><fault><value><int>3</int></value></fault></methodResponse>",
        PROLOGUE.encode() + b"<methodResponse></methodResponse>",
        answer("<array><data>" * 3 + "</data></array>"),
        gzip.compress(answer("<int>1</int>")),
    ],
)
def test_what_is_no_answer_is_told_from_one(body: bytes) -> None:
    with pytest.raises(NotXmlRpc):
        read_answer(body)


def test_deep_answers_do_no_harm() -> None:
    depth = 50_000
    assert read_answer(answer("<array><data><value>" * depth + "</value></data></array>" * depth))


@given(
    st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 12, 31)).map(
        lambda d: d.replace(microsecond=0)
    )
)
def test_moments_survive(moment: datetime) -> None:
    assert unstamped(stamp(moment)) == moment
    assert unstamped(DateTime(f"{stamp(moment)}Z")) == moment


@pytest.mark.parametrize("value", [None, "", "00000000T00:00:00Z", 5, "2026", {}])
def test_what_is_no_moment_is_told(value: object) -> None:
    with pytest.raises(ValueError, match="does not match"):
        unstamped(value)
