"""The comments on a terminal: threads indented, ids shown, so that a reply can name what it answers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from wp_portraits.comments.sanitize import for_terminal, line_for_terminal
from wp_portraits.comments.threads import Conversation, Thread, walk
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import storable

LONGEST: Final = 1200
"""Characters of a comment that a listing shows; :func:`whole_thread` and the exports have all."""

_DEEPEST = 8
_MARKS = {"hold": "waiting for approval", "spam": "spam", "trash": "in the bin", "post-trashed": "portrait in the bin"}
_BOLD, _FAINT, _YELLOW, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"


def listing(conversations: Iterable[Conversation], *, color: bool = False, width: int = 0) -> str:
    """Each portrait with its threads; empty when there are none.

    ``color``: emphasis by ANSI sequences, which are never taken from a comment. ``width``: columns to wrap at, 0 for
    no wrapping.
    """
    return "\n".join(
        "\n".join(line for part in _portrait(conversation, color, width) for line in (part, ""))
        for conversation in conversations
    )


def whole_thread(thread: Thread, *, color: bool = False, width: int = 0) -> str:
    """One comment and its replies, uncut."""
    return "\n".join(_entries((thread,), color, width, longest=None)) + "\n"


def _portrait(conversation: Conversation, color: bool, width: int) -> Iterator[str]:
    post = conversation.post
    title = line_for_terminal(post.title)
    heading = _styled(post.key or f"post {post.id}", _BOLD, color)
    yield f"{heading}  {title}" if title else heading
    yield from _entries(conversation.threads, color, width, longest=LONGEST)


def _entries(threads: Iterable[Thread], color: bool, width: int, *, longest: int | None) -> Iterator[str]:
    for depth, comment in walk(threads):
        margin = "  " * (min(depth, _DEEPEST) + 1)
        lines = [margin + _headline(comment, depth, color)]
        text = _cut(for_terminal(comment.content), longest)
        for line in text.split("\n"):
            lines.extend(_wrapped(line, margin + "  ", width))
        yield "\n".join(lines)


def _headline(comment: Comment, depth: int, color: bool) -> str:
    number = _styled(f"#{comment.id}", _BOLD, color)
    answers = f", in reply to #{comment.parent}" if depth > _DEEPEST else ""
    name = line_for_terminal(comment.author) or "Anonymous"
    date = _styled(f"{storable(comment).date_gmt:%Y-%m-%d %H:%M} UTC{answers}", _FAINT, color)
    mark = "" if comment.status == "approved" else _MARKS.get(comment.status, line_for_terminal(comment.status))
    return f"{number} {name}  {date}" + (f"  {_styled(f'[{mark}]', _YELLOW, color)}" if mark else "")


def _cut(text: str, longest: int | None) -> str:
    if longest is None or len(text) <= longest:
        return text
    return f"{text[:longest].rstrip()} … ({len(text) - longest} more characters)"


def _wrapped(line: str, margin: str, width: int) -> list[str]:
    if not line.strip():
        return []
    if width <= len(margin):
        return [margin + line]
    return textwrap.wrap(line, width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)


def _styled(text: str, style: str, color: bool) -> str:
    return f"{style}{text}{_PLAIN}" if color else text
