"""Markdown as a stream of events: the shape in which the text of a draft travels from parser to renderer."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple


class Kind(Enum):
    """What an event says."""

    ENTER = "enter"
    LEAVE = "leave"
    TEXT = "text"
    CODE = "code"
    """Inline code; ``value`` is its text."""
    HTML = "html"
    """A piece of a raw HTML block; ``value`` is its source. Stands between ENTER and LEAVE of ``html_block``."""
    INLINE_HTML = "inline_html"
    SOFT_BREAK = "soft_break"
    HARD_BREAK = "hard_break"
    RULE = "rule"


class Event(NamedTuple):
    """One event of a Markdown text.

    ``tag`` (ENTER and LEAVE only): paragraph, heading, block_quote, code_block, html_block, list, item, table,
    table_head, table_row, table_cell, emphasis, strong, strikethrough, link, image.
    ``value``: the text for TEXT, CODE, HTML, INLINE_HTML; for ENTER, by tag: heading
    ``(level: int, anchor: str | None)``, code_block ``language: str`` ("" when unnamed), list ``start: int | None``
    (None: unordered), table ``alignments: tuple["none" | "left" | "center" | "right", ...]``, link and image
    ``(url: str, title: str)``; else None.
    ``start`` and ``end`` are character offsets into the text of the draft.
    """

    kind: Kind
    tag: str
    value: Any
    start: int
    end: int


Fragment = tuple[Event, ...]
"""Whole blocks (or, for a heading, whole inlines) in order; ENTER and LEAVE are balanced."""
