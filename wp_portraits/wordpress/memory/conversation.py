"""The comments of a site in RAM."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from wp_portraits.errors import PermissionRefused
from wp_portraits.model.comment import Comment
from wp_portraits.wordpress.memory.shelf import Shelf

STATUSES = ("approved", "hold", "spam", "trash", "post-trashed")
"""Every status a comment may have."""


class Conversation:
    """Comments by id; those of a post in the bin show as ``post-trashed``."""

    def __init__(self, shelf: Shelf) -> None:
        self.comments: dict[int, Comment] = {}
        self._shelf = shelf
        self._next_id = 1

    def add(
        self,
        post: int,
        content: str,
        *,
        author: str,
        status: str = "approved",
        parent: int = 0,
        user_id: int = 0,
        date_gmt: datetime | None = None,
        email: str = "",
        ip: str = "",
    ) -> Comment:
        """A new comment."""
        number = self._next_id
        self._next_id += 1
        self.comments[number] = Comment(
            id=number,
            post=post,
            parent=parent,
            author=author,
            author_url="",
            date_gmt=date_gmt or self._shelf.now_gmt.replace(microsecond=0),
            content=content,
            status=status,
            user_id=user_id,
            link=f"{self._shelf.find(post).link}#comment-{number}",
            email=email,
            ip=ip,
        )
        return self.comments[number]

    def reply(self, post: int, parent: int, content: str, author: str) -> Comment:
        """A comment of our own user, where the post takes comments."""
        fields = self._shelf.find(post).fields
        if fields.status != "publish":
            raise PermissionRefused(f"Post {post} is not published, so it takes no comments.")
        if fields.comment_status == "closed":
            raise PermissionRefused(
                f"Comments are closed on post {post}.", hint="Open them in the draft: `comments: open`."
            )
        return self.add(post, content, author=author, parent=parent, user_id=1)

    def newest_first(self, posts: Sequence[int] | None, *, personal: bool) -> Iterator[Comment]:
        """The comments as the site would list them."""
        for number in sorted(self.comments, reverse=True):
            if number not in self.comments:
                continue
            comment = self.comments[number]
            if posts is not None and comment.post not in posts:
                continue
            shown = replace(comment, status=self._shown_status(comment))
            yield shown if personal else replace(shown, email="", ip="")

    def totals(self, posts: Sequence[int] | None) -> Mapping[str, int]:
        """How many there are, by status, those without any included."""
        found = Counter(comment.status for comment in self.newest_first(posts, personal=False))
        return {status: found[status] for status in STATUSES}

    def _shown_status(self, comment: Comment) -> str:
        post = self._shelf.posts.get(comment.post)
        binned = post is not None and post.fields.status == "trash"
        return "post-trashed" if binned and comment.status in {"approved", "hold"} else comment.status
