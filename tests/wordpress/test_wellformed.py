"""Characters XML has no place for are found, and their place is told."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_contract import wanted

from wp_portraits.errors import RequestRefused
from wp_portraits.wordpress.wellformed import refusals_of_posts, refused_text, require_wellformed


def test_the_message_says_field_place_and_character() -> None:
    refusal = refused_text("content", "Un\r\nDeux\nété trois 🎉 et\x08")
    assert refusal is not None
    assert refusal.message == ("The content holds the control character U+0008 in line 3, column 15; it was not sent.")
    assert refusal.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\x00", "control character U+0000 in line 1, column 1;"),
        ("a\rb\x0b", "control character U+000B in line 2, column 2;"),
        ("\n\n\x1f", "control character U+001F in line 3, column 1;"),
        ("a\ud83d", "half character U+D83D in line 1, column 2;"),
        ("\ufffe", "invalid character U+FFFE in line 1, column 1;"),
        ("a\uffffb\x01", "invalid character U+FFFF in line 1, column 2;"),
    ],
)
def test_every_kind_of_character(text: str, said: str) -> None:
    assert said in str(refused_text("title", text))


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_refused_is_what_the_parser_refuses(text: str) -> None:
    try:
        ElementTree.fromstring(f"<x>{escape(text)}</x>".encode("utf-8", "surrogatepass"))
        readable = True
    except ElementTree.ParseError:
        readable = False
    assert (refused_text("content", text) is None) == readable


@pytest.mark.parametrize("text", ["", "\t\r\n", "\x7f\x85\xa0\u2028", "\ufffd", "🎉👩‍💻", "\U0010ffff"])
def test_what_xml_takes_is_not_refused(text: str) -> None:
    assert refused_text("content", text) is None


def test_only_the_bad_ones_among_several_posts() -> None:
    posts = [wanted("a").as_mapping(), {"excerpt": "a\x0c"}, {}, wanted("b", title="\x1b[31m").as_mapping()]
    refusals = refusals_of_posts(posts)
    assert list(refusals) == [1, 3]
    assert "The excerpt holds" in refusals[1].message
    assert "The title holds" in refusals[3].message


def test_the_first_bad_one_is_raised() -> None:
    require_wellformed(filename="été.png", alt="", caption="a\nb")
    with pytest.raises(RequestRefused, match=r"The file name holds .* U\+0007 "):
        require_wellformed(filename="\x07.png", alt="\x08")
    with pytest.raises(RequestRefused, match="The alternative text holds"):
        require_wellformed(filename="a.png", alt="\x08")
