"""Comments over the REST API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wp_portraits.model.comment import Comment
from wp_portraits.wordpress.reading import broken, listed
from wp_portraits.wordpress.rest.client import PAGE, Client, succeeded
from wp_portraits.wordpress.rest.lists import lists
from wp_portraits.wordpress.rest.shapes import COMMENT_FIELDS, PERSONAL_FIELDS, comment_of, named
from wp_portraits.wordpress.site import Moderation
from wp_portraits.wordpress.wellformed import require_wellformed

ROUTE: Final = "wp/v2/comments"
FILTERS: Final = {
    "approved": "approve",
    "hold": "hold",
    "spam": "spam",
    "trash": "trash",
    "post-trashed": "post-trashed",
}
"""Every status, and the word that filters by it."""


MOST_IDLE: Final = 10
"""Pages without a comment that is new to us, after which the list is said to have no end."""


class Conversation:
    """Reading comments, answering and moderating."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def newest_first(self, posts: Sequence[int] | None, *, personal: bool) -> Iterator[Comment]:
        """Every comment, each once. For more posts than fit into an address, all are read and the others' left out."""
        if posts is not None and not posts:
            return
        several = None if posts is None else list(lists(posts))
        asked: dict[str, Any] = {"status": "any", "orderby": "id", "order": "desc"}
        if several is not None and len(several) == 1:
            asked["post"] = several[0]
        wanted = None if posts is None else frozenset(posts)
        for comment in self._descending(named(asked, COMMENT_FIELDS + (PERSONAL_FIELDS if personal else ""))):
            if wanted is None or comment.post in wanted:
                yield comment

    def _descending(self, asked: Mapping[str, Any]) -> Iterator[Comment]:
        """The list in pages that overlap by one comment.

        Comments come and go while we read: new ones push the list down (those seen are passed over); when one is
        deleted, the overlap is missing, and reading goes a page back instead of passing over a comment.
        """
        offset, below, idle = 0, None, 0
        while True:
            answer = self._client.read(ROUTE, {**asked, "per_page": PAGE, "offset": offset})
            page = [comment_of(told) for told in listed(answer.json(), "comments")]
            idle += not any(below is None or comment.id < below for comment in page)
            if idle > MOST_IDLE:
                broken("comments", "the next page")
            if offset and below is not None and (not page or page[0].id < below):
                offset = max(0, offset - PAGE)
                continue
            for comment in page:
                if below is None or comment.id < below:
                    below = comment.id
                    yield comment
            total = answer.number("X-WP-Total")
            if len(page) < PAGE if total is None else offset + PAGE >= total:
                return
            offset += PAGE - 1

    def totals(self, posts: Sequence[int] | None) -> Mapping[str, int]:
        """How many, by status: a request for each, which asks for one comment and takes the total from the header."""
        found = Counter(dict.fromkeys(FILTERS, 0))
        for several in [None] if posts is None else lists(posts):
            for status, word in FILTERS.items():
                asked = {"status": word, "context": "edit"} | ({} if several is None else {"post": several})
                found[status] += self._client.total(ROUTE, asked, "comments")
        return dict(found)

    def reply(self, post: int, parent: int, content: str) -> Comment:
        """Publish a comment as our user."""
        require_wellformed(content=content)
        body = {"post": post, "parent": parent, "content": content}
        answer = self._client.write(ROUTE, body, named({}, COMMENT_FIELDS))
        return comment_of(succeeded(answer).json(), content)

    def edit(self, comment_id: int, content: str) -> Comment:
        """Change what a comment says; whose author may not use any HTML, WordPress filters it as if they wrote it."""
        require_wellformed(content=content)
        return self._change(comment_id, {"content": content})

    def moderate(self, comment_id: int, status: Moderation) -> Comment:
        """Give a comment a status: nothing else is sent, so that nothing else changes."""
        return self._change(comment_id, {"status": status})

    def delete(self, comment_id: int) -> None:
        """Delete for good. A POST that stands for a DELETE passes where hosts let only GET and POST through."""
        parameters = {"_method": "DELETE", "force": "true", "_fields": "deleted"}
        succeeded(self._client.write(f"{ROUTE}/{comment_id}", {}, parameters))

    def _change(self, comment_id: int, fields: Mapping[str, str]) -> Comment:
        answer = self._client.write(f"{ROUTE}/{comment_id}", fields, named({}, COMMENT_FIELDS))
        return comment_of(succeeded(answer).json())
