"""YAML text → tree with places. The only door to PyYAML.

The parser's events are read one by one instead of composing a document: nothing recurses, so no depth of nesting can
exhaust the stack, and reading stops at the first level that is too deep. Aliases, anchors and tags are refused: a
draft needs none, and what looks like one is nearly always text that lacks its quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml

from wp_portraits.drafts.lines import LineTable
from wp_portraits.drafts.remark import Remark
from wp_portraits.drafts.yaml_problems import explain
from wp_portraits.drafts.yaml_tree import ScalarKind, YamlEntry, YamlList, YamlMap, YamlNode, YamlText

MAX_YAML = 256 * 1024
"""Longest YAML read, in characters: a questionnaire of a thousand questions fits."""
MAX_DEPTH = 32
MAX_VALUES = 10_000
"""Most keys and values read: a long series file has five hundred."""

_TOO_DEEP = (
    f"Brackets or lists are nested deeper than {MAX_DEPTH} levels here.",
    "Close the brackets, or put a text with brackets in quotes.",
)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"[-+]?(\d+|\d*\.\d+|\d+\.\d*)")
_FLAGS = frozenset({"true", "false", "yes", "no", "on", "off"})
_PLAIN_TAGS = frozenset(
    {"!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map"))}
)


class _LimitError(Exception):
    """Raised by the builder where a limit is met: its offset, a message and a hint."""


class YamlReading(NamedTuple):
    """A tree (None when the text cannot be read as a mapping) and what was found on the way."""

    root: YamlMap | None
    remarks: tuple[Remark, ...]


def read_yaml(text: str, start: int, end: int, lines: LineTable, *, subject: str) -> YamlReading:
    """Read ``text[start:end]`` as a YAML mapping whose places are offsets into ``text``.

    ``subject`` names the whole in messages ("front matter", "series file"). An empty text is an empty mapping.
    Remarks: F003, F004, F007, F008.
    """
    if end - start > MAX_YAML:
        message = f"The {subject} has {end - start:,} characters; at most {MAX_YAML:,} are read."
        return YamlReading(None, (Remark("F008", start, start, message, "Is a closing “---” line missing?"),))
    builder = _Builder(text, start, lines)
    try:
        builder.feed(yaml.parse(text[start:end], Loader=_LOADER))
    except _LimitError as error:
        place, message, hint = error.args
        remark = Remark("F008", place, place + 1, message, hint)
        return YamlReading(None, (*builder.remarks, remark))
    except yaml.YAMLError as error:
        remark = _nested(error, text, start) or _explained(error, text, start, end)
        told = any(lines.place(each.start)[0] == lines.place(remark.start)[0] for each in builder.remarks)
        return YamlReading(None, (*builder.remarks, *(() if told else (remark,))))
    root = builder.root
    if root is None or (isinstance(root, YamlText) and root.kind == "empty"):
        return YamlReading(YamlMap((), start, start), tuple(builder.remarks))
    if not isinstance(root, YamlMap):
        message = f"The {subject} must be made of lines “key: value”."
        remark = Remark(
            "F007", root.start, root.end, message, "Put a colon and a space between each key and its value."
        )
        return YamlReading(None, (*builder.remarks, remark))
    return YamlReading(root, tuple(builder.remarks))


def _nested(error: yaml.YAMLError, text: str, start: int) -> Remark | None:
    """F008 where the scanner (libyaml 0.2.6 and newer), which looks ahead, gave up before the builder met its limit."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or "nesting depth" not in (getattr(error, "problem", None) or ""):
        return None
    end = begin = start + mark.index
    while begin > start and text[begin - 1] in "[{ ":
        begin -= 1
    brackets = [place for place in range(begin, end) if text[place] in "[{"]
    place = brackets[MAX_DEPTH - 1] if len(brackets) >= MAX_DEPTH else end  # the mapping around them is a level too
    return Remark("F008", place, place + 1, *_TOO_DEEP)


def _explained(error: yaml.YAMLError, text: str, start: int, end: int) -> Remark:
    """A scanner's or parser's complaint in plain words."""
    mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    at = min(start + (mark.index if mark is not None else 0), end)
    context_at = min(start + context_mark.index, end) if context_mark is not None else at
    problem, context = getattr(error, "problem", None), getattr(error, "context", None)
    return explain(problem or str(error), context or "", text[:end], at, context_at)


class _Open:
    """A collection whose end was not seen yet."""

    __slots__ = ("entries", "key", "mapping", "seen", "start")

    def __init__(self, mapping: bool, start: int) -> None:
        self.mapping = mapping
        self.start = start
        self.entries: list[Any] = []
        self.key: YamlText | None = None
        self.seen: dict[str, int] = {}


class _Builder:
    """Builds the tree from parser events, keeping its own stack."""

    def __init__(self, text: str, base: int, lines: LineTable) -> None:
        self.text = text
        self.base = base
        self.lines = lines
        self.root: YamlNode | None = None
        self.remarks: list[Remark] = []
        self._stack: list[_Open] = []

    def feed(self, events: Iterable[Any]) -> None:
        """Take all events; raises ``yaml.YAMLError`` and ``_LimitError``."""
        for number, event in enumerate(events):
            if number > MAX_VALUES:
                place = self.base + event.start_mark.index
                raise _LimitError(place, f"There are more than {MAX_VALUES:,} keys and values.", "Split the file.")
            if isinstance(event, yaml.ScalarEvent):
                self._place(self._scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)
            elif isinstance(event, yaml.AliasEvent):
                self._place(self._refuse(event, f"A value cannot begin with “*” (here: “*{event.anchor}”)."))
            elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                place = self._span(event)[0]
                self.remarks.append(
                    Remark("F003", place, place + 3, "A second YAML document begins here.", "Delete this line.")
                )
                return

    def _span(self, event: Any) -> tuple[int, int]:
        """Offsets of an event; block texts and collections end where their last line does."""
        start, end = self.base + event.start_mark.index, self.base + event.end_mark.index
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1
        return start, end

    def _scalar(self, event: Any) -> YamlText:
        if event.anchor is not None:
            return self._refuse(event, f"A value cannot begin with “&” (here: “&{event.anchor}”).")
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            return self._refuse(event, "A value cannot begin with “!”.")
        start, end = self._span(event)
        plain = event.implicit[0] and event.tag is None
        return YamlText(event.value, _kind(event.value) if plain else "text", start, end)

    def _refuse(self, event: Any, message: str) -> YamlText:
        """F003 for YAML machinery that a draft has no use for."""
        start, end = self._span(event)
        self.remarks.append(Remark("F003", start, end, message, "Put the whole value in double quotes."))
        return YamlText("", "refused", start, end)

    def _open(self, event: Any) -> None:
        start = self.base + event.start_mark.index
        if len(self._stack) >= MAX_DEPTH:
            raise _LimitError(start, *_TOO_DEEP)
        if event.anchor is not None or (event.tag is not None and event.tag not in _PLAIN_TAGS):
            message = "YAML anchors (“&name”) and tags (“!name”) are not taken here."
            self.remarks.append(
                Remark("F003", start, start + 1, message, "Delete it, or put the value in double quotes.")
            )
        self._stack.append(_Open(isinstance(event, yaml.MappingStartEvent), start))

    def _close(self, event: Any) -> None:
        done = self._stack.pop()
        end = self._span(event)[1]
        if done.entries:
            end = max(end if self.text[end - 1 : end] in ("]", "}") else 0, _end(done.entries[-1]))
        node = YamlMap if done.mapping else YamlList
        self._place(node(tuple(done.entries), done.start, max(end, done.start)))

    def _place(self, node: YamlNode) -> None:
        """Put a finished node where it belongs: the root, a list's next entry, a mapping's next key or value."""
        if not self._stack:
            self.root = node if self.root is None else self.root
            return
        into = self._stack[-1]
        if not into.mapping:
            into.entries.append(node)
        elif into.key is None:
            into.key = node if isinstance(node, YamlText) else self._refused_key(node)
        else:
            self._enter(into, into.key, node)
            into.key = None

    def _refused_key(self, node: YamlList | YamlMap) -> YamlText:
        message = "A key must be a plain word, not a list or a mapping."
        hint = "Put the text in quotes if the bracket is part of it."
        self.remarks.append(Remark("F007", node.start, node.end, message, hint))
        return YamlText("", "refused", node.start, node.end)

    def _enter(self, into: _Open, key: YamlText, value: YamlNode) -> None:
        """Add an entry, unless its key was refused or stands there already (F004)."""
        if key.kind == "refused":
            return
        first = into.seen.setdefault(key.text, key.start)
        if first != key.start:
            line = self.lines.place(first)[0]
            message = f"The key “{key.text}” stands twice: first on line {line}."
            self.remarks.append(Remark("F004", key.start, key.end, message, "Delete one of the two, or join them."))
            return
        into.entries.append(YamlEntry(key.text, value, key.start, key.end))


def _end(last: YamlNode | YamlEntry) -> int:
    return max(last.value.end, last.key_end) if isinstance(last, YamlEntry) else last.end


def _kind(text: str) -> ScalarKind:
    """What an unquoted scalar is (YAML 1.1, as far as a draft cares)."""
    if text in ("", "~", "null", "Null", "NULL"):
        return "empty"
    if text.lower() in _FLAGS:
        return "flag"
    return "number" if _NUMBER.fullmatch(text) else "text"
