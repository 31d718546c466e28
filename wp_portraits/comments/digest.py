"""What a sync brought, in a few lines that are fit for a terminal and for a scheduled job's mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Final

from wp_portraits.comments.moments import to_the_minute
from wp_portraits.comments.sanitize import line_for_terminal
from wp_portraits.comments.sync import SyncOutcome
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost, storable

_NAME: Final = 40
_WORDS: Final = 80


def digest(outcome: SyncOutcome, posts: Mapping[int, KnownPost]) -> str:
    """A line for each new comment that the outcome names: which portrait, who, when, first words. Then how many more are
    new, and how many wait for approval. Empty when there is nothing of the kind."""
    return "".join(f"{line}\n" for line in _lines(outcome, posts))


def _lines(outcome: SyncOutcome, posts: Mapping[int, KnownPost]) -> Iterator[str]:
    for comment in outcome.newcomers:
        yield _line(comment, posts.get(comment.post))
    others = outcome.new - len(outcome.newcomers)
    if others:
        yield f"  and {others} more, spam included" if outcome.newcomers else "  all of it spam or in the bin"
    if outcome.waiting:
        yield f"{outcome.waiting} {'waits' if outcome.waiting == 1 else 'wait'} for approval."


def _line(comment: Comment, post: KnownPost | None) -> str:
    place = line_for_terminal(post.key or post.title) if post else ""
    name = shorten(line_for_terminal(comment.author), _NAME, placeholder=" …") or "Anonymous"
    date = f"{to_the_minute(storable(comment).date_gmt)} UTC"
    kind = "" if comment.kind == "comment" else f" [{line_for_terminal(comment.kind)}]"
    waiting = " [waiting for approval]" if comment.status == "hold" else ""
    words = shorten(line_for_terminal(comment.content), _WORDS, placeholder=" …")
    return f"  {place or f'post {comment.post}'}: #{comment.id} {name}, {date}{kind}{waiting}: {words}"
