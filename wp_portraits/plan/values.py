"""What planning and publishing talk about: pictures and posts as drafts want them, what is known, what was
published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from wp_portraits.model.picture import Media
from wp_portraits.model.portrait import Status
from wp_portraits.model.post import RemotePost, SiteFacts, Taxonomy
from wp_portraits.plan.base import Base

_AT_ONCE = timedelta(minutes=1)
_STEM_LENGTH = 80
_DIGEST_LENGTH = 12

_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif"}


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that a portrait shows, ready to be uploaded.

    ``path`` inside the workspace; ``digest`` the SHA-256 of the bytes, in hex; ``stem`` what its name on the site
    begins with (a slug); ``load`` reads the bytes, and is called only when the site does not have the picture yet.
    """

    path: str
    digest: str
    mime: str
    stem: str
    alt: str
    load: Callable[[], bytes] = field(repr=False, compare=False)

    @property
    def slug(self) -> str:
        """The picture's slug on the site. It carries the digest, so that the site itself tells whether it has the
        picture."""
        return f"{self.stem[:_STEM_LENGTH].strip('-')}-{self.digest[:_DIGEST_LENGTH]}".lstrip("-")

    @property
    def filename(self) -> str:
        """The file name that gives the picture its slug."""
        extension = _EXTENSIONS.get(self.mime) or self.path.rpartition(".")[2].lower()
        return f"{self.slug}.{extension}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The post one portrait wants, with names where the site has ids.

    ``content`` is rendered and carries no identity yet; ``date`` is in the site's time zone, without zone (None: left
    to the site); ``photo_digest`` names the featured picture; ``pictures`` are all it shows, the featured one included.
    """

    key: str
    path: str
    title: str
    slug: str
    content: str = field(repr=False)
    excerpt: str = ""
    status: Status = "publish"
    date: datetime | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    photo_digest: str | None = None
    comment_status: Literal["open", "closed"] = "open"
    author: str | None = None
    pictures: tuple[PictureFile, ...] = ()

    def names(self, taxonomy: Taxonomy) -> tuple[str, ...]:
        """The names of the terms of one taxonomy."""
        return self.categories if taxonomy == "category" else self.tags

    def visible(self, now: datetime) -> bool:
        """Whether a reader can open the post once it stands on the site like this (``now`` in the site's time zone).

        WordPress publishes at once what is dated less than a minute ahead (wp_insert_post)."""
        return self.status == "publish" and (self.date is None or self.date - now < _AT_ONCE)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What composing a post needs to know of the site; it grows while a plan is carried out.

    ``permalinks``: key → address of the posts a reader can open (or will be able to, after this run); a portrait whose
    key is missing must not be linked to. ``media``: digest → picture. ``terms``: (taxonomy, name) → id. ``authors``:
    name → user id.
    """

    permalinks: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Media] = field(default_factory=dict)
    terms: Mapping[tuple[Taxonomy, str], int] = field(default_factory=dict)
    authors: Mapping[str, int] = field(default_factory=dict)


Compose = Callable[[Knowledge], Sequence[Wanted]]
"""Renders every portrait for what is known. Pure: equal knowledge gives equal posts, in the same order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user asked for. ``only``: the keys to act upon (None: all); ``overwrite``: keys whose post on the site
    may be replaced though somebody edited or removed it; ``adopt``: take over posts that hold a portrait's slug;
    ``prune``: bin the posts whose draft is gone."""

    only: frozenset[str] | None = None
    overwrite: frozenset[str] = frozenset()
    adopt: bool = False
    prune: bool = False

    def selects(self, key: str) -> bool:
        """Whether this run may act upon the key."""
        return self.only is None or key in self.only


Predictor = Callable[[str, datetime | None, int | None], str | None]
"""(slug, date, post id) → the address the site will give; None when it cannot be known."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The site and our records, as read at the start of a run.

    ``posts``: key → the posts that carry it, in the bin or not, by id. ``holders``: slug → the post that holds it under
    no or another key. ``bases`` come from local state and may be empty. ``hidden``: the keys for which the site has a
    post that our user may not see.
    """

    facts: SiteFacts
    posts: Mapping[str, tuple[RemotePost, ...]]
    holders: Mapping[str, RemotePost]
    bases: Mapping[str, Base]
    known: Knowledge
    predict: Predictor
    hidden: frozenset[str] = frozenset()

    @property
    def now(self) -> datetime:
        """The site's clock, in the site's time zone."""
        return self.facts.now

    def living(self, key: str) -> tuple[RemotePost, ...]:
        """The posts with this key that are not in the bin."""
        return tuple(post for post in self.posts.get(key, ()) if post.fields.status != "trash")
