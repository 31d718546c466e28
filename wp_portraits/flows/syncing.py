"""Bring the comments home, and forget who does not want to be kept there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from wp_portraits.comments.sync import SyncOutcome, sync
from wp_portraits.errors import UsageError
from wp_portraits.flows.connecting import reach
from wp_portraits.flows.site import Place, site_folder
from wp_portraits.publish.sight import by_key, look
from wp_portraits.state.aside import delete_aside
from wp_portraits.state.lock import lock
from wp_portraits.state.mirror import KnownPost, Mirror
from wp_portraits.state.posts import PostStore
from wp_portraits.wordpress.site import Site


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync found, and the posts whose comments are kept, by id."""

    outcome: SyncOutcome
    posts: Mapping[int, KnownPost]

    @property
    def digest(self) -> str:
        """Its new comments in a few lines, safe for a terminal. Loads what makes them so only when somebody looks."""
        from wp_portraits.comments.digest import digest

        return digest(self.outcome, self.posts)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done to forget a person. ``comments``: those of the mirror that lost author and words, each with its
    portrait's key (empty: no portrait). ``unseen``: how many are on the site and not in the mirror. ``copies``: damaged
    copies of the mirror that were deleted."""

    comments: tuple[tuple[int, str], ...]
    unseen: int
    copies: int


def sync_comments(where: Place, *, full: bool, personal: bool, everything: bool) -> Synced:
    """Make the mirror equal to the site: the comments of every post that carries a portrait's key, or of every post.

    Raises SiteError, StateError, or Locked when another run is at work.
    """
    with lock(site_folder(where)):
        site, portraits = _portraits(where)
        with _mirror(where) as mirror:
            now = datetime.now(UTC)
            outcome = sync(site, mirror, portraits, now=now, full=full, personal=personal, everything=everything)
            return Synced(replace(outcome, requests=site.requests), mirror.posts())


def forget_person(where: Place, email: str) -> Forgotten:
    """Take author and words from every comment under this e-mail address, for good; the site, which is asked whose
    comments those are, keeps them. Raises as :func:`sync_comments`, and UsageError when it is no address."""
    if not all(email.strip().partition("@")) or len(email.split()) != 1:
        raise UsageError("--email does not name an e-mail address.", hint="Write it like nadia@example.org")
    with lock(site_folder(where)):
        _, told = reach(where, lambda site: [comment.id for comment in site.comments_by(email)])
        with _mirror(where) as mirror:
            found = {*told, *mirror.with_email(email)}
            kept, posts = mirror.comments_with(found), mirror.posts()
            mirror.forget(found)
            keys = {number: post.key for number, post in posts.items()}
            named = tuple((number, keys.get(kept[number].post, "")) for number in sorted(kept))
            return Forgotten(named, len(found) - len(kept), delete_aside(_file(where)))


def _portraits(where: Place) -> tuple[Site, list[KnownPost]]:
    """The site, and every post of it that shows a portrait."""
    with PostStore(site_folder(where) / "posts.sqlite") as store:
        site, (_, posts) = reach(where, lambda site: look(site, store.copies, datetime.now(UTC)))
    return site, [
        KnownPost(post.id, key, post.fields.title, post.link, post.fields.status == "trash")
        for key, several in by_key(posts).items()
        for post in several
    ]


def _file(where: Place) -> Path:
    return site_folder(where) / "comments.sqlite"


def _mirror(where: Place) -> Mirror:
    return Mirror(_file(where))
