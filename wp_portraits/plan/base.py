"""What planning compares a site with: the post as we last published it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Base:
    """A post as we last published it.

    ``asked`` and ``stored`` are the fingerprints of what was sent and of what the site made of it; ``own`` that of the
    draft without its surroundings (links, related portraits); ``earlier`` the ``stored`` of former versions; ``marked``
    whether the site kept the identity inside the post; ``text`` the post in readable lines, to show what changed since.
    """

    key: str
    post_id: int
    url: str
    path: str
    title: str
    asked: str
    stored: str
    own: str
    modified_gmt: datetime
    marked: bool = True
    earlier: frozenset[str] = frozenset()
    text: str = field(default="", repr=False)
