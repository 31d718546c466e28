"""Where the front matter stands in a draft."""

from __future__ import annotations

import re
from typing import NamedTuple

from wp_portraits.drafts.remark import Remark

_OPENING = re.compile(r"---[ \t]*(\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(\r\n|\n|\r|\Z)")
_FIRST_BODY_LINE = re.compile(r"^(?:#{1,6} |> |!\[)", re.MULTILINE)


class FrontMatterPlace(NamedTuple):
    """Offsets of the YAML between the two ``---`` lines, and of the body's first character; ``remark`` when a line is
    missing.
    """

    start: int
    end: int
    body: int
    remark: Remark | None = None


def find_front_matter(text: str) -> FrontMatterPlace:
    """The front matter's place; F002 when the first line is not ``---`` or nothing closes it.

    Without an opening line all of the text is body; without a closing one, none is.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatterPlace(0, 0, 0, _unopened(text))
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return FrontMatterPlace(opening.end(), opening.end(), len(text), _unclosed(text, opening.end()))
    return FrontMatterPlace(opening.end(), closing.start(), closing.end())


def _unopened(text: str) -> Remark:
    hint = "Begin the file with a line “---”, then the keys (series, person …), then another line “---”."
    late = _OPENING.search(text.lstrip())
    if late is not None and late.start() == 0:
        hint = "Delete what stands before the first “---”: it must be the very first line."
    return Remark("F002", 0, 0, "The draft does not begin with its front matter.", hint)


def _unclosed(text: str, start: int) -> Remark:
    heading = _FIRST_BODY_LINE.search(text, start)
    hint = "Add a line “---” after the last key."
    if heading is not None:
        line = text.count("\n", 0, heading.start()) + 1
        hint = f"Add a line “---” after the last key, somewhere before line {line}, where the text begins."
    return Remark("F002", 0, 3, "The front matter that begins here is never closed.", hint)
