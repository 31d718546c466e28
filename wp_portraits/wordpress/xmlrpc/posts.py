"""Reading posts over XML-RPC, and binning them.

Every call is signed anew, which costs the site some 60 ms, and it filters by little: so posts are listed by one field,
and those that are wanted are read many at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from wordpress_xmlrpc.methods.posts import DeletePost, GetPost, GetPosts

from wp_portraits.errors import NotFound
from wp_portraits.model.post import RemotePost
from wp_portraits.wordpress.reading import listed
from wp_portraits.wordpress.search import longest_word
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.shapes import POST_FIELDS, Values, post_of

ALIVE: Final = "publish,future,draft,pending,private"
EVERYWHERE: Final = f"{ALIVE},trash"
"""WordPress's own ``any`` leaves out the bin."""

PAGE: Final = 100
"""Posts asked for at once: a hundred interviews are some 3 MB of XML."""

MANY: Final = 1_000_000
"""More than any site has: unless a number is said, ten come."""

_FEW: Final = 3
"""Up to here, posts are read one by one."""

_BY_ID: Final = {"orderby": "ID", "order": "ASC"}


class Posts:
    """Finding posts."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def containing(self, text: str, modified_after: datetime | None) -> list[RemotePost]:
        """Every post that contains ``text``: found by the site's own search, compared here."""
        return self.changes(text, modified_after)[0]

    def changes(self, text: str, since: datetime | None) -> tuple[list[RemotePost], int]:
        """Those modified since, and how many posts the site finds for ``text``: one listing tells both."""
        stamps = self.stamps(text, None)
        wanted = [number for number, stamp in stamps.items() if stamp > (since or datetime.min)]
        found = self.several(wanted, {**_search(text), **_BY_ID})
        return [post for post in found if any(text in part for part in _texts(post))], len(stamps)

    def stamps(self, text: str, modified_after: datetime | None) -> dict[int, datetime]:
        """When each post that the site finds for ``text`` was modified."""
        listing = self._listing(EVERYWHERE, "post_modified_gmt", text)
        stamps = {number: values.stamp("post_modified_gmt") for number, values in listing.items()}
        return {number: stamp for number, stamp in stamps.items() if stamp > (modified_after or datetime.min)}

    def count_containing(self, text: str) -> int:
        """How many posts the site finds for ``text``."""
        return len(self._listing(EVERYWHERE, "post_id", text))

    def with_slugs(self, slugs: Sequence[str]) -> list[RemotePost]:
        """The posts outside the bin that hold one of the slugs: XML-RPC cannot ask by slug, so all are listed."""
        wanted = [number for number, slug in self.slugs(ALIVE).items() if slug in slugs] if slugs else []
        return self.several(wanted, _BY_ID)

    def slugs(self, statuses: str = EVERYWHERE) -> dict[int, str]:
        """The slug of every post that we may edit."""
        return {number: values.text("post_name") for number, values in self._listing(statuses, "post_name").items()}

    def newest(self) -> RemotePost | None:
        """The newest post outside the bin that we may edit."""
        newest = max(self._listing(ALIVE, "post_id"), default=None)
        return None if newest is None else self.one(newest)

    def one(self, post_id: int) -> RemotePost:
        """One post."""
        return self._shaped(self._client.call(GetPost, str(post_id), list(POST_FIELDS)))

    def status(self, post_id: int) -> str:
        """A post's status (``publish`` for a scheduled one, too). NotFound when it is gone."""
        return Values(self._client.call(GetPost, str(post_id), ["post_status"]), "a post").text("post_status")

    def trash(self, post_id: int) -> None:
        """Into the bin. A post that is there already would be deleted for good, so its status is asked for first."""
        if self.status(post_id) != "trash":
            self._client.call(DeletePost, str(post_id))

    def several(self, wanted: Collection[int], asked: Mapping[str, str]) -> list[RemotePost]:
        """These posts in ascending order of id: read in pages, and those that no page shows one by one.

        WordPress leaves out of a page what we may not edit, so a short page is not the last one; and a post that is
        deleted while we read moves others to a page that was read already. Those gone for good are left out.
        """
        found: dict[int, RemotePost] = {}
        missing, seen = set(wanted), set[int]()
        offset = 0
        while len(missing) > _FEW and (page := self._page(asked, offset)):
            if seen >= {post.id for post in page}:
                break  # the site does not turn pages
            seen |= {post.id for post in page}
            found |= {post.id: post for post in page if post.id in missing}
            missing -= found.keys()
            offset += PAGE
        for number in missing:
            try:
                found[number] = self.one(number)
            except NotFound:
                continue
        return [found[number] for number in sorted(found)]

    def _page(self, asked: Mapping[str, str], offset: int) -> list[RemotePost]:
        query = {**asked, "post_status": EVERYWHERE, "number": PAGE, "offset": offset}
        found = listed(self._client.call(GetPosts, query, list(POST_FIELDS)), "posts")
        return [self._shaped(told) for told in found]

    def _listing(self, statuses: str, field: str, text: str = "") -> dict[int, Values]:
        """One field of every post that we may edit, by id, in one request."""
        query = {**_BY_ID, **_search(text), "post_status": statuses, "number": MANY}
        found = [Values(told, "a post") for told in listed(self._client.call(GetPosts, query, [field]), "posts")]
        return {values.number("post_id"): values for values in found}

    def _shaped(self, told: Any) -> RemotePost:
        return post_of(told, self._client.session.clock.replace(tzinfo=None))


def _texts(post: RemotePost) -> tuple[str, str, str]:
    return post.fields.title, post.fields.excerpt, post.fields.content


def _search(text: str) -> dict[str, str]:
    word = longest_word(text)
    return {"s": word} if word else {}
