from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wp_portraits.reports.cells import cells_of, safe


def width(text: str) -> int:
    return sum(cells for _, cells in cells_of(text))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Écrire", 6),
        ("E\u0301crire", 6),
        ("日本語", 6),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("🙂", 2),
        ("👩🏽\u200d💻", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("🇨🇦", 2),
        ("❤\ufe0f", 2),
        ("é\u00a0!", 3),
        ("\t", 4),
        ("a\tb", 5),
        ("日\tb", 5),
        ("\x1b", 1),
        ("\u202e", 8),
        ("🫨", 2),
    ],
)
def test_cells_a_terminal_uses(text: str, cells: int) -> None:
    assert width(text) == cells


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Po", "Sm"]), max_size=5))
def test_letters_are_as_wide_as_rich_says(text: str) -> None:
    for sign in text:
        assert width(sign) == cell_len(sign), f"U+{ord(sign):04X}"


HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x07\x9b\x7f\u202e\u2066\u200f\ufeff\ud800\t\n\x00")))


@given(HOSTILE)
def test_nothing_a_terminal_obeys_gets_through(text: str) -> None:
    for shown in (safe(text), "".join(form for form, _ in cells_of(text))):
        for sign in shown:
            assert unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp")
            assert unicodedata.category(sign) != "Cf" or sign in "\u200c\u200d"
            assert unicodedata.bidirectional(sign) not in (
                "LRE",
                "RLE",
                "LRO",
                "RLO",
                "PDF",
                "LRI",
                "RLI",
                "FSI",
                "PDI",
            )
        shown.encode()


def test_what_is_replaced_stays_recognisable() -> None:
    assert safe("a\x1b[31mb\u202ec\nd\x85\x7f") == "a␛[31mb<U+202E>c d<U+0085>␡"
