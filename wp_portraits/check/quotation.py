"""Quotation marks in French prose: which guillemets lack their partner, which straight quotes are pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from wp_portraits.check.prose import OPEN, WALL, offsets_of
from wp_portraits.diagnostics.edit import Edit

_STRAIGHT = re.compile('"')
_BLANKS = f" \t\n{OPEN}"
_MARKUP = re.compile("[\ue000-\ue003]")
_OPENS = re.compile("[\\s\0(\\[’'\ue000—–]")
_CLOSES = re.compile("[\\s\0)\\].,;:!?…\ue000-\ue002]")


def unpaired(prose: str, start: int, end: int) -> list[int]:
    """The offsets of the guillemets between ``start`` and ``end`` that open or close nothing.

    A quotation may go on over several blocks, each of which repeats a guillemet at its start, as French has it.
    """
    opened: list[int] = []
    alone: list[int] = []
    for at in offsets_of(prose, "«»", start, end):
        if opened and _begins_block(prose, start, at):
            continue
        if prose[at] == "«":
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            alone.append(at)
    return sorted(alone + opened)


def _begins_block(prose: str, start: int, at: int) -> bool:
    while at > start and prose[at - 1] in _BLANKS:
        at -= 1
    return at == start or prose[at - 1] == WALL


def straight_pairs(prose: str, inside: str) -> Iterator[tuple[int, tuple[Edit, ...]]]:
    """Every straight quotation mark, with the edits of its pair at the first of two; none where they are no clear pair.

    Clear are pairs in a block in which every second one closes, with nothing but text between, outside guillemets.
    """
    start = prose.find('"')
    while start >= 0:
        end = prose.find(WALL, start)
        end = len(prose) if end < 0 else end
        marks = [found.start() for found in _STRAIGHT.finditer(prose, start, end)]
        begin = prose.rfind(WALL, 0, start) + 1
        yield from _of_block(prose, begin, marks, inside)
        start = prose.find('"', end)


def _of_block(prose: str, begin: int, marks: list[int], inside: str) -> Iterator[tuple[int, tuple[Edit, ...]]]:
    pairs = list(pairwise(marks))[::2]
    clear = len(marks) % 2 == 0 and all(_is_pair(prose, *pair) for pair in pairs)
    if clear and prose.count("«", begin, marks[-1]):
        clear = not any(_is_inside_guillemets(prose, begin, opening) for opening, _ in pairs)
    edits = {
        opening: (Edit(opening, opening + 1, f"«{inside}"), Edit(closing, closing + 1, f"{inside}»"))
        for opening, closing in pairs
        if clear
    }
    yield from ((mark, edits.get(mark, ())) for mark in marks)


def _is_pair(prose: str, opening: int, closing: int) -> bool:
    before, after = prose[opening - 1 : opening] or WALL, prose[closing + 1 : closing + 2] or WALL
    within = prose[opening + 1 : closing]
    if not within or within[0].isspace() or within[-1].isspace() or WALL in within:
        return False
    return bool(_OPENS.match(before) and _CLOSES.match(after) and not _MARKUP.search(within))


def _is_inside_guillemets(prose: str, begin: int, at: int) -> bool:
    return prose.count("«", begin, at) > prose.count("»", begin, at)
