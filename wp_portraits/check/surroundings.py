"""What a rule may know beside the draft it looks at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from wp_portraits.model.picture import Picture


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The rest of the workspace, as values.

    ``keys`` and ``slugs`` lead to the paths of the drafts that claim them (in order of path); ``drafts`` are the
    paths of all drafts. ``pictures`` holds every picture that was looked at, by path (absent: there is no such file);
    ``files`` names what else lies in the drafts folder, for suggestions. ``now`` is the moment of the check, with its
    zone, None when it plays no part. ``readings`` leads from what the reading lists recommend (see
    :func:`~wp_portraits.check.addresses.same_place`) to the first draft that does, ``named`` from a key to the
    portraits that one names by hand. All paths are inside the workspace, with ``/``.
    """

    keys: Mapping[str, tuple[str, ...]]
    slugs: Mapping[str, tuple[str, ...]]
    drafts: Set[str]
    pictures: Mapping[str, Picture]
    files: Set[str] = frozenset()
    now: datetime | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Claim(NamedTuple):
    """What the draft at ``path`` claims: its key and slug, what its reading list recommends (see
    :func:`~wp_portraits.check.addresses.same_place`), the portraits it names by hand.
    """

    path: str
    key: str
    slug: str
    readings: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Claims:
    """The claims of several drafts, gathered one by one: in order of path, if the first is to be the first by path."""

    def __init__(self, files: Collection[str] = ()) -> None:
        self._files = frozenset(files)
        self._drafts = {file for file in files if file.lower().endswith(".md")}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._slugs: dict[str, tuple[str, ...]] = {}
        self._readings: dict[str, str] = {}
        self._named: dict[str, tuple[str, ...]] = {}

    def enter(self, claim: Claim) -> None:
        """Add one."""
        path, key, slug, readings, named = claim
        self.expect(path, key)
        _add(self._slugs, slug, path)
        for place in readings:
            self._readings.setdefault(place, path)
        if named:
            self._named.setdefault(key, named)

    def expect(self, path: str, key: str) -> None:
        """Add a draft of which nothing is known but, probably, its key."""
        _add(self._keys, key, path)
        self._drafts.add(path)

    def around(self, pictures: Mapping[str, Picture], now: datetime | None = None) -> Surroundings:
        """The surroundings they make; they go on to see what is entered later."""
        return Surroundings(
            self._keys, self._slugs, self._drafts, pictures, self._files, now, self._readings, self._named
        )


def _add(known: dict[str, tuple[str, ...]], claimed: str, path: str) -> None:
    others = known.get(claimed)
    if others is None:
        known[claimed] = (path,)
    elif path not in others:
        known[claimed] = tuple(sorted((*others, path)))
