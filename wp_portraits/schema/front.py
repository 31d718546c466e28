"""The front matter's valid parts, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from wp_portraits.model.portrait import FollowLink, Person, Photo, ReadingEntry, RelatedChoice, Status


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A draft's front matter: what is valid is here, what is not was reported and has its default.

    None (or empty text, for ``series`` and ``person.name``) means that the draft says nothing valid. ``photo.file`` is
    a path inside the workspace. ``kept`` tells, for ``follow``, ``reading`` and ``related``, which of the
    file's entries stayed: the third ``reading`` entry may be the file's fourth.
    """

    series: str = ""
    person: Person = field(default_factory=lambda: Person(""))
    photo: Photo | None = None
    follow: tuple[FollowLink, ...] = ()
    reading: tuple[ReadingEntry, ...] = ()
    related: RelatedChoice | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    date: datetime | None = None
    status: Status = "publish"
    excerpt: str = ""
    title: str | None = None
    slug: str | None = None
    id: str | None = None
    lang: str | None = None
    comments: Literal["open", "closed"] | None = None
    author: str | None = None
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
