"""A comment, as the site has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """A visitor's or editor's comment.

    ``status``: approved, hold, spam, trash or post-trashed. ``parent`` 0: a new thread. ``content`` is the raw text the
    visitor wrote: hostile until sanitised. ``kind``: comment, pingback or trackback. ``email`` and ``ip`` are empty
    unless they were asked for. ``user_id`` is 0 for a visitor.
    """

    id: int
    post: int
    parent: int
    author: str
    author_url: str
    date_gmt: datetime
    content: str
    status: str
    kind: str = "comment"
    user_id: int = 0
    link: str = ""
    email: str = ""
    ip: str = ""
