"""What our posts are on the site: read once, and from then on only what changed.

The site tells cheaply which posts were modified since the latest one we have a copy of, and how many there are. When
the copies and these agree, nothing else came, went or changed. WordPress's stamps have their ways, though: a new post
is stamped with its own date, past or future (wp_insert_post); a scheduled post that becomes public keeps its stamp, and
so does every post when the site's address pattern changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from wp_portraits.errors import NotFound
from wp_portraits.model.clock import local_time
from wp_portraits.model.post import RemotePost, SiteFacts
from wp_portraits.plan.capabilities import NEEDED
from wp_portraits.render.identity import MARKER, read_identity
from wp_portraits.state.copies import Copies
from wp_portraits.wordpress.site import Site

FEW: Final = 3
"""Up to here, posts are read one by one."""

Keyed = dict[str, tuple[RemotePost, ...]]


def look(site: Site, copies: Copies, now: datetime) -> tuple[SiteFacts, list[RemotePost]]:
    """The site as it is now, and every post of it that holds our marker, the bin included, by ascending id.

    The copies are brought up to date. Once a day, and when the copies do not agree with the site, everything is read.
    ``now``: ours, aware. Raises SiteError and StateError.
    """
    facts = copies.facts(site.account, now)
    kept = copies.posts() if facts else {}
    seen = _changed(site, copies, kept, facts) if kept and facts else None
    if facts is None:
        facts = site.facts()
        if facts.capabilities >= NEEDED:  # who may do less may soon be given a role that may do more
            copies.keep_facts(site.account, facts, now)
    if seen is None:
        seen = {post.id: post for post in site.posts_containing(MARKER)}
        copies.replace_all(seen.values(), site.clock)
    return facts.at(site.clock), [seen[number] for number in sorted(seen)]


def by_key(posts: Iterable[RemotePost]) -> Keyed:
    """The posts that carry an identity, by its key."""
    found: dict[str, list[RemotePost]] = {}
    for post in posts:
        identity = read_identity(post.fields.content)
        if identity:
            found.setdefault(identity.key, []).append(post)
    return {key: tuple(several) for key, several in found.items()}


def _changed(
    site: Site, copies: Copies, kept: Mapping[int, RemotePost], facts: SiteFacts
) -> dict[int, RemotePost] | None:
    """The copies with what changed since; None when they cannot be trusted."""
    changed, total = site.changes_containing(MARKER, copies.known_until())
    fresh = {post.id: post for post in changed}
    due = [post.id for post in kept.values() if post.id not in fresh and _is_due(post, site.clock, facts)]
    if len(due) > FEW or _moved(kept, fresh):
        return None
    try:
        fresh |= {number: site.post(number) for number in due}
    except NotFound:
        return None
    seen = {**kept, **fresh}
    if total != len(seen):
        return None
    if fresh:
        copies.keep(fresh.values(), site.clock)
    return seen


def _is_due(post: RemotePost, clock: datetime, facts: SiteFacts) -> bool:
    """Whether it was scheduled, and its time has come."""
    there = local_time(clock, facts.timezone, facts.utc_offset)
    return post.fields.status == "future" and post.fields.date is not None and post.fields.date <= there


def _moved(kept: Mapping[int, RemotePost], fresh: Mapping[int, RemotePost]) -> bool:
    """Whether a post that was not modified has another address: then they all may have."""
    same = (
        number for number, post in fresh.items() if number in kept and kept[number].modified_gmt == post.modified_gmt
    )
    return any(
        kept[number].link != fresh[number].link and kept[number].fields.status == fresh[number].fields.status
        for number in same
    )
