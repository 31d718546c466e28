"""Lists of slugs or numbers that become part of an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

LONGEST: Final = 3000
"""Characters of a list in an address: with the rest of it, it stays below the 4 kB that every server takes."""


def lists(several: Iterable[str | int]) -> Iterator[str]:
    """``several`` as lists with commas, each short enough for an address."""
    current: list[str] = []
    length = 0
    for one in dict.fromkeys(map(str, several)):
        added = len(quote(one)) + 1
        if current and length + added > LONGEST:
            yield ",".join(current)
            current, length = [], 0
        current.append(one)
        length += added
    if current:
        yield ",".join(current)
