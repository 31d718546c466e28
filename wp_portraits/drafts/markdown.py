"""Markdown text → events with character offsets. The only door to pyromark.

CommonMark with tables, strikethrough and heading anchors (``## Question {#anchor}``); no smart punctuation, since
typography is the renderer's. The parser's ranges count UTF-8 bytes; here they become characters.
"""

from __future__ import annotations

import re
from itertools import accumulate, chain, islice
from operator import itemgetter
from typing import Any, NamedTuple

from pyromark import Markdown, Options

from wp_portraits.drafts.heading_braces import restore_braces, swallowed_braces
from wp_portraits.model.markdown import Event, Fragment, Kind

MAX_DEPTH = 64
"""Deepest nesting kept: what is nested deeper is brought up to this level, and reported."""
MAX_EVENTS = 50_000
"""Most events read: a long interview has six hundred."""

_PARSER = Markdown(
    options=Options.ENABLE_TABLES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_HEADING_ATTRIBUTES,
)
_TAGS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "BlockQuote": "block_quote",
    "CodeBlock": "code_block",
    "HtmlBlock": "html_block",
    "List": "list",
    "Item": "item",
    "Table": "table",
    "TableHead": "table_head",
    "TableRow": "table_row",
    "TableCell": "table_cell",
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "strikethrough",
    "Link": "link",
    "Image": "image",
}
_LEAVES = {"Text": Kind.TEXT, "Code": Kind.CODE, "Html": Kind.HTML, "InlineHtml": Kind.INLINE_HTML}
_BREAKS = {"SoftBreak": Kind.SOFT_BREAK, "HardBreak": Kind.HARD_BREAK, "Rule": Kind.RULE}

_LONE_RETURN = re.compile(r"\r(?!\n)")
"""A line end of old Macs, which the parser does not see everywhere; one character, so that offsets stay."""

Range = tuple[int, int]

_ENTER, _LEAVE = Kind.ENTER, Kind.LEAVE  # looking a member up in its enumeration takes longer than making an event
_new = tuple.__new__


class MarkdownReading(NamedTuple):
    """Events, and the indices of the top-level level-2 headings among them.

    ``too_deep`` and ``too_long`` are the offsets where a limit was met, None where none was.
    """

    events: Fragment
    questions: tuple[int, ...]
    too_deep: int | None
    too_long: int | None


def read_markdown(text: str, start: int = 0) -> MarkdownReading:
    """Parse ``text[start:]``; offsets of the events are offsets into ``text``. Never raises."""
    body = _LONE_RETURN.sub("\n", text[start:])
    raw: list[Any] = list(islice(_PARSER.events_with_range(body, merge_text=True), MAX_EVENTS + 1))
    ranges = _character_ranges(body, [place for _, place in raw], start)
    reader = _Reader(body, start)
    too_long = ranges[-1][0] if len(raw) > MAX_EVENTS else None
    for (event, _), place in zip(raw[:MAX_EVENTS], ranges, strict=False):
        if type(event) is str:
            reader.add(_BREAKS[event], None, place)
            continue
        ((name, value),) = event.items()
        if name == "End":
            reader.leave()
        elif name == "Start":
            reader.enter(value, place)
        else:
            reader.add(_LEAVES[name], value, place)
    return reader.finished(too_long)


def _character_ranges(body: str, places: list[Any], base: int) -> list[Range]:
    """The parser's ranges in characters, ``base`` added."""
    pairs = list(map(itemgetter("start", "end"), places))
    if body.isascii():
        return [(base + start, base + end) for start, end in pairs]
    encoded = body.encode()
    offsets = sorted(set(chain.from_iterable(pairs)))
    pieces = map(encoded.__getitem__, map(slice, chain((0,), offsets), offsets))
    lengths = map(len, map(bytes.decode, pieces))
    characters = dict(zip(chain((0,), offsets), accumulate(lengths, initial=base), strict=True))
    return [(characters[start], characters[end]) for start, end in pairs]


class _Reader:
    """Collects the events of one text, counting how deep they nest."""

    def __init__(self, body: str, base: int) -> None:
        self._body = body
        self._base = base
        self._returns = "\r" in body
        self._events: list[Event] = []
        self._questions: list[int] = []
        self._open: list[tuple[str, Range]] = []
        self._too_deep: int | None = None
        self._braces: Event | None = None

    def add(self, kind: Kind, value: Any, place: Range) -> None:
        """A text or break; line ends inside a text become LF."""
        if self._returns and value is not None:
            value = value.replace("\r\n", "\n")
        self._events.append(_new(Event, (kind, "", value, *place)))

    def enter(self, what: Any, place: Range) -> None:
        """The start of a block or inline; beyond the limit it is left out."""
        tag, value = _entered(what)
        if tag == "heading":
            self._braces = self._swallowed(value[1], place)
            if value[0] == 2 and not self._open:
                self._questions.append(len(self._events))
        self._open.append((tag, place))
        if len(self._open) <= MAX_DEPTH:
            self._events.append(_new(Event, (_ENTER, tag, value, *place)))
        elif self._too_deep is None:
            self._too_deep = place[0]

    def leave(self) -> None:
        """The end of what was entered last."""
        tag, place = self._open.pop()
        if tag == "heading" and self._braces is not None:
            restore_braces(self._events, self._braces)
            self._braces = None
        if len(self._open) < MAX_DEPTH:
            self._events.append(_new(Event, (_LEAVE, tag, None, *place)))

    def finished(self, too_long: int | None) -> MarkdownReading:
        """Everything read; what is still open (when reading stopped early) is closed."""
        while self._open:
            self.leave()
        return MarkdownReading(tuple(self._events), tuple(self._questions), self._too_deep, too_long)

    def _swallowed(self, anchor: str | None, place: Range) -> Event | None:
        """The braces that the parser took for attributes and that are no anchor, as a text event."""
        if anchor is not None:
            return None
        found = swallowed_braces(self._body[place[0] - self._base : place[1] - self._base])
        if found is None:
            return None
        start = place[0] + found[0]
        return Event(Kind.TEXT, "", found[1], start, start + len(found[1].lstrip()))


def _entered(what: Any) -> tuple[str, Any]:
    """Tag and value of a start event."""
    if type(what) is str:
        return _TAGS[what], None
    ((name, value),) = what.items()
    if name in ("Link", "Image"):
        url = value["dest_url"]
        return _TAGS[name], (f"mailto:{url}" if value["link_type"] == "Email" else url, value["title"])
    if name == "Heading":
        return "heading", (int(value["level"][1]), value["id"])
    if name == "CodeBlock":
        words = value["Fenced"].split(maxsplit=1) if type(value) is dict else []
        return "code_block", words[0] if words else ""
    if name == "Table":
        return "table", tuple(column.lower() for column in value)
    return _TAGS[name], value if name == "List" else None
