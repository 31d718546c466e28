"""How alike two portraits of a series are, and which stand nearest to one of them.

Candidates are the portraits of the same series that a reader can see now. They are ranked by, in this order:

1. **Shared tags.** Each tag both portraits bear counts ``SCALE // floor(log2(bearers))`` points, where ``bearers`` is
   how many portraits of the series bear it, this one included: a tag two or three portraits share counts fully, one
   that four to seven share counts half, eight to fifteen a third. That is the idea of inverse document frequency (a
   rare tag says more than one everybody has) in a form that holds still: it does not depend on the size of the
   series, and it moves only when a tag's count passes a power of two. So a new portrait seldom changes the order of
   the others among themselves.
2. **The same organization**, which readers know to belong together even where the tags forgot it.
3. **Nearness in date.** Portraits without a date are near each other and far from all others.
4. **The next key** in alphabetical order, going round at the end. Any order would decide a tie; this one gives every
   portrait its own neighbours, where "the first by name" would show the same few everywhere and change every block
   when an ``aaron.md`` arrives.

Then one place is kept: when the portrait that *follows in the series* (by date, then key; after the newest comes the
oldest) is not among the best, it takes the last place. So each portrait is shown beside at least one other, from the
day it appears, however odd its tags, and that costs a change in one block only. With a limit of 1 the best match
keeps its place.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from heapq import nsmallest

from wp_portraits.model.portrait import Portrait

SCALE = 5040
"""Points of a tag that two or three portraits share; divisible by 1 to 10: exact for up to 2,047 bearers."""

_EPOCH = datetime(1970, 1, 1)
_UNDATED = 10**12
"""Minutes; further from every date a calendar has than those are from each other."""
_KEPT = 64
"""Sets of tags whose points are remembered: a series has either few sets or one for nearly each portrait."""


def weight(bearers: int) -> int:
    """Points for sharing a tag that ``bearers`` (two or more) portraits of the series bear."""
    return SCALE // (bearers.bit_length() - 1)


class Shelf:
    """The portraits of one series that a reader can see, indexed by tag and by date. Keys are unique."""

    def __init__(self, portraits: Iterable[Portrait]) -> None:
        self._portraits = sorted(portraits, key=lambda portrait: portrait.key)
        self._keys = [portrait.key for portrait in self._portraits]
        self._moments = [_moment(portrait) for portrait in self._portraits]
        self._organizations = [_folded(portrait.person.organization) for portrait in self._portraits]
        self._timeline = sorted(zip(self._moments, self._keys, strict=True))
        self._bearers: dict[str, list[int]] = {}
        self._points = lru_cache(maxsize=_KEPT)(self._points_of)
        for place, portrait in enumerate(self._portraits):
            for tag in _tags(portrait):
                self._bearers.setdefault(tag, []).append(place)

    def nearest(self, portrait: Portrait, limit: int) -> tuple[str, ...]:
        """Keys of the ``limit`` portraits to show beside this one, best first; it need not stand here itself."""
        places = self._ranked(portrait, limit)
        keys = [self._keys[place] for place in places]
        follower = self._follower(portrait)
        if limit > 1 and len(keys) == limit and follower is not None and follower not in keys:
            keys[-1] = follower
        return tuple(keys)

    def _ranked(self, portrait: Portrait, limit: int) -> list[int]:
        """The places of the best ``limit``, best first."""
        holds, count, own = self._holds(portrait), len(self._keys), bisect_left(self._keys, portrait.key)
        points = self._points(0 if holds else 1, *_tags(portrait))
        moment, organization = _moment(portrait), _folded(portrait.person.organization) or None
        organizations, moments = self._organizations, self._moments
        ranks = (
            (
                -points.get(place, 0),
                organizations[place] != organization,
                abs(moments[place] - moment),
                (place - own) % count,
                place,
            )
            for place in self._pool(points, own if holds else -1, limit)
        )
        return [place for *_, place in nsmallest(limit, ranks)]

    def _points_of(self, absent: int, *tags: str) -> dict[int, int]:
        """Points of the places that bear one of these tags; ``absent`` counts who bears them and does not stand here."""
        points: dict[int, int] = {}
        for bearers in (self._bearers.get(tag, []) for tag in tags):
            each = weight(len(bearers) + absent) if len(bearers) + absent > 1 else 0
            for place in bearers:
                points[place] = points.get(place, 0) + each
        return points

    def _pool(self, points: Mapping[int, int], own: int, limit: int) -> list[int]:
        """The places that can be among the best ``limit``: ranking all of them would take most of the time."""
        alike = {place: number for place, number in points.items() if place != own}
        if len(alike) < limit or limit < 1:
            return [place for place in range(len(self._keys)) if place != own]
        least = sorted(alike.values(), reverse=True)[limit - 1]
        return [place for place, number in alike.items() if number >= least]

    def _follower(self, portrait: Portrait) -> str | None:
        """The key that comes next in the series, going round; None when there is no other portrait."""
        if not self._keys or self._keys == [portrait.key]:
            return None
        after = bisect_right(self._timeline, (_moment(portrait), portrait.key))
        return self._timeline[after % len(self._timeline)][1]

    def _holds(self, portrait: Portrait) -> bool:
        place = bisect_left(self._keys, portrait.key)
        return self._keys[place : place + 1] == [portrait.key]


def _tags(portrait: Portrait) -> list[str]:
    """The portrait's tags as WordPress tells them apart (case does not), each once, in a fixed order."""
    return sorted({_folded(tag) for tag in portrait.tags} - {""})


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.casefold().split()))


def _moment(portrait: Portrait) -> int:
    """Minutes since 1970; portraits without a date stand after all others."""
    if portrait.date is None:
        return _UNDATED
    return (portrait.date.replace(tzinfo=None) - _EPOCH) // timedelta(minutes=1)
