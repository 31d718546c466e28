"""Sending writes so that each happens once, whatever becomes of the answer.

Words: a write is *in doubt* when the site may or may not have carried it out (a time-out, a cut connection, a 5xx). A
create in doubt is looked for by its key, and sent a second and last time only when that look found nothing. An update
in doubt is looked at: it is idempotent, so one repetition does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

from wp_portraits.errors import NoAnswer, NotFound, SiteError, StateError
from wp_portraits.model.post import PostChanges, PostFields, RemotePost
from wp_portraits.publish.sight import by_key
from wp_portraits.render.identity import MARKER, read_identity
from wp_portraits.state.posts import Intent, PostStore
from wp_portraits.wordpress.site import Site

BATCH: Final = 50
"""Writes in one go: as many as WordPress takes in two REST batches, which travel abreast, so that what is recorded
keeps up with what is sent."""

PATIENCE: Final = (2.0, 5.0)
"""Seconds between looks for a post whose answer never came: the site may still be at work on it."""

Sent = dict[str, RemotePost | SiteError]
Pause = Callable[[float], None]


def create(
    site: Site, store: PostStore, posts: Mapping[str, PostFields], pause: Pause, awaited: dict[str, str]
) -> Sent:
    """Create up to :data:`BATCH` posts, by key; what became of each.

    ``awaited`` receives key and slug of the posts of which a write without an answer may still arrive.

    An intent is committed for each before anything leaves; it stays open where the outcome remains unknown. Raises the
    SiteError of a request that was certainly not carried out.
    """
    started = datetime.now(UTC)
    store.begin([Intent(key, started, fields.slug) for key, fields in posts.items()])
    sent = _try_create(site, store, posts)
    doubtful = _in_doubt(sent)
    if doubtful:
        awaited |= {key: posts[key].slug for key in doubtful if isinstance(sent[key], NoAnswer)}
        sent |= _settle_doubts(site, store, {key: posts[key] for key in doubtful}, sent, pause)
    # Those of what arrived are closed with its record.
    _close(store, [key for key, post in sent.items() if isinstance(post, SiteError) and not post.outcome_unknown])
    return sent


def _try_create(site: Site, store: PostStore, posts: Mapping[str, PostFields]) -> Sent:
    try:
        return dict(zip(posts, site.create_posts(list(posts.values())), strict=True))
    except SiteError as error:
        if not error.outcome_unknown:
            _close(store, posts)
            raise
        return dict.fromkeys(posts, error)


def _close(store: PostStore, keys: Collection[str]) -> None:
    """Close intents whose writes did not happen. One that stays open costs the next run a look, no more."""
    if keys:
        with suppress(StateError):
            store.close_intents(keys)


def _in_doubt(sent: Sent) -> list[str]:
    return [key for key, post in sent.items() if isinstance(post, SiteError) and post.outcome_unknown]


def _settle_doubts(site: Site, store: PostStore, posts: Mapping[str, PostFields], sent: Sent, pause: Pause) -> Sent:
    """Look; create what is proved absent once more; look again. A look that fails leaves its doubts as they are."""
    unanswered = any(isinstance(sent[key], NoAnswer) for key in posts)
    try:
        settled: Sent = dict(look_for(site, posts, pause if unanswered else None))
    except SiteError:
        return {}
    absent = {key: fields for key, fields in posts.items() if key not in settled}
    if not absent:
        return settled
    try:
        settled |= _try_create(site, store, absent)
    except SiteError as error:
        return settled | dict.fromkeys(absent, error)
    try:
        return settled | _without_twins(site, absent if unanswered else _in_doubt(settled))
    except SiteError:
        return settled


def look_for(site: Site, keys: Collection[str], pause: Pause | None = None) -> dict[str, RemotePost]:
    """The posts that carry these keys outside the bin. ``pause``: look again, after a while each time, until all are
    there."""
    found = _living(site, keys)
    for seconds in PATIENCE if pause else ():
        if pause is None or len(found) == len(keys):
            break
        pause(seconds)
        found = _living(site, keys)
    return {key: copies[0] for key, copies in found.items()}


def _without_twins(site: Site, keys: Collection[str]) -> dict[str, RemotePost]:
    """The posts that were sent a second time. Where the first one arrived after all, the younger goes to the bin: it is
    ours, a few seconds old, and equal."""
    found = _living(site, keys) if keys else {}
    for copies in found.values():
        for copy in copies[1:]:
            site.trash_post(copy.id)
    return {key: copies[0] for key, copies in found.items()}


def _living(site: Site, keys: Collection[str]) -> dict[str, Sequence[RemotePost]]:
    found = {
        key: [post for post in posts if post.fields.status != "trash"]
        for key, posts in by_key(site.posts_containing(MARKER)).items()
    }
    return {key: posts for key, posts in found.items() if key in keys and posts}


def update(site: Site, changes: Mapping[str, tuple[int, PostChanges]]) -> Sent:
    """Change up to :data:`BATCH` posts, by key; what became of each. Raises the
    SiteError of a request that was certainly not carried out."""
    sent = _try_update(site, changes)
    doubtful = _in_doubt(sent)
    if not doubtful:
        return sent
    for key in doubtful:
        sent[key] = _look_at(site, *changes[key], sent[key])
    again = {key: changes[key] for key in _in_doubt(sent)}
    try:
        return sent | (_try_update(site, again) if again else {})
    except SiteError:  # the others' outcomes stand
        return sent


def _try_update(site: Site, changes: Mapping[str, tuple[int, PostChanges]]) -> Sent:
    try:
        return dict(zip(changes, site.update_posts(list(changes.values())), strict=True))
    except SiteError as error:
        if not error.outcome_unknown:
            raise
        return dict.fromkeys(changes, error)


def _look_at(site: Site, post_id: int, changes: PostChanges, doubt: RemotePost | SiteError) -> RemotePost | SiteError:
    """The post when it carries the revision we sent; the doubt when it does not, or cannot be read."""
    try:
        post = site.post(post_id)
    except NotFound as error:
        return error
    except SiteError:
        return doubt
    return post if _revision(post.fields.content) == _revision(changes.get("content", "")) else doubt


def _revision(content: Any) -> str | None:
    identity = read_identity(str(content))
    return identity.rev if identity else None


def trash(site: Site, post_id: int) -> SiteError | None:
    """Move a post to the bin; what went wrong, if anything. A post that is gone already is no error."""
    error = _try_trash(site, post_id)
    if error is None or not error.outcome_unknown:
        return None if isinstance(error, NotFound) else error
    return _try_trash(site, post_id)


def _try_trash(site: Site, post_id: int) -> SiteError | None:
    try:
        site.trash_post(post_id)
    except SiteError as error:
        return error
    return None
