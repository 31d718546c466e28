"""Bytes that are, or are not, the text of a draft."""

from __future__ import annotations

import pytest

from wp_portraits.drafts.parsing import parse_draft

FRONT = "---\nseries: s\n---\n"


def codes_and_places(raw: bytes) -> list[tuple[str, int, int]]:
    return [(each.code, each.span.line, each.span.column) for each in parse_draft("drafts/zoe.md", raw).diagnostics]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("é\n😀\n".encode() + b"abc\xe9", [("F001", 3, 4)]),
        (b"\xff", [("F001", 1, 1)]),
        ("été".encode("latin-1"), [("F001", 1, 1)]),
        ("l'été".encode("utf-16"), [("F001", 1, 1)]),
        ("---\nà: \0".encode(), [("F001", 2, 4)]),
        (b"\xef\xbb\xbf" + "é\0".encode(), [("F001", 1, 2)]),
        ("---\r\nséries: s\r\nx\0".encode(), [("F001", 3, 2)]),
        (b"\xed\xa0\x80", [("F001", 1, 1)]),
    ],
)
def test_what_is_not_utf8_text_is_reported_at_its_first_bad_byte(
    raw: bytes, expected: list[tuple[str, int, int]]
) -> None:
    assert codes_and_places(raw) == expected


def test_the_hint_tells_which_encoding_it_may_be() -> None:
    (utf16,) = parse_draft("a.md", "é".encode("utf-16")).diagnostics
    (latin,) = parse_draft("a.md", "né".encode("cp1252")).diagnostics
    assert "UTF-16" in utf16.message
    assert "Windows-1252" in latin.hint


def test_each_control_character_has_its_place_in_front_matter_and_body() -> None:
    raw = "---\nséries: a\x01b\n---\n😀\x7f\n\u0085\tétat\ufffe\n".encode()
    assert codes_and_places(raw) == [("F009", 2, 10), ("F009", 4, 2), ("F009", 5, 1), ("F009", 5, 7)]


def test_a_file_full_of_control_characters_shows_ten_and_counts_the_others() -> None:
    found = parse_draft("a.md", FRONT.encode() + b"\x08" * 25).diagnostics
    assert [each.code for each in found] == ["F009"] * 10
    assert "15 more" in found[-1].message


def test_control_characters_do_not_hide_what_else_is_wrong() -> None:
    assert codes_and_places(b"---\na: \x01\na: 2\n---\n") == [("F009", 2, 4), ("F004", 3, 1)]


def test_a_file_beyond_the_limit_is_not_read() -> None:
    draft = parse_draft("a.md", b"x" * 2_000_001)
    assert [(each.code, draft.text) for each in draft.diagnostics] == [("F008", "")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(ending: str, mark: str) -> None:
    text = "---\nsérie: s\nperson:\n  name: Zoé 😀\n---\nIntro 😀\n\n## Où ? {#ou}\n\nIci\nlà\n".replace("\n", ending)
    draft = parse_draft("a.md", (mark + text).encode())
    assert draft.diagnostics == ()
    assert draft.text == text
    name = draft.span_at(("person", "name"))
    assert (name.line, name.column, name.end_column) == (4, 9, 14)
    (section,) = draft.sections
    assert (section.heading_text, section.anchor) == ("Où ?", "ou")
    assert (section.heading_span.line, section.heading_span.end_column) == (8, 14)
    body = draft.span(section.body[0].start, section.body[-1].end)
    assert (body.line, body.column, body.end_line) == (10, 1, 12)
