"""The comments of a site in RAM."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from wp_portraits.errors import NotFound, PermissionRefused
from wp_portraits.model.comment import Comment, CommentTotals, without_personal
from wp_portraits.wordpress.memory.shelf import Shelf
from wp_portraits.wordpress.site import Moderation

_BARE_AMPERSAND = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);)")


class Conversation:
    """Comments by id; those of a post in the bin show as ``post-trashed``."""

    def __init__(self, shelf: Shelf) -> None:
        self.comments: dict[int, Comment] = {}
        self._shelf = shelf
        self._next_id = 1
        self._moderated_in_bin: set[int] = set()

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
        agent: str = "",
        kind: str = "comment",
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
            agent=agent,
            kind=kind,
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

    def one(self, comment_id: int) -> Comment:
        """One comment, without what is personal."""
        return without_personal(self._shown(self._find(comment_id)))

    def edit(self, comment_id: int, content: str) -> Comment:
        """Change what a comment says; in a visitor's, a bare ``&`` becomes an entity (wp_filter_kses)."""
        before = self._find(comment_id)
        filtered = content.strip() if before.user_id else _BARE_AMPERSAND.sub("&amp;", content.strip())
        self.comments[comment_id] = replace(before, content=filtered)
        return without_personal(self._shown(self.comments[comment_id]))

    def moderate(self, comment_id: int, status: Moderation) -> Comment:
        """Give a comment a status, also where its post is in the bin."""
        before = self._find(comment_id)
        if self._in_bin(before):
            self._moderated_in_bin.add(comment_id)
        self.comments[comment_id] = replace(before, status=status)
        return without_personal(self._shown(self.comments[comment_id]))

    def delete(self, comment_id: int) -> None:
        """Delete for good; the answers move up to where the comment stood (wp_delete_comment)."""
        gone = self._find(comment_id)
        del self.comments[comment_id]
        for number, comment in self.comments.items():
            if comment.parent == comment_id:
                self.comments[number] = replace(comment, parent=gone.parent)

    def newest_first(self, posts: Sequence[int] | None, *, personal: bool) -> Iterator[Comment]:
        """The comments as the site would list them."""
        for number in sorted(self.comments, reverse=True):
            if number not in self.comments:
                continue
            comment = self.comments[number]
            if posts is not None and comment.post not in posts:
                continue
            shown = self._shown(comment)
            yield shown if personal else without_personal(shown)

    def totals(self, posts: Sequence[int] | None) -> CommentTotals:
        """How many there are."""
        return CommentTotals.of(Counter(comment.status for comment in self.newest_first(posts, personal=False)))

    def _find(self, comment_id: int) -> Comment:
        if comment_id not in self.comments:
            raise NotFound(f"The site has no comment {comment_id}.", hint="It was deleted for good.")
        return self.comments[comment_id]

    def _shown(self, comment: Comment) -> Comment:
        hidden = self._in_bin(comment) and comment.id not in self._moderated_in_bin
        status = "post-trashed" if hidden else comment.status
        return replace(comment, status=status)

    def _in_bin(self, comment: Comment) -> bool:
        post = self._shelf.posts.get(comment.post)
        return post is not None and post.fields.status == "trash"
