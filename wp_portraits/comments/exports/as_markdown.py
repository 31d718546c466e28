"""Markdown, for readers: a heading for each portrait, under it the threads as nested quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wp_portraits.comments.moments import to_the_minute
from wp_portraits.comments.sanitize import for_markdown, line_for_markdown, web_address
from wp_portraits.comments.threads import Conversation, walk
from wp_portraits.state.mirror import storable

_DEEPEST = 6
"""Replies deeper than this stand no further in: a page has a right-hand edge."""


def markdown_pieces(conversations: Iterable[Conversation]) -> Iterator[str]:
    """A page: a heading for each portrait, under it the threads, replies quoted one level further in."""
    yield "# Comments\n"
    for conversation in conversations:
        yield f"\n{_heading(conversation)}\n"
        for entry in _entries(conversation):
            yield f"\n{entry}\n"


def _heading(conversation: Conversation) -> str:
    post = conversation.post
    title = line_for_markdown(post.title or post.key or f"Post {post.id}")
    address = web_address(post.url)
    return f"## [{title}](<{address}>)" if address else f"## {title}"


def _entries(conversation: Conversation) -> Iterator[str]:
    for depth, comment in walk(conversation.threads):
        name = line_for_markdown(comment.author) or "Anonymous"
        date = to_the_minute(storable(comment).date_gmt)
        answers = f", in reply to {comment.parent}" if depth else ""
        status = "" if comment.status == "approved" else f" — *{comment.status}*"
        entry = f"**{name}**, {date} UTC (comment {comment.id}{answers}){status}\n\n{for_markdown(comment.content)}"
        yield _quoted(entry, min(depth, _DEEPEST))


def _quoted(text: str, depth: int) -> str:
    return "\n".join(("> " * depth + line).rstrip() for line in text.split("\n"))
