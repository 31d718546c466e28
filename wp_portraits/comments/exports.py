"""The comments as a file: JSON for programs, Markdown for readers. Both carry sanitised text only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from wp_portraits.comments.sanitize import for_html, for_markdown, line_for_markdown, line_for_terminal
from wp_portraits.comments.threads import Conversation, conversations, walk
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost, storable

_DEEPEST = 6
"""Replies deeper than this stand no further in: a page has a right-hand edge."""


def export_json(comments: Iterable[Comment], keys: Mapping[int, str]) -> str:
    """A JSON list, one comment a line, ordered by id.

    ``keys``: post id → key; a comment of another post has an empty key. ``author`` is plain text, ``content`` HTML that
    may stand in any page, ``date_gmt`` UTC with a Z.
    """
    return "".join(json_pieces(sorted(comments, key=lambda comment: comment.id), keys))


def json_pieces(comments: Iterable[Comment], keys: Mapping[int, str]) -> Iterator[str]:
    """What :func:`export_json` returns, piece by piece, for comments that come ordered by id: any number fits."""
    before = "[\n"
    for comment in comments:
        yield before + json.dumps(_as_json(comment, keys.get(comment.post, "")), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _as_json(comment: Comment, key: str) -> dict[str, int | str]:
    return {
        "id": comment.id,
        "key": key,
        "post": comment.post,
        "parent": comment.parent,
        "author": line_for_terminal(comment.author),
        "date_gmt": storable(comment).date_gmt.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "status": comment.status,
        "content": for_html(comment.content),
    }


def export_markdown(comments: Iterable[Comment], posts: Mapping[int, KnownPost]) -> str:
    """A Markdown page: a heading for each portrait, under it the threads, replies quoted one level further in."""
    parts = [
        part
        for conversation in conversations(comments, posts)
        for part in (_heading(conversation), *_entries(conversation))
    ]
    return "\n\n".join(["# Comments", *parts]) + "\n"


def _heading(conversation: Conversation) -> str:
    post = conversation.post
    title = line_for_markdown(post.title or post.key or f"Post {post.id}")
    if not post.url.startswith(("https://", "http://")):
        return f"## {title}"
    address = "".join(character if character.isprintable() else "" for character in post.url)
    return f"## [{title}](<{address.replace('<', '%3C').replace('>', '%3E')}>)"


def _entries(conversation: Conversation) -> Iterator[str]:
    for depth, comment in walk(conversation.threads):
        name = line_for_markdown(comment.author) or "Anonymous"
        date = storable(comment).date_gmt.strftime("%Y-%m-%d %H:%M")
        answers = f", in reply to {comment.parent}" if depth else ""
        status = "" if comment.status == "approved" else f" — *{comment.status}*"
        entry = f"**{name}**, {date} UTC (comment {comment.id}{answers}){status}\n\n{for_markdown(comment.content)}"
        yield _quoted(entry, min(depth, _DEEPEST))


def _quoted(text: str, depth: int) -> str:
    return "\n".join(("> " * depth + line).rstrip() for line in text.split("\n"))
