"""Editing a text: what no edit names stays, and of two edits in one place only one is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.diagnostics.edit import Edit
from wp_portraits.drafts.editing import edit_text, same_markup
from wp_portraits.drafts.parsing import parse_draft


def test_edits_replace_insert_and_delete() -> None:
    edited = edit_text("un deux trois", [(Edit(0, 2, "1"), Edit(8, 13, "")), (Edit(3, 3, "!"),)])
    assert edited.text == "1 !deux "
    assert edited.made == (Edit(0, 2, "1"), Edit(3, 3, "!"), Edit(8, 13, ""))


@pytest.mark.parametrize(
    "late", [Edit(1, 3, "x"), Edit(0, 5, "x"), Edit(2, 3, "x"), Edit(2, 2, "x"), Edit(3, 5, "x"), Edit(2, 4, "x")]
)
def test_the_first_to_claim_a_place_has_it(late: Edit) -> None:
    assert edit_text("abcdef", [(Edit(2, 4, "-"),), (late, Edit(5, 6, "z"))]).text == "ab-ef"


def test_neighbours_are_both_made() -> None:
    assert (
        edit_text("abcd", [(Edit(1, 2, "B"),), (Edit(2, 3, "C"),), (Edit(1, 1, "x"),), (Edit(4, 4, "!"),)]).text
        == "aBCd!"
    )


@pytest.mark.parametrize("edit", [Edit(-1, 0, ""), Edit(3, 2, ""), Edit(0, 4, "")])
def test_an_edit_outside_the_text_is_a_mistake(edit: Edit) -> None:
    with pytest.raises(ValueError, match="outside"):
        edit_text("abc", [(edit,)])


EDITS = st.builds(
    lambda start, length, text: Edit(start, start + length, text), *[st.integers(0, 6)] * 2, st.text(max_size=3)
)


@given(st.lists(st.lists(EDITS, max_size=2).filter(lambda edits: len(edits) < 2 or edits[0].end < edits[1].start)))
def test_what_no_edit_names_stays(fixes: list[list[Edit]]) -> None:
    text = "abcdefghijkl"
    edited = edit_text(text, fixes)
    named = {place for edit in edited.made for place in range(edit.start, edit.end)}
    kept = [sign for place, sign in enumerate(text) if place not in named]
    assert len(edited.text) == len(kept) + sum(len(edit.text) for edit in edited.made)
    rest = iter(edited.text)
    assert all(sign in rest for sign in kept), "the kept signs, in their order"
    assert all(
        set(fix) <= set(edited.made) or not fix or not set(fix) & set(edited.made) or len(fixes) > 1 for fix in fixes
    )


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Un *mot*.\n", "Deux *mots*!\n", True),
        ("Un *mot*.\n", "Un * mot*.\n", False),
        ("[a](b)\n", "[a](c)\n", False),
        ("`a`\n", "`b`\n", False),
        ("## Q {#a}\n\nx\n", "## Q {#b}\n\nx\n", False),
        ("## Q\n\nx\n", "x\n", False),
    ],
)
def test_same_markup(before: str, after: str, same: bool) -> None:
    drafts = [parse_draft("drafts/a.md", f"---\n---\n{text}".encode()) for text in (before, after)]
    assert same_markup(*drafts) is same
