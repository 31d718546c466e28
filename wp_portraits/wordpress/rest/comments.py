"""Comments over the REST API."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from wp_portraits.errors import RequestRefused
from wp_portraits.model.comment import Comment, CommentTotals
from wp_portraits.wordpress.answer import Answer
from wp_portraits.wordpress.comment_pages import CommentPage, each_of, in_pages
from wp_portraits.wordpress.parallel import in_parallel
from wp_portraits.wordpress.reading import listed
from wp_portraits.wordpress.rest.client import PAGE, Client, succeeded
from wp_portraits.wordpress.rest.lists import lists
from wp_portraits.wordpress.rest.shapes import COMMENT_FIELDS, PERSONAL_FIELDS, comment_of, named
from wp_portraits.wordpress.site import Moderation
from wp_portraits.wordpress.wellformed import require_wellformed

ROUTE: Final = "wp/v2/comments"

_EVERYTHING: Final = {"status": "any", "type": ""}
"""Of every status and kind. Unless the kind is left empty, pingbacks are left out; ``all`` would add editors' notes."""

MANY: Final = 2000
"""Comments of the posts, from which on it is worth a request to ask how many the whole site has."""

NEARLY: Final = 0.95
"""The share of the site's comments from which on it is cheaper to read them all."""


class Conversation:
    """Reading comments, answering and moderating."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def scope(self, posts: Sequence[int]) -> Sequence[int] | None:
        """The posts, as long as their list fits into an address."""
        return None if len(list(lists(posts))) > 1 else posts

    def pages(self, scope: Sequence[int] | None, *, personal: bool, known: int) -> Iterator[CommentPage]:
        """Every comment by descending id: new ones push those down that were not read yet."""
        if scope is not None and not scope:
            return
        newest_first = _NewestFirst(self._client, scope, personal=personal, all_of_it=not known)
        for page in in_pages(newest_first.page, PAGE, workers=self._client.workers, known=known):
            yield page if newest_first.scope == scope else CommentPage(list(each_of(iter([page]), scope)))

    def of(self, posts: Sequence[int] | None, *, personal: bool) -> Iterator[Comment]:
        """The comments of these posts; for more than fit into an address, all are read and the others' left out."""
        scope = None if posts is None else self.scope(posts)
        return each_of(self.pages(scope, personal=personal, known=0), posts)

    def by(self, email: str) -> Iterator[Comment]:
        """The comments under this address. The database that is asked takes more for equal than we do, and WordPress does
        not ask for what it takes for no address, though an import may have brought it: then all are read."""
        asked = {**_EVERYTHING, "orderby": "id", "order": "desc", "author_email": email.strip()}
        try:
            self._client.read(ROUTE, {**asked, "per_page": 1, "_fields": "id"})
        except RequestRefused:
            del asked["author_email"]
        asked = named(asked, _fields(True))
        pages = in_pages(lambda offset: _page(_told(self._client, asked, offset)), PAGE, workers=self._client.workers)
        for comment in each_of(pages, None):
            if comment.email.strip().casefold() == email.strip().casefold():
                yield comment

    def add_up(self, totals: CommentTotals, scope: Sequence[int] | None, total: int | None) -> bool:
        """Compare the totals by status, of which the site tells one a request, in a header."""
        expected = {"approve": totals.approved, "hold": totals.hold, "spam": totals.spam, "any": totals.total}
        if total is not None and total != expected.pop("any"):
            return False
        asked = {**_within(scope), "type": "", "context": "edit"}
        works = [partial(self._client.total, ROUTE, {**asked, "status": status}, "comments") for status in expected]
        return in_parallel(works, self._client.workers) == list(expected.values())

    def one(self, comment_id: int) -> Comment:
        """One comment."""
        return comment_of(self._client.read(f"{ROUTE}/{comment_id}", named({}, COMMENT_FIELDS)).json())

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


class _NewestFirst:
    """The comments of these posts (None: of the site), as a list that pages are read of.

    For each page WordPress looks at every post that was named, and sorts all of their comments. So where nearly all of a
    site's many comments are theirs, and ``all_of_it`` is to be read, ``scope`` becomes None on the way, and the caller
    leaves out the others': in the site's list nothing stands before the place that it had in theirs, so that a page
    that begins at the same place overlaps with those read before.
    """

    def __init__(self, client: Client, scope: Sequence[int] | None, *, personal: bool, all_of_it: bool) -> None:
        self.scope = scope
        self._client = client
        self._fields = _fields(personal)
        self._undecided = all_of_it and scope is not None
        self._total = 0

    def page(self, offset: int) -> Callable[[], CommentPage]:
        """What makes the page that begins there."""
        if self._undecided and self._total >= MANY:
            self._undecided = False
            self._widen()
        asked = {**_within(self.scope), **_EVERYTHING, "orderby": "id", "order": "desc"}
        answer = _told(self._client, named(asked, self._fields), offset)
        self._total = answer.number("X-WP-Total") or 0
        return partial(_page, answer)

    def _widen(self) -> None:
        """Asked beside the second page, so that nobody waits for it."""
        if self._total >= NEARLY * self._client.total(ROUTE, {**_EVERYTHING, "context": "edit"}, "comments"):
            self.scope = None


def _told(client: Client, asked: Mapping[str, Any], offset: int) -> Answer:
    return client.read(ROUTE, {**asked, "per_page": PAGE, "offset": offset})


def _page(answer: Answer) -> CommentPage:
    return CommentPage([comment_of(told) for told in listed(answer.json(), "comments")], answer.number("X-WP-Total"))


def _within(scope: Sequence[int] | None) -> dict[str, str]:
    return {} if scope is None else {"post": ",".join(map(str, scope))}


def _fields(personal: bool) -> str:
    return COMMENT_FIELDS + (PERSONAL_FIELDS if personal else "")
