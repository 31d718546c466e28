"""What a draft's findings rest on beside the draft: they hold for as long as whoever looks there again sees the same.

Rules know the rest of a workspace only through :class:`Surroundings`, so that every look at it can be written down. That
lets a draft be judged before all others are read (against surroundings that are guessed, and looked at again once they
are known), and spares judging a draft again of which nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from hashlib import blake2b
from typing import Any, NamedTuple, cast

from wp_portraits.check.surroundings import Surroundings

_SHORT = 60
"""Characters of what was seen that are kept as they are; of what is longer, a digest is."""


class Glance(NamedTuple):
    """One look: at which field of the surroundings, at which key of it (None: at all of it), and what was seen there."""

    field: str
    key: str | None
    seen: str


class Looks:
    """Looks at surroundings, and remembers what it saw."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._seen: dict[tuple[str, str | None], str] = {}

    def at(self, field: str, key: str | None = None) -> str:
        """What is to be seen at a key of a field, in short; the same for the same value."""
        look = (field, key)
        seen = self._seen.get(look)
        if seen is None:
            seen = self._seen[look] = _told(getattr(self._surroundings, field), key)
        return seen

    def agree(self, glances: Iterable[Glance]) -> bool:
        """Whether all of it looks as it did."""
        return all(self.at(field, key) == seen for field, key, seen in glances)

    def all(self) -> tuple[Glance, ...]:
        """Every look so far."""
        return tuple(Glance(field, key, seen) for (field, key), seen in self._seen.items())


def watched(surroundings: Surroundings) -> tuple[Surroundings, Looks]:
    """The same surroundings to look at, and the looks that are taken."""
    looks = Looks(surroundings)
    return cast(Surroundings, _Watched(surroundings, looks)), looks


class _Watched:
    """Has the fields of surroundings."""

    def __init__(self, surroundings: Surroundings, looks: Looks) -> None:
        self._surroundings, self._looks = surroundings, looks

    def __getattr__(self, field: str) -> Any:
        value = getattr(self._surroundings, field)
        if isinstance(value, Mapping):
            return _WatchedMap(value, field, self._looks)
        if isinstance(value, Set):
            return _WatchedSet(value, field, self._looks)
        self._looks.at(field)
        return value


class _WatchedMap(Mapping[str, Any]):
    """A mapping that has each look at it written down."""

    def __init__(self, value: Mapping[str, Any], field: str, looks: Looks) -> None:
        self._value, self._field, self._looks = value, field, looks

    def __getitem__(self, key: str) -> Any:
        self._looks.at(self._field, key)
        return self._value[key]

    def __iter__(self) -> Iterator[str]:
        self._looks.at(self._field)
        return iter(self._value)

    def __len__(self) -> int:
        self._looks.at(self._field)
        return len(self._value)


class _WatchedSet(Set[str]):
    """A set that has each look at it written down; what is made of it is a plain set."""

    def __init__(self, value: Set[str], field: str, looks: Looks) -> None:
        self._value, self._field, self._looks = value, field, looks

    def __contains__(self, key: object) -> bool:
        self._looks.at(self._field, str(key))
        return key in self._value

    def __iter__(self) -> Iterator[str]:
        self._looks.at(self._field)
        return iter(self._value)

    def __len__(self) -> int:
        self._looks.at(self._field)
        return len(self._value)

    @classmethod
    def _from_iterable(cls, members: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        return frozenset(members)


def _told(value: Any, key: str | None) -> str:
    if key is not None:
        seen = repr(value.get(key)) if isinstance(value, Mapping) else repr(key in value)
    elif isinstance(value, Mapping):
        seen = repr(sorted(value.items()))
    else:
        seen = repr(sorted(value)) if isinstance(value, Set) else repr(value)
    return seen if len(seen) <= _SHORT else blake2b(seen.encode(errors="surrogatepass"), digest_size=16).hexdigest()
