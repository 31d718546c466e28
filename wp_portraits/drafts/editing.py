"""A text and edits of it → the edited text; whatever no edit names stays as it is, character for character."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wp_portraits.diagnostics.edit import Edit
from wp_portraits.drafts.draft import Draft, Section
from wp_portraits.model.markdown import Kind

Fix = Sequence[Edit]
"""Edits that belong together: all of them are made, or none."""


class Edited(NamedTuple):
    """The text after the edits, and those that were made, in order of place."""

    text: str
    made: tuple[Edit, ...]


def edit_text(text: str, fixes: Iterable[Fix]) -> Edited:
    """Make the fixes that do not get in each other's way.

    The first to claim a place has it; a fix that overlaps an earlier one, or puts something at the very place where an
    earlier one begins, is left for another pass. Edits outside the text are an error of the caller (ValueError).
    """
    made: list[Edit] = []
    for fix in fixes:
        if any(not 0 <= edit.start <= edit.end <= len(text) for edit in fix):
            raise ValueError("an edit lies outside the text")
        if not any(_taken(edit, made) for edit in fix):
            for edit in fix:
                insort(made, edit)
    return Edited(_replaced(text, made), tuple(made))


def _taken(edit: Edit, made: list[Edit]) -> bool:
    """Whether one of the edits made, which are in order and apart, claims some of the place of ``edit``."""
    place = bisect_left(made, edit)
    before, after = made[place - 1 : place], made[place : place + 1]
    return any(other.end > edit.start or other.start == edit.start for other in before) or any(
        other.start < edit.end or other.start == edit.start for other in after
    )


def _replaced(text: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*pieces, text[done:]))


def same_markup(before: Draft, after: Draft) -> bool:
    """Whether two drafts differ in their words and front matter only: the same blocks, emphasis, code, links and HTML."""
    return len(before.sections) == len(after.sections) and all(
        _markup(one) == _markup(other) for one, other in zip(_sections(before), _sections(after), strict=True)
    )


def _sections(draft: Draft) -> tuple[Section, ...]:
    return (draft.intro, *draft.sections)


def _markup(section: Section) -> tuple[object, ...]:
    events = (*section.heading, *section.body)
    return (section.anchor, *((kind, tag, value) for kind, tag, value, _, _ in events if kind is not Kind.TEXT))
