"""From a list of comments to conversations: which comment answers which, under which portrait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost, storable


@dataclass(frozen=True, slots=True, eq=False)
class Thread:
    """A comment and the threads of its replies. Compared by identity: threads may be deeper than Python's stack."""

    comment: Comment
    replies: tuple[Thread, ...] = ()

    def __repr__(self) -> str:
        return f"<Thread {self.comment.id}, replies: {[reply.comment.id for reply in self.replies]}>"


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is said under one portrait."""

    post: KnownPost
    threads: tuple[Thread, ...]


def threads(comments: Iterable[Comment]) -> tuple[Thread, ...]:
    """The comments as trees, roots and replies ordered by date, then id.

    A comment is a root when it answers nothing, or something that is not among ``comments`` or stands under another
    post. Where comments answer each other in a circle, the oldest of the circle becomes a root. Every comment comes
    back exactly once, at any depth.
    """
    ordered = sorted(comments, key=_order)
    by_id = {comment.id: comment for comment in ordered}
    parents = _parents(ordered, by_id)
    _break_circles(ordered, by_id, parents)
    replies: dict[int, list[int]] = {comment.id: [] for comment in ordered}
    roots: list[int] = []
    for comment in ordered:
        parent = parents.get(comment.id)
        (roots if parent is None else replies[parent]).append(comment.id)
    return _grow(roots, replies, by_id)


def walk(roots: Iterable[Thread]) -> Iterator[tuple[int, Comment]]:
    """Every comment in reading order with its depth: 0 for a root, 1 for a reply to it, and so on."""
    waiting = [(0, root) for root in reversed(tuple(roots))]
    while waiting:
        depth, thread = waiting.pop()
        yield depth, thread.comment
        waiting.extend((depth + 1, reply) for reply in reversed(thread.replies))


def conversations(comments: Iterable[Comment], posts: Mapping[int, KnownPost]) -> tuple[Conversation, ...]:
    """The threads of each post that has comments, ordered by the posts' keys. An unknown post has an empty key."""
    by_post: dict[int, list[Comment]] = {}
    for comment in comments:
        by_post.setdefault(comment.post, []).append(comment)
    found = [Conversation(posts.get(post, KnownPost(post, "")), threads(said)) for post, said in by_post.items()]
    return tuple(sorted(found, key=lambda conversation: (conversation.post.key, conversation.post.id)))


def _order(comment: Comment) -> tuple[datetime, int]:
    return storable(comment).date_gmt, comment.id


def _parents(comments: Iterable[Comment], by_id: Mapping[int, Comment]) -> dict[int, int]:
    """Comment id → id of the comment it answers, where that one is here and under the same post."""
    return {
        comment.id: comment.parent
        for comment in comments
        if comment.parent in by_id and by_id[comment.parent].post == comment.post
    }


def _break_circles(ordered: Sequence[Comment], by_id: Mapping[int, Comment], parents: dict[int, int]) -> None:
    """Take the parent from one comment of every circle."""
    settled: set[int] = set()
    for comment in ordered:
        path: dict[int, None] = {}
        step: int | None = comment.id
        while step is not None and step not in settled and step not in path:
            path[step] = None
            step = parents.get(step)
        if step in path:
            way = list(path)
            circle = way[way.index(step) :]
            del parents[min(circle, key=lambda comment_id: _order(by_id[comment_id]))]
        settled.update(path)


def _grow(roots: Sequence[int], replies: Mapping[int, list[int]], by_id: Mapping[int, Comment]) -> tuple[Thread, ...]:
    """Build the trees from the leaves up, without recursion."""
    from_the_top = list(roots)
    for comment_id in from_the_top:
        from_the_top.extend(replies[comment_id])
    grown: dict[int, Thread] = {}
    for comment_id in reversed(from_the_top):
        grown[comment_id] = Thread(by_id[comment_id], tuple(grown.pop(reply) for reply in replies[comment_id]))
    return tuple(grown[root] for root in roots)
