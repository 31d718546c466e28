"""Posts over the REST API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from wp_portraits.errors import RequestRefused, SiteError
from wp_portraits.model.post import PostChanges, PostFields, RemotePost
from wp_portraits.wordpress.parallel import in_parallel
from wp_portraits.wordpress.reading import Reader, listed
from wp_portraits.wordpress.refusals import refusal
from wp_portraits.wordpress.rest.batches import Batches
from wp_portraits.wordpress.rest.client import Client
from wp_portraits.wordpress.rest.lists import lists
from wp_portraits.wordpress.rest.shapes import POST_FIELDS, named, post_body, post_of
from wp_portraits.wordpress.search import longest_word
from wp_portraits.wordpress.wellformed import refusals_of_posts

ROUTE: Final = "wp/v2/posts"
EVERYWHERE: Final = "any,trash"
"""``any`` alone leaves out the bin."""


class Posts:
    """Reading and writing posts."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._batches = Batches(client, {"context": "edit", "_fields": POST_FIELDS})

    def containing(self, text: str, modified_after: datetime | None) -> Iterator[RemotePost]:
        """Every post that contains ``text``. The site searches for a word of it, the rest is compared here."""
        for told in self._client.collection(ROUTE, named(_since(text, modified_after), POST_FIELDS), "posts"):
            post = post_of(told)
            stale = modified_after is not None and post.modified_gmt <= modified_after
            if not stale and any(
                text in part for part in (post.fields.title, post.fields.excerpt, post.fields.content)
            ):
                yield post

    def stamps(self, text: str, modified_after: datetime | None) -> dict[int, datetime]:
        """When each post that the site finds for ``text`` was modified."""
        asked = named(_since(text, modified_after), "id,modified_gmt")
        told = [Reader(one, "a post") for one in self._client.collection(ROUTE, asked, "posts")]
        stamps = {reader.number("id"): reader.moment("modified_gmt") for reader in told}
        return {number: stamp for number, stamp in stamps.items() if stamp > (modified_after or datetime.min)}

    def count_containing(self, text: str) -> int:
        """How many posts the site finds for ``text``."""
        return self._client.total(ROUTE, {**_search(text), "context": "edit"}, "posts")

    def with_slugs(self, slugs: Sequence[str]) -> list[RemotePost]:
        """The posts outside the bin that hold one of the slugs."""
        found: list[RemotePost] = []
        for several in lists(slugs):
            asked = named({"status": "any", "slug": several, "orderby": "id", "order": "asc"}, POST_FIELDS)
            found += map(post_of, self._client.collection(ROUTE, asked, "posts"))
        return [post for post in found if post.fields.slug in slugs]

    def out_of_sight(self, slugs: Sequence[str]) -> set[str]:
        """Those of the slugs whose posts the site counts, but does not show us."""
        shown = Counter(post.fields.slug for post in self.with_slugs(slugs))
        if sum(map(self._count, lists(slugs))) <= shown.total():
            return set()
        several = list(dict.fromkeys(slugs))
        counts = in_parallel([partial(self._count, slug) for slug in several], self._client.workers)
        return {slug for slug, count in zip(several, counts, strict=True) if count > shown[slug]}

    def _count(self, slugs: str) -> int:
        return self._client.total(ROUTE, {"status": "any", "slug": slugs, "context": "edit"}, "posts")

    def newest(self) -> RemotePost | None:
        """The newest post outside the bin."""
        asked = named({"status": "any", "per_page": 1, "orderby": "id", "order": "desc"}, POST_FIELDS)
        found = listed(self._client.read(ROUTE, asked).json(), "posts")
        return post_of(found[0]) if found else None

    def one(self, post_id: int) -> RemotePost:
        """One post."""
        return post_of(self._client.read(f"{ROUTE}/{post_id}", named({}, POST_FIELDS)).json())

    def create(self, posts: Sequence[PostFields]) -> list[RemotePost | SiteError]:
        """Create each."""
        return self._written([(ROUTE, post.as_mapping()) for post in posts])

    def change(self, changes: Sequence[tuple[int, PostChanges]]) -> list[RemotePost | SiteError]:
        """Change each."""
        return self._written([(f"{ROUTE}/{post_id}", fields) for post_id, fields in changes])

    def _written(self, writes: Sequence[tuple[str, PostChanges]]) -> list[RemotePost | SiteError]:
        refusals = refusals_of_posts([fields for _, fields in writes])
        sendable = [write for position, write in enumerate(writes) if position not in refusals]
        answered = iter(self._batches.carry_out([(route, post_body(fields)) for route, fields in sendable], post_of))
        return [refusals[position] if position in refusals else next(answered) for position in range(len(writes))]

    def trash(self, post_id: int) -> None:
        """Into the bin. A POST that stands for a DELETE passes where hosts let only GET and POST through."""
        answer = self._client.write(f"{ROUTE}/{post_id}", {}, {"_method": "DELETE", "_fields": "id,status"})
        problem = answer.problem()
        if problem is not None and problem.code == "rest_already_trashed":
            return
        if problem is not None and problem.code == "rest_trash_not_supported":
            raise RequestRefused(
                "The site has no bin: removing a post would delete it for good, so it was left.",
                hint="Delete it in wp-admin, or set EMPTY_TRASH_DAYS on the site.",
            )
        if not 200 <= answer.status < 300:
            raise refusal(answer)


def _since(text: str, modified_after: datetime | None) -> dict[str, str]:
    """A search by ascending id. The site compares with its local time, in whole seconds, and leaves out the second
    itself."""
    asked = {**_search(text), "orderby": "id", "order": "asc"}
    if modified_after is None:
        return asked
    return asked | {"modified_after": f"{(modified_after - timedelta(seconds=1)).isoformat(timespec='seconds')}Z"}


def _search(text: str) -> dict[str, str]:
    word = longest_word(text)
    return {"status": EVERYWHERE} | ({"search": word} if word else {})
