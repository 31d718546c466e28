"""Where French wants a space that does not break, or none: inside guillemets, before high signs, in numbers.

The signs of :mod:`wp_portraits.check.prose` keep the patterns away from markup: no edit may put a space before what ends
emphasis, or after what begins it, since it would be emphasis no more.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from wp_portraits.check.prose import NARROW, NO_BREAK, offsets_of
from wp_portraits.diagnostics.edit import Edit


class Usage(NamedTuple):
    """The spaces of a French-speaking country: before ; ! and ?, before the colon, inside guillemets, in numbers."""

    high: str
    colon: str
    inside: str
    thousands: str


QUEBEC = Usage("", NO_BREAK, NO_BREAK, NO_BREAK)
FRANCE = Usage(NARROW, NO_BREAK, NO_BREAK, NARROW)
SWITZERLAND = Usage(NARROW, NARROW, NARROW, NARROW)


def usage_of(lang: str) -> Usage:
    """The usage of a language tag: Canada's, Switzerland's, else France's."""
    parts = lang.upper().split("-")
    return QUEBEC if "CA" in parts else SWITZERLAND if "CH" in parts else FRANCE


_AFTER_WORD = "[\\w)\\]»”’\"'%‰$€£¢°…\ue001\ue002]"
_BEFORE_PAUSE = '(?=[\\s\0«"“\ue000-\ue002]|\\Z)'
_BEFORE_END = "(?=[\\s\0)\\]»”’\"'…\ue000-\ue002]|\\Z)"
_SPACED = re.compile(f" (?<!  ) *+((?:[:;]{_BEFORE_PAUSE}|[!?]++{_BEFORE_END}))")
_COLON = re.compile(f":{_BEFORE_PAUSE}(?<={_AFTER_WORD}:)")
_HIGH = re.compile(f"(?:;{_BEFORE_PAUSE}|[!?](?=[!?]*+{_BEFORE_END}))(?<={_AFTER_WORD}.)")
_WORD_BEFORE = re.compile(_AFTER_WORD.replace("%", "%."))
_SHORTCODE = re.compile(r":[\w+-]{1,30}\Z")
_REFERENCE = re.compile(r"&#?\w{1,32}\Z")

_OPENING = re.compile("«( *+)(?=[^\\s\0»\ue001])")

_UNITS = "%|‰|[$€£¢]|°[CF]?|h|min|[kcm]m|km/h|m|[km]?g|m?L|ml|k?W|kWh|[KMGT]o|ko"
_BEFORE_UNIT = re.compile(f"[0-9]( ++)(?=(?:{_UNITS})(?![\\w'’]))")
_AFTER_HOUR = re.compile("[0-9][ \u00a0\u202f]h( ++)(?=[0-9])")
_AGAINST_SIGN = re.compile(r"[%€$](?<=[0-9][%€$])(?!\w)")
_AMOUNT = re.compile("(?:\\A|[\\s\0(«\ue000-\ue002])[-+−–±]?[0-9][0-9.,\u00a0\u202f ]*\\Z")
_THOUSANDS = re.compile("[0-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+(?!\\w| [0-9]|[\u00a0\u202f][0-9]{3})")
_IN_NUMBER = re.compile(r"[\w.,/+−–\-\u00a0\u202f]|[0-9] ")
_REACH = 40
"""How many signs before a place are looked at."""


def guillemets(prose: str, usage: Usage) -> Iterator[Edit]:
    """The spaces inside guillemets that are ordinary or missing."""
    for found in _OPENING.finditer(prose):
        yield Edit(found.start(1), found.end(1), usage.inside)
    place = prose.find("»")
    while place >= 0:
        start = _before_spaces(prose, place)
        if start and prose[start - 1] not in "«\n\0\ue000" and not prose[start - 1].isspace():
            yield Edit(start, place, usage.inside)
        place = prose.find("»", place + 1)


def _before_spaces(prose: str, place: int) -> int:
    while place and prose[place - 1] == " ":
        place -= 1
    return place


def signs(prose: str, usage: Usage) -> Iterator[Edit]:
    """The spaces before : ; ! and ? that are ordinary, or missing where the usage has one."""
    if any(prose[at - 1] == " " for at in offsets_of(prose, ":;!?") if at):
        yield from _spaced(prose, usage)
    for found in _COLON.finditer(prose):
        if not _SHORTCODE.search(prose, max(0, found.start() - _REACH), found.start()):
            yield Edit(found.start(), found.start(), usage.colon)
    if usage.high:
        for found in _HIGH.finditer(prose):
            yield Edit(found.start(), found.start(), usage.high)


def _spaced(prose: str, usage: Usage) -> Iterator[Edit]:
    for found in _SPACED.finditer(prose):
        start, end = found.start(), found.start(1)
        before = prose[start - 1] if start else ""
        if not _WORD_BEFORE.fullmatch(before):
            continue
        sign = prose[end]
        if sign == ";" and _REFERENCE.search(prose, max(0, start - _REACH), start):
            continue
        if sign == ":" and before.isdigit() and prose[end + 1 : end + 3].strip().isdigit():
            continue
        yield Edit(start, end, usage.colon if sign == ":" else usage.high)


def numbers(prose: str, usage: Usage) -> Iterator[Edit]:
    """The spaces between a number and its unit, and between groups of three digits, that are ordinary or missing."""
    for start, end in _runs(offsets_of(prose, string.digits)):
        for pattern in (_BEFORE_UNIT, _AFTER_HOUR):
            if found := pattern.match(prose, end - 1):
                yield Edit(*found.span(1), NO_BREAK)
        if _AGAINST_SIGN.match(prose, end) and _AMOUNT.search(prose[max(0, end - _REACH) : end]):
            yield Edit(end, end, NO_BREAK)
        if (found := _THOUSANDS.match(prose, start)) and not _inside_number(prose, start):
            yield from (Edit(at, at + 1, usage.thousands) for at in range(*found.span()) if prose[at] == " ")


def _runs(offsets: list[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of adjacent offsets."""
    start = end = -1
    for at in offsets:
        if at != end:
            if end >= 0:
                yield start, end
            start = at
        end = at + 1
    if end >= 0:
        yield start, end


def _inside_number(prose: str, start: int) -> bool:
    """Whether what stands before ``start`` makes the digits there part of something longer: a telephone number."""
    before = prose[max(0, start - 2) : start]
    return bool(_IN_NUMBER.match(before[-1:]) or _IN_NUMBER.fullmatch(before))
