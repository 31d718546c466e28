"""Lines that fit a terminal, in which a Chinese character or an emoji takes two columns and an accent of its own none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_NARROWEST: Final = 12
"""Columns below which wrapping would make a column of syllables: then the terminal may break the line."""

_PARTS: Final = re.compile(r"\s+|\S+")


def wrapped(line: str, margin: str, width: int) -> list[str]:
    """The line in pieces of at most ``width`` columns, each behind the margin; one piece when ``width`` is 0 or too
    small. Nothing for a line without a sign."""
    if not line.strip():
        return []
    room = width - len(margin)
    if room < _NARROWEST:
        return [margin + line]
    return [margin + piece for piece in _pieces(line.expandtabs(4), room)]


def columns(text: str) -> int:
    """How many columns the text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _pieces(line: str, room: int) -> Iterator[str]:
    held = ""
    for part in _PARTS.findall(line):
        if columns(held) + columns(part) <= room or (held and part.isspace()):
            held += part
            continue
        if held.strip():
            yield held.rstrip()
        *full, held = _cut(part, room)
        yield from full
    if held.strip():
        yield held.rstrip()


def _cut(word: str, room: int) -> list[str]:
    """A word longer than a line, an address say, in pieces that fit."""
    pieces, taken = [""], 0
    for sign in word:
        taken += _columns(sign)
        if taken > room:
            pieces.append("")
            taken = _columns(sign)
        pieces[-1] += sign
    return pieces


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
