"""A comment, as the site has it, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

UNDATED: Final = datetime(1, 1, 1)
"""The date of a comment that has none: MySQL keeps 0000-00-00, Python's calendar begins later."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A visitor's or editor's comment.

    ``status``: approved, hold, spam, trash or post-trashed. ``parent`` 0: a new thread. ``content`` is the raw text the
    visitor wrote: hostile until sanitised. ``kind``: comment, pingback or trackback. ``user_id`` is 0 for a visitor.
    ``email``, ``ip`` and ``agent`` (what the browser said of itself) are empty unless they were asked for.
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
    agent: str = ""


def without_personal(comment: Comment) -> Comment:
    """The comment without e-mail address, IP address and browser."""
    return replace(comment, email="", ip="", agent="") if comment.email or comment.ip or comment.agent else comment


def forgotten(comment: Comment) -> Comment:
    """What stays of a comment whose author is to be forgotten: its place in the conversation, its date and status."""
    return replace(comment, author="", author_url="", content="", user_id=0, email="", ip="", agent="")


@dataclass(frozen=True, slots=True)
class CommentTotals:
    """How many comments there are. ``binned`` are all the others: in the bin, under a post in the bin, or of a status
    that only a plugin knows."""

    approved: int = 0
    hold: int = 0
    spam: int = 0
    binned: int = 0

    @classmethod
    def of(cls, by_status: Mapping[str, int]) -> CommentTotals:
        """The totals of numbers by status."""
        named = {status: by_status.get(status, 0) for status in ("approved", "hold", "spam")}
        return cls(**named, binned=sum(by_status.values()) - sum(named.values()))

    @property
    def total(self) -> int:
        """All of them."""
        return self.approved + self.hold + self.spam + self.binned

    def __add__(self, other: CommentTotals) -> CommentTotals:
        return CommentTotals(
            self.approved + other.approved, self.hold + other.hold, self.spam + other.spam, self.binned + other.binned
        )


NONE: Final = CommentTotals()
"""No comment at all."""
