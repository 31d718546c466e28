"""Character offsets ↔ lines and columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.lines import LineTable

TEXTS = st.text(st.sampled_from("aé😀\r\n\u2028 "), max_size=40)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("abc", 3, (1, 4)),
        ("é😀x\ny", 2, (1, 3)),
        ("é😀x\ny", 4, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb\r\nc\nd", 2, (2, 1)),
        ("a\rb\r\nc\nd", 5, (3, 1)),
        ("a\u2028b\x0bc", 4, (1, 5)),
        ("a\n", 2, (2, 1)),
    ],
)
def test_a_place_counts_characters_and_editors_lines(text: str, offset: int, place: tuple[int, int]) -> None:
    assert LineTable(text).place(offset) == place


@given(TEXTS)
def test_every_offset_comes_back_from_its_place(text: str) -> None:
    lines = LineTable(text)
    for offset in range(len(text) + 1):
        assert lines.offset(*lines.place(offset)) == offset


@given(TEXTS, st.integers(-5, 60), st.integers(-5, 60))
def test_a_span_is_ordered_and_inside_the_text(text: str, start: int, end: int) -> None:
    lines = LineTable(text)
    span = lines.span("x.md", start, end)
    assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column) <= lines.place(len(text))


def test_a_span_names_its_file() -> None:
    assert LineTable("un\ndeux").span("drafts/a.md", 3, 7) == Span("drafts/a.md", 2, 1, 2, 5)
