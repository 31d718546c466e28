"""Comments over XML-RPC."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from wordpress_xmlrpc.methods.comments import DeleteComment, EditComment, GetComment, GetComments, NewComment

from wp_portraits.errors import PermissionRefused, ServerFailure, TooMuch
from wp_portraits.model.comment import Comment, CommentTotals
from wp_portraits.wordpress.comment_pages import CommentPage, each_of, in_pages
from wp_portraits.wordpress.reading import listed
from wp_portraits.wordpress.site import Moderation
from wp_portraits.wordpress.wellformed import require_wellformed
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.posts import Posts
from wp_portraits.wordpress.xmlrpc.shapes import comment_of, number_of

SIZES: Final = (500, 100, 10)
"""Comments asked for at once: half a megabyte of XML as a rule. A comment may have 64 kB, and a host little memory: where
an answer is too much, fewer are asked for."""

ALL: Final = 1_000_000
"""More than any site has."""

_BINNED: Final = ("spam", "trash")
"""A comment with one of these is deleted for good at once; any other goes into the bin first."""


class Conversation:
    """Reading, moderating and answering comments."""

    def __init__(self, client: Client, posts: Posts) -> None:
        self._client = client
        self._posts = posts

    def scope(self, posts: Sequence[int]) -> Sequence[int] | None:
        """XML-RPC can ask for one post's comments, or for all."""
        return None if len(posts) > 1 else posts

    def pages(self, scope: Sequence[int] | None, *, personal: bool, known: int = 0) -> Iterator[CommentPage]:
        """Every comment, the latest date first: WordPress knows no other order here. Who knows some asks for the newest,
        of which there are few."""
        if scope is not None and not scope:
            return
        asked, told = {**_within(scope), "status": "any"}, set[int]()
        for size in SIZES[1:] if known else SIZES:
            try:
                yield from self._told_anew(asked, size, personal, told)
            except (TooMuch, ServerFailure):
                if size == SIZES[-1]:
                    raise
            else:
                break
        if len(told) >= size and self._has_more(asked, len(told)):
            yield from self._at_once(asked, personal, told)

    def _told_anew(self, asked: Mapping[str, Any], size: int, personal: bool, told: set[int]) -> Iterator[CommentPage]:
        """The list in pages, without what was ``told``, to which it is added."""
        for page in in_pages(partial(self._page, asked, size, personal), size):
            fresh = [comment for comment in page.comments if comment.id not in told]
            told |= {comment.id for comment in fresh}
            yield CommentPage(sorted(fresh, key=lambda comment: comment.id, reverse=True))

    def _has_more(self, asked: Mapping[str, Any], many: int) -> bool:
        """Whether the list is longer than what was told of it: comments of one and the same date come in any order, and in
        another on the next page."""
        return bool(listed(self._client.call(GetComments, {**asked, "number": 1, "offset": many}), "comments"))

    def _at_once(self, asked: Mapping[str, Any], personal: bool, told: set[int]) -> Iterator[CommentPage]:
        """The whole list in one answer, however long it is, without what was ``told``."""
        try:
            yield from self._told_anew(asked, ALL, personal, told)
        except (TooMuch, ServerFailure) as problem:
            raise type(problem)(
                f"{problem.message} Many comments bear the same date, and WordPress cannot list those page by page over "
                "XML-RPC.",
                hint="Use --transport rest.",
            ) from problem

    def of(self, posts: Sequence[int] | None, *, personal: bool) -> Iterator[Comment]:
        """The comments of these posts; for more than one, all are read and the others' left out."""
        scope = None if posts is None else self.scope(posts)
        return each_of(self.pages(scope, personal=personal), posts)

    def by(self, email: str) -> Iterator[Comment]:
        """The comments under this address: XML-RPC knows no such filter, so all are read."""
        for comment in self.of(None, personal=True):
            if comment.email.strip().casefold() == email.strip().casefold():
                yield comment

    def add_up(self, totals: CommentTotals, scope: Sequence[int] | None) -> bool:
        """Compare the totals by status, which WordPress does not tell over XML-RPC: a list of N has an Nth comment and
        none after it. All lists in one request."""
        expected = {"any": totals.total, "approve": totals.approved, "hold": totals.hold, "spam": totals.spam}
        asked = [
            {**_within(scope), "status": status, "number": 2, "offset": max(0, number - 1)}
            for status, number in expected.items()
        ]
        answers = self._client.read_together(GetComments, asked)
        found = [len(listed(answer, "comments")) for answer in answers]
        return found == [min(number, 1) for number in expected.values()]

    def _page(self, asked: Mapping[str, Any], size: int, personal: bool, offset: int) -> CommentPage:
        told = listed(self._client.call(GetComments, {**asked, "number": size, "offset": offset}), "comments")
        return CommentPage([comment_of(one, personal=personal) for one in told])

    def one(self, comment_id: int) -> Comment:
        """One comment."""
        return comment_of(self._client.call(GetComment, str(comment_id)), personal=False)

    def reply(self, post: int, parent: int, content: str) -> Comment:
        """Publish a comment as our user. Over XML-RPC WordPress takes comments on drafts, too: not from us."""
        require_wellformed(content=content)
        status = self._posts.status(post)
        if status not in ("publish", "private"):
            raise PermissionRefused(
                f"Post {post} is not published ({status}), so it takes no comments.", hint="Publish the post first."
            )
        struct = {"content": content, "comment_parent": str(parent)}
        return self.one(number_of(self._client.call(NewComment, str(post), struct), "a new comment"))

    def edit(self, comment_id: int, content: str) -> Comment:
        """Change the text."""
        require_wellformed(content=content)
        comment = self.one(comment_id)
        if comment.content == content:
            return comment  # WordPress takes a change that changes nothing for a failure
        self._client.call(EditComment, str(comment_id), {"content": content})
        return self.one(comment_id)

    def moderate(self, comment_id: int, status: Moderation) -> Comment:
        """Give a comment a status; one that has it already is left alone."""
        comment = self.one(comment_id)
        if comment.status == status:
            return comment
        self._client.call(EditComment, str(comment_id), {"status": "approve" if status == "approved" else status})
        return self.one(comment_id)

    def delete(self, comment_id: int) -> None:
        """Delete a comment for good."""
        if self.one(comment_id).status not in _BINNED:
            self._client.call(DeleteComment, str(comment_id))
        self._client.call(DeleteComment, str(comment_id))


def _within(scope: Sequence[int] | None) -> dict[str, str]:
    return {} if scope is None else {"post_id": str(scope[0])}
