"""Comments over XML-RPC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wordpress_xmlrpc.methods.comments import DeleteComment, EditComment, GetComment, GetComments, NewComment

from wp_portraits.errors import PermissionRefused
from wp_portraits.model.comment import Comment
from wp_portraits.wordpress.reading import broken, listed
from wp_portraits.wordpress.site import Moderation
from wp_portraits.wordpress.wellformed import require_wellformed
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.posts import Posts
from wp_portraits.wordpress.xmlrpc.shapes import comment_of, number_of

STATUSES: Final = ("approved", "hold", "spam", "trash", "post-trashed")
"""Every status."""

PAGE: Final = 1000
"""Comments asked for at once: about a megabyte of XML."""

_BINNED: Final = ("spam", "trash")
"""A comment with one of these is deleted for good at once; any other goes into the bin first."""


MOST_IDLE: Final = 10
"""Pages without a comment that is new to us, after which the list is said to have no end."""


class Conversation:
    """Reading, moderating and answering comments."""

    def __init__(self, client: Client, posts: Posts) -> None:
        self._client = client
        self._posts = posts

    def newest_first(self, posts: Sequence[int] | None, *, personal: bool) -> Iterator[Comment]:
        """Every comment, each once. XML-RPC lists them by date only, so all are read before the first is known."""
        if posts is not None and not posts:
            return
        wanted = None if posts is None else frozenset(posts)
        asked = {"status": "any"} | ({"post_id": str(posts[0])} if posts is not None and len(posts) == 1 else {})
        found = self._all(asked, personal=personal)
        for number in sorted(found, reverse=True):
            if wanted is None or found[number].post in wanted:
                yield found[number]

    def totals(self, posts: Sequence[int] | None) -> Mapping[str, int]:
        """How many, by status: counted here, for WordPress does not count the bin over XML-RPC."""
        found = Counter(comment.status for comment in self.newest_first(posts, personal=False))
        return {status: found[status] for status in STATUSES}

    def reply(self, post: int, parent: int, content: str) -> Comment:
        """Publish a comment as our user. Over XML-RPC WordPress takes comments on drafts, too: not from us."""
        require_wellformed(content=content)
        status = self._posts.status(post)
        if status not in ("publish", "private"):
            raise PermissionRefused(
                f"Post {post} is not published ({status}), so it takes no comments.", hint="Publish the post first."
            )
        struct = {"content": content, "comment_parent": str(parent)}
        return self._one(number_of(self._client.call(NewComment, str(post), struct), "a new comment"))

    def edit(self, comment_id: int, content: str) -> Comment:
        """Change the text."""
        require_wellformed(content=content)
        comment = self._one(comment_id)
        if comment.content == content:
            return comment  # WordPress takes a change that changes nothing for a failure
        self._client.call(EditComment, str(comment_id), {"content": content})
        return self._one(comment_id)

    def moderate(self, comment_id: int, status: Moderation) -> Comment:
        """Give a comment a status; one that has it already is left alone."""
        comment = self._one(comment_id)
        if comment.status == status:
            return comment
        self._client.call(EditComment, str(comment_id), {"status": "approve" if status == "approved" else status})
        return self._one(comment_id)

    def delete(self, comment_id: int) -> None:
        """Delete a comment for good."""
        if self._one(comment_id).status not in _BINNED:
            self._client.call(DeleteComment, str(comment_id))
        self._client.call(DeleteComment, str(comment_id))

    def _one(self, comment_id: int) -> Comment:
        return comment_of(self._client.call(GetComment, str(comment_id)), personal=False)

    def _all(self, asked: Mapping[str, Any], *, personal: bool) -> dict[int, Comment]:
        """The comments by id, in pages that overlap by one comment.

        When a comment is deleted while we read, the overlap is missing: reading goes a page back instead of passing
        over a comment.
        """
        found: dict[int, Comment] = {}
        offset, last, idle = 0, 0, 0
        while True:
            query = {**asked, "number": PAGE, "offset": offset}
            told = listed(self._client.call(GetComments, query), "comments")
            page = [comment_of(one, personal=personal) for one in told]
            idle += found.keys() >= {comment.id for comment in page}
            if idle > MOST_IDLE:
                broken("comments", "the next page")
            if last and last not in {comment.id for comment in page}:
                offset, last = max(0, offset - PAGE), 0
                continue
            found |= {comment.id: comment for comment in page}
            if len(page) < PAGE:
                return found
            offset, last = offset + PAGE - 1, page[-1].id
