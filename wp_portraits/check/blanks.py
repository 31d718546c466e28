"""Blanks that mean nothing: at the end of lines, on empty lines, two or a tab where one space does.

Two spaces at the end of a line that goes on are a line break, and blanks in code are the code's own: they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wp_portraits.check.prose import fragments_of
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.drafts.draft import Draft
from wp_portraits.model.markdown import Event, Kind

_WORDS = (Kind.TEXT, Kind.CODE, Kind.INLINE_HTML)
_INLINE = frozenset(("emphasis", "strong", "strikethrough", "link", "image"))
_VERBATIM = frozenset(("code_block", "html_block"))

_AT_LINE_END = re.compile(r"(?<![ \t])[ \t]++(?=[\r\n]|\Z)")
_WIDE = re.compile("(?<=[^\\s\0\ue000])(?: [ \t]++|\t[ \t]*+)(?=[^\\s\0\ue001])")


def trailing(draft: Draft) -> Iterator[Edit]:
    """Blanks at the end of the body's lines, and on lines that have nothing else."""
    text = draft.text
    if not (text.endswith((" ", "\t")) or " \n" in text or "\t" in text or "\r" in text):
        return  # ordinary texts, told by what is found fastest
    events = [event for fragment in fragments_of(draft) for event in fragment]
    if not events:
        return
    ends, verbatim = _places(events)
    for found in _AT_LINE_END.finditer(text, events[0].start + 1):
        start, end = found.span()
        before = text[start - 1]
        if before in "\r\n":
            meaningless = not any(first <= start < after for first, after in verbatim)
        else:
            meaningless = start in ends and before != "\\"
        if meaningless:
            yield Edit(start, end, "")


def _places(events: list[Event]) -> tuple[set[int], list[tuple[int, int]]]:
    """Where prose ends that no line break follows, and the extents of code and raw HTML."""
    ends: set[int] = set()
    breaks: set[int] = set()
    verbatim: list[tuple[int, int]] = []
    inside = False
    for event in events:
        if event.tag in _VERBATIM:
            inside = event.kind is Kind.ENTER
            if inside:
                verbatim.append((event.start, event.end))
        elif event.kind is Kind.HARD_BREAK:
            breaks.add(event.start)
        elif not inside and (event.kind in _WORDS or (event.kind is Kind.LEAVE and event.tag in _INLINE)):
            ends.add(event.end)
    return ends - breaks, verbatim


def wide(prose: str) -> Iterator[Edit]:
    """Several blanks, or a tab, between two words."""
    if "  " in prose or "\t" in prose:
        yield from (Edit(*found.span(), " ") for found in _WIDE.finditer(prose))
