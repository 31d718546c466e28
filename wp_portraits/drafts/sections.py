"""A draft's events → introduction and sections."""

from __future__ import annotations

import re
from itertools import pairwise

from wp_portraits.drafts.draft import Section
from wp_portraits.drafts.lines import LineTable
from wp_portraits.drafts.markdown import MarkdownReading
from wp_portraits.model.markdown import Event, Fragment, Kind

_WORDS, _BREAKS, _LEAVE = (Kind.TEXT, Kind.CODE), (Kind.SOFT_BREAK, Kind.HARD_BREAK), Kind.LEAVE
_SEPARATING = frozenset(("paragraph", "heading", "item", "table_cell", "code_block"))
_WHITE = " \t\r\n"
_SPACES = re.compile(r"[ \t\r\n]+")


def plain_text(fragment: Fragment) -> str:
    """A fragment's words without markup, spaces collapsed: what a reader sees of a heading or a short text."""
    words = [str(event.value) if event.kind in _WORDS else _space(event) for event in fragment]
    return _SPACES.sub(" ", "".join(words)).strip()


def _space(event: Event) -> str:
    """Breaks and the ends of blocks separate words; inline markup does not."""
    if event.kind in _BREAKS:
        return " "
    return " " if event.kind is _LEAVE and event.tag in _SEPARATING else ""


class SectionCutter:
    """Cuts the events of one file; ``text`` and ``path`` are the file's, ``lines`` its line table."""

    def __init__(self, path: str, text: str, lines: LineTable) -> None:
        self._path = path
        self._text = text
        self._lines = lines

    def cut(self, reading: MarkdownReading, body_start: int) -> tuple[Section, tuple[Section, ...]]:
        """The introduction and one section for every top-level level-2 heading."""
        events = reading.events
        bounds = (*reading.questions, len(events))
        start = self._lines.span(self._path, body_start, body_start)
        intro = Section((), "", None, start, events[: bounds[0]])
        return intro, tuple([self._section(events[first:after]) for first, after in pairwise(bounds)])

    def _section(self, events: Fragment) -> Section:
        opening = events[0]
        close = next(place for place, event in enumerate(events) if event.kind is _LEAVE and event.tag == "heading")
        heading = events[1:close]
        end = opening.start + len(self._text[opening.start : opening.end].rstrip(_WHITE))
        span = self._lines.span(self._path, opening.start, end)
        return Section(heading, plain_text(heading), opening.value[1], span, events[close + 1 :])
