"""The comments as of the last sync: show them, remember what was read, write them to a file. The site is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Final, Literal

from wp_portraits.comments.exports.as_csv import csv_pieces
from wp_portraits.comments.exports.as_html import html_pieces
from wp_portraits.comments.exports.as_json import json_pieces
from wp_portraits.comments.exports.as_markdown import markdown_pieces
from wp_portraits.comments.exports.as_wxr import Blog, wxr_pieces
from wp_portraits.comments.moderating import known_comments
from wp_portraits.comments.selecting import STATUSES, WORTH_READING, Selected, Selection, select
from wp_portraits.comments.threads import Conversation, conversations
from wp_portraits.errors import UsageError
from wp_portraits.flows.site import Place, site_folder, site_url
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost, Mirror
from wp_portraits.state.posts import PostStore
from wp_portraits.state.read_marks import ReadMarks

Form = Literal["json", "csv", "markdown", "html", "wxr"]

READERS_SEE: Final = frozenset({"approved"})
"""The statuses of a page for readers, when none is asked for."""


def list_comments(where: Place, asked: Selection, portrait: str | None = None) -> Selected:
    """The threads that are asked for; ``portrait``: of this key alone. UsageError for a key without a post."""
    with open_mirror(where) as mirror, open_marks(where) as marks:
        posts = _posts_of(mirror, portrait)
        found = mirror.comments() if portrait is None else _under_all(mirror, posts)
        return select(found, posts, asked, marks.read())


def show_threads(where: Place, comment_ids: Sequence[int]) -> Selected:
    """The whole threads these comments are part of, whatever their status, which are read from now on.

    ``unread`` of what is returned is how it was before. Refusal for an id the mirror does not know.
    """
    with open_mirror(where) as mirror, open_marks(where) as marks:
        wanted = known_comments(mirror, comment_ids)
        posts = {post: known for post, known in mirror.posts().items() if post in {one.post for one in wanted}}
        every = select(_under_all(mirror, posts), posts, Selection(frozenset(STATUSES)), marks.read())
        shown = every.threads_with({one.id for one in wanted})
        marks.mark(shown.matching)
        return shown


def mark_read(where: Place, comment_ids: Sequence[int] | None) -> int:
    """Remember these comments, or all there are (None), as read; how many of them were unread."""
    with open_mirror(where) as mirror, open_marks(where) as marks:
        several = mirror.comments() if comment_ids is None else known_comments(mirror, comment_ids)
        unread = [one.id for one in several if one.status in WORTH_READING]
        new = set(unread) - marks.read()
        marks.mark(new)
        return len(new)


def export_comments(
    where: Place, form: Form, *, portrait: str | None = None, statuses: frozenset[str] | None = None
) -> Iterator[str]:
    """The comments as a file, piece by piece, sanitised; ``statuses`` None: all, but for a page only what readers see."""
    chosen = statuses or (READERS_SEE if form == "html" else frozenset(STATUSES))
    with open_mirror(where) as mirror:
        posts = _posts_of(mirror, portrait)
        keys = {post.id: post.key for post in posts.values()}
        if form in ("json", "csv"):
            found = mirror.comments(posts=None if portrait is None else posts.keys(), statuses=chosen)
            yield from (json_pieces if form == "json" else csv_pieces)(found, keys)
        elif form == "wxr":
            yield from _wxr(where, mirror, posts, chosen)
        else:
            yield from (html_pieces if form == "html" else markdown_pieces)(_talks(mirror, posts, chosen))


def _talks(mirror: Mirror, posts: Mapping[int, KnownPost], statuses: frozenset[str]) -> Iterator[Conversation]:
    """One portrait's conversation after the other, by key, so that only one is held at a time."""
    for post in _in_order(posts):
        yield from conversations(_of_status(mirror, post, statuses), posts)


def _wxr(where: Place, mirror: Mirror, posts: Mapping[int, KnownPost], statuses: frozenset[str]) -> Iterator[str]:
    with PostStore(site_folder(where) / "posts.sqlite") as store:
        copies, facts = store.copies.posts(), store.copies.last_facts()
    url = site_url(where.settings)
    blog = Blog(url, facts.name, facts.language, facts.user, facts.timezone, facts.utc_offset) if facts else Blog(url)
    entries = (
        (post, copies.get(post.id), _of_status(mirror, post, statuses))
        for post in _in_order(posts)
        if any(True for _ in _of_status(mirror, post, statuses))
    )
    yield from wxr_pieces(blog, entries, datetime.now(UTC))


def _of_status(mirror: Mirror, post: KnownPost, statuses: frozenset[str]) -> Iterator[Comment]:
    return (comment for comment in mirror.comments_under(post.id) if comment.status in statuses)


def _in_order(posts: Mapping[int, KnownPost]) -> list[KnownPost]:
    return sorted(posts.values(), key=lambda post: (post.key, post.id))


def _under_all(mirror: Mirror, posts: Iterable[int]) -> Iterator[Comment]:
    return (comment for post in posts for comment in mirror.comments_under(post))


def _posts_of(mirror: Mirror, portrait: str | None) -> dict[int, KnownPost]:
    """All posts, or those with this key (two for a while, when a post was doubled by hand)."""
    posts = mirror.posts()
    if portrait is None:
        return posts
    found = {number: post for number, post in posts.items() if post.key == portrait}
    if not found:
        near = get_close_matches(portrait, [post.key for post in posts.values()], n=1)
        hint = f"Did you mean {near[0]}?" if near else "wp-portraits comments list shows the keys."
        raise UsageError(f"No comments are kept for a portrait {portrait!r}.", hint=hint)
    return found


@contextmanager
def open_mirror(where: Place) -> Iterator[Mirror]:
    """The mirror of the settings' site."""
    with Mirror(site_folder(where) / "comments.sqlite") as mirror:
        yield mirror


@contextmanager
def open_marks(where: Place) -> Iterator[ReadMarks]:
    """The read marks of the settings' site."""
    with ReadMarks(site_folder(where) / "read.sqlite") as marks:
        yield marks
