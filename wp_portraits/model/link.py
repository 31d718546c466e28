"""What became of asking an address of the web."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What an address is, as far as asking it tells."""

    ALIVE = "alive"
    SHUT = "shut"
    """It answers, but not to programs: who opens it in a browser may see a page."""
    DEAD = "dead"
    """There is no such page, or no such host."""
    UNKNOWN = "unknown"
    """It could not be asked, or the server was in trouble."""
    BARRED = "barred"
    """It was not asked: it is of this machine or of a private network."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed: the status that said so, and the address it led to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """The fate of an address; ``reason`` says in half a sentence why it is not alive.

    ``status`` is what the last address was answered with, None where nothing came back; ``hops`` are the redirects
    on the way there.
    """

    fate: Fate
    reason: str = ""
    status: int | None = None
    hops: tuple[Hop, ...] = ()
