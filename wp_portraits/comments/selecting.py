"""Which comments to show: what was asked for, and the comments these answer, so that nothing stands without its context."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from wp_portraits.comments.sanitize import line_for_terminal
from wp_portraits.comments.threads import Conversation, Thread, conversations, walk
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost, storable

STATUSES: Final = ("approved", "hold", "spam", "trash", "post-trashed")
"""Every status a comment may have."""

CONVERSATION: Final = frozenset({"approved", "hold", "post-trashed"})
"""The statuses shown when none is asked for: neither spam nor what a moderator threw away."""

WORTH_READING: Final = frozenset({"approved", "hold"})
"""The statuses in which a comment can be unread."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; every wish must be met.

    ``since``: aware; the comment's own date counts. ``search``: in the text or the author's name, case and accents
    aside. ``limit``: at most so many threads, those that were last added to; 0: all.
    """

    statuses: frozenset[str] = CONVERSATION
    since: datetime | None = None
    unread: bool = False
    search: str = ""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Selected:
    """What was found: the threads, with the comments that only give context.

    ``matching`` and ``unread``: ids among those in the threads. ``threads``: how many there are without the limit.
    """

    conversations: tuple[Conversation, ...]
    matching: frozenset[int]
    unread: frozenset[int]
    threads: int

    def threads_with(self, comment_ids: Collection[int]) -> Selected:
        """Only the threads that hold one of these comments."""
        kept = [
            replace(one, threads=tuple(thread for thread in one.threads if not _ids(thread).isdisjoint(comment_ids)))
            for one in self.conversations
        ]
        found = tuple(conversation for conversation in kept if conversation.threads)
        shown = frozenset[int]().union(*(_ids(thread) for one in found for thread in one.threads))
        return Selected(found, self.matching & shown, self.unread & shown, sum(len(one.threads) for one in found))


def select(
    comments: Iterable[Comment], posts: Mapping[int, KnownPost], asked: Selection, read: Collection[int]
) -> Selected:
    """The threads in which a comment is asked for; ``read``: ids of the comments a person has seen."""
    by_id = {comment.id: comment for comment in comments}
    unread = {comment.id for comment in by_id.values() if comment.status in WORTH_READING} - set(read)
    wanted = _folded(asked.search)
    matching = {
        comment.id
        for comment in by_id.values()
        if comment.status in asked.statuses
        and (not asked.unread or comment.id in unread)
        and (asked.since is None or storable(comment).date_gmt >= asked.since)
        and (not wanted or wanted in _folded(line_for_terminal(f"{comment.author}\n{comment.content}")))
    }
    found = conversations((by_id[number] for number in _with_context(matching, by_id)), posts)
    kept = _latest(found, matching, asked.limit)
    shown = {comment.id for conversation in kept for _, comment in walk(conversation.threads)}
    threads = sum(len(conversation.threads) for conversation in found)
    return Selected(kept, frozenset(matching & shown), frozenset(unread & shown), threads)


def _with_context(matching: Iterable[int], by_id: Mapping[int, Comment]) -> set[int]:
    """The comments and those they answer, up to the roots."""
    shown: set[int] = set()
    for number in matching:
        step = by_id.get(number)
        while step is not None and step.id not in shown:
            shown.add(step.id)
            above = by_id.get(step.parent)
            step = above if above is not None and above.post == step.post else None
    return shown


def _latest(found: Sequence[Conversation], matching: set[int], limit: int) -> tuple[Conversation, ...]:
    """The threads with the newest of the ``matching`` comments (ids only grow; dates may be any)."""
    if not limit:
        return tuple(found)
    newest = {
        thread: max(_ids(thread) & matching, default=0) for conversation in found for thread in conversation.threads
    }
    kept: set[Thread] = set(sorted(newest, key=lambda thread: newest[thread], reverse=True)[:limit])
    cut = (replace(one, threads=tuple(thread for thread in one.threads if thread in kept)) for one in found)
    return tuple(conversation for conversation in cut if conversation.threads)


def _ids(thread: Thread) -> set[int]:
    return {comment.id for _, comment in walk((thread,))}


def _folded(text: str) -> str:
    """Plain text on one line, without case and accents."""
    words = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(character for character in words if not unicodedata.combining(character))
