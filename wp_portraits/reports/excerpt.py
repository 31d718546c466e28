"""The lines of a file around a finding, with the place marked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wp_portraits.diagnostics.span import Span
from wp_portraits.reports.cells import cells_of

WIDTH = 100
"""Cells of a source line that are shown; what is longer is cut around the place."""
LEAD = 30
"""Cells shown before the place, where a line is cut; a third of them all at most."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_CUT = "…"


class Excerpt(NamedTuple):
    """``lines``: number and text, ready for a terminal; the last is marked from cell ``start`` on, ``length`` cells."""

    lines: tuple[tuple[int, str], ...]
    start: int
    length: int


def excerpt(source: str, span: Span, width: int = WIDTH) -> Excerpt | None:
    """The span's first line with the one before it, at most ``width`` cells of each, the signs that stand for what is cut
    aside; None when the file has no such line.

    A span over several lines is marked to the end of its first; an empty one gets one mark.
    """
    lines = _lines(source)
    if not 1 <= span.line <= len(lines) or not source:
        return None
    shown, start, length = _marked(lines[span.line - 1], span, width)
    before = [(span.line - 1, _from_start(lines[span.line - 2], width))] if span.line > 1 else []
    return Excerpt((*before, (span.line, shown)), start, length)


@lru_cache(maxsize=8)
def _lines(source: str) -> tuple[str, ...]:
    return tuple(_LINE_END.split(source))


def _marked(line: str, span: Span, width: int) -> tuple[str, int, int]:
    """The line as shown, cut around the place if it is long; cell and length of the mark."""
    cells = cells_of(line)
    first = min(max(span.column - 1, 0), len(cells))
    last = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    begin, end = _window(cells, first, width)
    lead = _CUT if begin else ""
    shown = lead + "".join(form for form, _ in cells[begin:end]) + (_CUT if end < len(cells) else "")
    start = len(lead) + sum(taken for _, taken in cells[begin:first])
    return shown.rstrip(), start, max(1, sum(taken for _, taken in cells[first : min(last, end)]))


def _window(cells: list[tuple[str, int]], first: int, width: int) -> tuple[int, int]:
    """Which characters of a line are shown so that the one at ``first`` is among them."""
    begin = _backwards(cells, first, min(LEAD, width // 3))
    end, room = begin, width
    while end < len(cells) and cells[end][1] <= room:
        room -= cells[end][1]
        end += 1
    return _backwards(cells, begin, room), end


def _backwards(cells: list[tuple[str, int]], place: int, room: int) -> int:
    """How far before ``place`` so many cells reach; never between a letter and its combining signs."""
    while place and cells[place - 1][1] <= room:
        place -= 1
        room -= cells[place][1]
    while 0 < place < len(cells) and cells[place][1] == 0:
        place += 1
    return place


def _from_start(line: str, width: int) -> str:
    cells = cells_of(line)
    _, end = _window(cells, 0, width)
    return ("".join(form for form, _ in cells[:end]) + (_CUT if end < len(cells) else "")).rstrip()
