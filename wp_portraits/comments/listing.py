"""The comments on a terminal: threads indented, ids shown, so that a reply can name what it answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from wp_portraits.comments.exports.as_json import comment_object
from wp_portraits.comments.moments import to_the_minute
from wp_portraits.comments.sanitize import for_terminal, line_for_terminal
from wp_portraits.comments.selecting import Selected
from wp_portraits.comments.threads import Conversation, walk
from wp_portraits.comments.wrapping import columns, wrapped
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import storable

LONGEST: Final = 1200
"""Characters of a comment that a listing shows; :attr:`Look.whole` and the exports have all."""

_DEEPEST = 8
_LONGEST_NAME = 100
_MARKS = {"hold": "waiting for approval", "spam": "spam", "trash": "in the bin", "post-trashed": "portrait in the bin"}
_BOLD, _FAINT, _YELLOW, _GREEN, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[32m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Look:
    """How comments are shown.

    ``color``: emphasis by ANSI sequences, which are never taken from a comment. ``width``: columns to wrap at, 0 for no
    wrapping. ``unread``: ids marked as such. ``matching``: the others are there for context, and faint; None: all match.
    ``whole``: long comments are not cut.
    """

    color: bool = False
    width: int = 0
    unread: Collection[int] = ()
    matching: Collection[int] | None = None
    whole: bool = False


def listing(conversations: Iterable[Conversation], look: Look | None = None) -> str:
    """Each portrait with its threads; empty when there are none."""
    look = look or Look()
    return "\n".join(
        "\n".join(line for part in _portrait(conversation, look) for line in (part, ""))
        for conversation in conversations
    )


def listing_json(found: Selected) -> str:
    """The same as JSON, schema 1: the comments in reading order, each with its depth in the thread."""
    told = [
        {
            **comment_object(comment, conversation.post.key),
            "depth": depth,
            "matches": comment.id in found.matching,
            "unread": comment.id in found.unread,
        }
        for conversation in found.conversations
        for depth, comment in walk(conversation.threads)
    ]
    return json.dumps({"schema": 1, "threads": found.threads, "comments": told}, ensure_ascii=False, indent=2) + "\n"


def _portrait(conversation: Conversation, look: Look) -> Iterator[str]:
    post = conversation.post
    title = line_for_terminal(post.title)
    heading = _styled(post.key or f"post {post.id}", _BOLD, look.color)
    yield f"{heading}  {title}" if title else heading
    for depth, comment in walk(conversation.threads):
        yield "\n".join(_entry(comment, depth, look))


def _entry(comment: Comment, depth: int, look: Look) -> Iterator[str]:
    margin = "  " * (min(depth, _DEEPEST) + 1)
    yield from _head(comment, depth, look, margin)
    matches = look.matching is None or comment.id in look.matching
    text = for_terminal(comment.content)
    for line in (text if look.whole else _cut(text)).split("\n"):
        for piece in wrapped(line, margin + "  ", look.width):
            yield piece if matches else _styled(piece, _FAINT, look.color)


def _head(comment: Comment, depth: int, look: Look, margin: str) -> Iterator[str]:
    """Number, name and date, then the marks: on a line of their own where they do not fit."""
    answers = f", in reply to #{comment.parent}" if depth > _DEEPEST else ""
    name = line_for_terminal(comment.author)[:_LONGEST_NAME] or "Anonymous"
    date = f"{to_the_minute(storable(comment).date_gmt)} UTC{answers}"
    mark = "" if comment.status == "approved" else _MARKS.get(comment.status, line_for_terminal(comment.status))
    marks = [(f"[{mark}]", _YELLOW)] if mark else []
    marks += [("[unread]", _GREEN)] if comment.id in look.unread else []
    plain = "  ".join([f"{margin}#{comment.id} {name}", date, *(words for words, _ in marks)])
    head = f"{margin}{_styled(f'#{comment.id}', _BOLD, look.color)} {name}  {_styled(date, _FAINT, look.color)}"
    told = "  ".join(_styled(words, style, look.color) for words, style in marks)
    if marks and look.width and columns(plain) > look.width:
        yield head
        yield f"{margin}  {told}"
    else:
        yield f"{head}  {told}" if marks else head


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rstrip()} … ({len(text) - LONGEST} more characters)"


def _styled(text: str, style: str, color: bool) -> str:
    return f"{style}{text}{_PLAIN}" if color else text
