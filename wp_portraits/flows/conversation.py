"""The comments: bring them home."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from wp_portraits.comments.sync import SyncOutcome, sync
from wp_portraits.flows.connecting import reach
from wp_portraits.flows.site import Place, site_url
from wp_portraits.publish.sight import by_key, look
from wp_portraits.state.lock import lock
from wp_portraits.state.mirror import KnownPost, Mirror
from wp_portraits.state.posts import PostStore


def sync_comments(where: Place, *, full: bool, personal: bool) -> SyncOutcome:
    """Make the mirror equal to the site: the comments of every post that carries a portrait's key.

    Raises SiteError, StateError, or Locked when another run is at work.
    """
    with lock(_folder(where)):
        with PostStore(_folder(where) / "posts.sqlite") as store:
            site, (_, posts) = reach(where, lambda site: look(site, store.copies, datetime.now(UTC)))
        found = [(key, post) for key, several in by_key(posts).items() for post in several]
        with _mirror(where) as mirror:
            keys = {post.id: key for key, post in found}
            outcome = sync(site, mirror, keys, now=datetime.now(UTC), full=full, personal=personal)
            mirror.remember_posts(KnownPost(post.id, key, post.fields.title, post.link) for key, post in found)
        return replace(outcome, requests=site.requests)


def _folder(where: Place) -> Path:
    return where.workspace.site_state(site_url(where.settings))


def _mirror(where: Place) -> Mirror:
    return Mirror(_folder(where) / "comments.sqlite")
