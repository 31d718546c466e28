"""HTML, for a page: a section for each portrait, the threads as nested lists, with WordPress's own class names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from wp_portraits.comments.moments import to_the_minute, to_the_second
from wp_portraits.comments.sanitize import for_html, line_for_terminal, web_address
from wp_portraits.comments.threads import Conversation, walk
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost, storable

_DEEPEST: Final = 6
"""Replies deeper than this stand no further in; browsers, too, end somewhere."""

_LINE_END: Final = re.compile(
    r"(?<!<br>)(?<!<p>)(?<!</p>)(?<!<blockquote>)(?<!</blockquote>)\n(?!</?(?:p|blockquote)>)",
)


def html_pieces(conversations: Iterable[Conversation]) -> Iterator[str]:
    """A fragment for the body of any page; nothing in it is a script or a style."""
    for conversation in conversations:
        yield f'<section class="comments">\n{_heading(conversation.post)}\n<ol class="comment-list">\n'
        yield from _list(conversation)
        yield "</ol>\n</section>\n"


def _list(conversation: Conversation) -> Iterator[str]:
    """The comments in reading order; a list is opened before a reply and closed when the next stands further out."""
    above = -1
    for depth, comment in walk(conversation.threads):
        depth = min(depth, _DEEPEST)
        if depth > above >= 0:
            yield '<ol class="children">\n'
        elif above >= 0:
            yield "</li>\n" + "</ol>\n</li>\n" * (above - depth)
        yield _entry(comment)
        above = depth
    if above >= 0:
        yield "</li>\n" + "</ol>\n</li>\n" * above


def _heading(post: KnownPost) -> str:
    title = escape(line_for_terminal(post.title) or post.key or f"Post {post.id}")
    address = web_address(post.url)
    return f'<h2><a href="{escape(address)}">{title}</a></h2>' if address else f"<h2>{title}</h2>"


def _entry(comment: Comment) -> str:
    date = storable(comment).date_gmt
    shown = comment.status == "approved"
    status = "" if shown else f' <em class="comment-status">{escape(comment.status)}</em>'
    return (
        f'<li id="comment-{comment.id}" class="comment{"" if shown else " " + escape(comment.status)}">\n'
        f'<p class="comment-meta"><cite>{_author(comment)}</cite> '
        f'<time datetime="{to_the_second(date)}">{to_the_minute(date)} UTC</time>{status}</p>\n'
        f'<div class="comment-content">{content_html(comment.content)}</div>\n'
    )


def _author(comment: Comment) -> str:
    name = escape(line_for_terminal(comment.author) or "Anonymous")
    address = web_address(comment.author_url)
    return f'<a href="{escape(address)}" rel="nofollow ugc noopener">{name}</a>' if address else name


def content_html(text: str) -> str:
    """What a comment says, sanitised, with its line ends as such."""
    return _LINE_END.sub("<br>\n", for_html(text).strip())
