"""Posts, terms and the site itself, as values that do not depend on the API that carried them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal

from wp_portraits.model.clock import local_time

Taxonomy = Literal["category", "post_tag"]


@dataclass(frozen=True, slots=True)
class PostFields:
    """The fields of a post that wp-portraits manages.

    ``status``: publish, future, draft, pending, private or trash. ``date`` is in the site's time zone, without zone;
    None leaves it to the site. ``categories`` and ``tags`` are term ids in ascending order; ``featured_media`` is 0
    without one; ``author`` None leaves it to the site. ``content``, ``title`` and
    ``excerpt`` are raw (as the editor shows them).
    """

    title: str
    slug: str
    content: str
    excerpt: str
    status: str
    date: datetime | None
    categories: tuple[int, ...]
    tags: tuple[int, ...]
    featured_media: int
    comment_status: Literal["open", "closed"]
    author: int | None = None

    def as_mapping(self) -> dict[str, Any]:
        """Field names and values, for building a partial change."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


PostChanges = Mapping[str, Any]
"""Some fields of :class:`PostFields`, by name: what an update sends."""


@dataclass(frozen=True, slots=True)
class RemotePost:
    """A post as the site has it.

    ``permalink_template`` is WordPress's own (``…/%postname%/``), empty where the API has none.
    """

    id: int
    link: str
    fields: PostFields
    modified_gmt: datetime
    permalink_template: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A category or tag; ``name`` has its entities decoded."""

    id: int
    taxonomy: Taxonomy
    name: str
    slug: str
    parent: int = 0


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a run needs to know of a site before its first write.

    ``url``: the site's home, without a slash at the end. ``timezone``: an IANA name, or ``""`` where the site has only
    ``utc_offset`` (hours). ``now`` is the site's clock (from its answer) in the site's own time zone, without zone.
    ``user`` is the name we are signed in as, ``capabilities`` WordPress's names of what that user may do. ``version``
    is WordPress's, empty where the API does not tell.
    """

    url: str
    name: str
    language: str
    timezone: str
    utc_offset: float
    now: datetime
    user: str
    user_id: int
    roles: tuple[str, ...]
    capabilities: frozenset[str]
    version: str = ""

    def at(self, moment: datetime) -> SiteFacts:
        """The same at another moment (aware)."""
        return replace(self, now=local_time(moment, self.timezone, self.utc_offset))
