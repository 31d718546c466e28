"""From the bytes of an XML-RPC answer to Python values, and back, without trust and without loss.

The standard library marshals; defusedxml keeps its parser from documents that blow up. What XML-RPC as WordPress speaks
it would lose on the way is taken care of here: WordPress trims the white space around a ``<string>``, XML turns a
carriage return into a line feed, and WordPress writes characters into its answers that XML has no place for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from xml.parsers.expat import ExpatError
from xmlrpc import client as xmlrpc

from defusedxml.common import DefusedXmlException
from defusedxml.xmlrpc import DefusedExpatParser

_MARKUP: Final = re.compile(rb"<methodResponse[\s>]")
_NO_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""What WordPress may have stored and prints as it is, and XML forbids: https://www.w3.org/TR/xml/#charsets"""

_ENDS: Final = " \t\n\r\0\x0b"
"""The characters PHP's trim() takes away."""

_BROKEN: Final = (ExpatError, DefusedXmlException, xmlrpc.Error, ValueError, TypeError, LookupError, ArithmeticError)
"""What the parsers raise for what is no XML-RPC, or is meant to harm."""


class NotXmlRpc(ValueError):
    """The bytes are not an XML-RPC answer."""


def read_answer(body: bytes) -> tuple[Any, ...]:
    """The values of a ``methodResponse``. Raises ``xmlrpc.client.Fault`` for a fault, NotXmlRpc for anything else.

    White space before the answer is passed over (themes and plugins print it), characters that XML forbids are dropped.
    """
    start = _MARKUP.search(body[:4096])
    if start is None or body[: start.start()].lstrip(b"\xef\xbb\xbf \t\r\n")[:5] not in (b"", b"<?xml"):
        raise NotXmlRpc("no methodResponse")
    head, answer = body[: start.start()], body[start.start() :]
    try:
        return _parsed(head.lstrip(b"\xef\xbb\xbf \t\r\n") + _NO_XML.sub(b"", answer).replace(b"\r", b"&#13;"))
    except xmlrpc.Fault:
        raise
    except _BROKEN as problem:
        raise NotXmlRpc(type(problem).__name__) from problem


def _parsed(document: bytes) -> tuple[Any, ...]:
    unmarshaller = xmlrpc.Unmarshaller()
    parser = DefusedExpatParser(unmarshaller, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.feed(document)
    parser.close()
    return unmarshaller.close()


def whole_text(value: Any) -> Any:
    """``value`` with each text that WordPress would trim packed as ``<base64>``, which it takes for the same text."""
    if isinstance(value, str):
        return xmlrpc.Binary(value.encode()) if value != value.strip(_ENDS) else value
    if isinstance(value, Mapping):
        return {name: whole_text(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [whole_text(part) for part in value]
    return value


def written_call(body: bytes) -> bytes:
    """A marshalled call with its carriage returns written so that they arrive."""
    return body.replace(b"\r", b"&#13;")


def stamp(moment: datetime) -> xmlrpc.DateTime:
    """A moment without zone as XML-RPC writes it."""
    return xmlrpc.DateTime(moment.isoformat("T", "seconds").replace("-", ""))


def unstamped(value: Any) -> datetime:
    """The moment, without zone, of a date in an answer; ValueError when it is none.

    WordPress writes UTC and the site's own time alike, without zone; what each is, the name of the field says.
    """
    text = str(value).removesuffix("Z").replace("-", "")
    return datetime.strptime(text, "%Y%m%dT%H:%M:%S")
