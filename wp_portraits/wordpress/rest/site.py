"""The contract over the REST API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from wp_portraits.errors import SiteError
from wp_portraits.model.comment import Comment
from wp_portraits.model.picture import Media
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, SiteFacts, Taxonomy, Term
from wp_portraits.wordpress.rest.answers import payload
from wp_portraits.wordpress.rest.calls import Calls
from wp_portraits.wordpress.rest.facts import read_facts
from wp_portraits.wordpress.rest.shapes import (
    COMMENT_FIELDS,
    MEDIA_FIELDS,
    POST_FIELDS,
    TERM_FIELDS,
    comment_of,
    listed,
    media_of,
    post_body,
    post_of,
    term_of,
)
from wp_portraits.wordpress.site import Upload

_POSTS: Final = "wp/v2/posts"
_COMMENTS: Final = "wp/v2/comments"
_ROUTES: Final[Mapping[Taxonomy, str]] = {"category": "wp/v2/categories", "post_tag": "wp/v2/tags"}
_STATUSES: Final = ("approve", "hold", "spam", "trash", "post-trashed")
_STATUS_NAMES: Final = {"approve": "approved"}

_AT_ONCE: Final = 50
"""Slugs or ids in one address: it stays below the 4 kB that every server takes."""

_POSTS_IN_QUERY: Final = 150
"""For more posts than these, all comments are read and the others' left out."""

Part = TypeVar("Part")


class RestSite:
    """A WordPress reached over its REST API; the methods are those of :class:`~wp_portraits.wordpress.site.Site`."""

    transport = "rest"

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def __repr__(self) -> str:
        return f"RestSite({self._calls.root!r})"

    @property
    def requests(self) -> int:
        """How many requests were sent so far."""
        return self._calls.session.requests

    def facts(self) -> SiteFacts:
        """The site, its clock, our user."""
        return read_facts(self._calls)

    def posts_containing(self, text: str) -> Iterator[RemotePost]:
        """Every post that contains ``text``, by id."""
        asked = {"search": text, "status": "any,trash", "orderby": "id", "order": "asc"}
        for told in self._calls.pages(_POSTS, {**asked, "context": "edit", "_fields": POST_FIELDS}, "posts"):
            post = post_of(told)
            if any(text in part for part in (post.fields.title, post.fields.excerpt, post.fields.content)):
                yield post

    def posts_with_slugs(self, slugs: Sequence[str]) -> list[RemotePost]:
        """The posts outside the bin that hold one of the slugs."""
        asked = {"status": "any", "context": "edit", "_fields": POST_FIELDS}
        found = self._by_slug(_POSTS, slugs, asked, "posts")
        return [post for post in map(post_of, found) if post.fields.slug in slugs]

    def any_post(self) -> RemotePost | None:
        """The newest post."""
        asked = {"status": "any", "per_page": 1, "context": "edit", "_fields": POST_FIELDS}
        found = listed(self._calls.get(_POSTS, asked), "posts")
        return post_of(found[0]) if found else None

    def post(self, post_id: int) -> RemotePost:
        """One post."""
        return post_of(self._calls.get(f"{_POSTS}/{post_id}", {"context": "edit", "_fields": POST_FIELDS}))

    def create_posts(self, posts: Sequence[PostFields]) -> list[RemotePost | SiteError]:
        """Create each."""
        return self._written([(_POSTS, post_body(post.as_mapping())) for post in posts])

    def update_posts(self, changes: Sequence[tuple[int, PostChanges]]) -> list[RemotePost | SiteError]:
        """Change each."""
        return self._written([(f"{_POSTS}/{post_id}", post_body(fields)) for post_id, fields in changes])

    def _written(self, writes: Sequence[tuple[str, Mapping[str, Any]]]) -> list[RemotePost | SiteError]:
        return [_post_or_error(outcome) for outcome in self._calls.write_each(writes)]

    def trash_post(self, post_id: int) -> None:
        """Into the bin."""
        self._calls.delete(f"{_POSTS}/{post_id}")

    def user_id(self, name: str) -> int | None:
        """The id of a user, by slug, then by display name."""
        asked = {"context": "edit", "_fields": "id,slug,name", "per_page": 100}
        for narrowed in ({"slug": name}, {"search": name}):
            found = listed(self._calls.get("wp/v2/users", {**asked, **narrowed}), "users")
            for user in found:
                if isinstance(user, dict) and name in (user.get("slug"), user.get("name")):
                    return int(user["id"])
        return None

    def terms(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term]:
        """The terms with these names. Names are stored with entities, so a search for one may miss: all are read."""
        if not names:
            return []
        found = self._calls.pages(_ROUTES[taxonomy], {"_fields": TERM_FIELDS, "orderby": "id"}, "terms")
        return [term for term in map(term_of, found) if term.name in names]

    def create_term(self, taxonomy: Taxonomy, name: str) -> Term:
        """Create a term, or give the one WordPress says is the same."""
        route = _ROUTES[taxonomy]
        answer = self._calls.session.write(self._calls.address(route), json={"name": name})
        if answer.status == 400:
            existing = _existing_term(answer.text)
            if existing is not None:
                return term_of(self._calls.get(f"{route}/{existing}", {"_fields": TERM_FIELDS}))
        return term_of(payload(answer))

    def media_with_slugs(self, slugs: Sequence[str]) -> list[Media]:
        """The pictures that hold one of the slugs."""
        asked = {"context": "edit", "_fields": MEDIA_FIELDS}
        found = self._by_slug("wp/v2/media", slugs, asked, "pictures")
        return [media for media in map(media_of, found) if media.slug in slugs]

    def upload(self, upload: Upload) -> Media:
        """Put a picture into the media library. Its title is the file's name, from which WordPress makes the slug."""
        title = upload.filename.rpartition(".")[0]
        form = {"title": title, "alt_text": upload.alt, "caption": upload.caption}
        answer = self._calls.session.write(
            self._calls.address("wp/v2/media"),
            form={name: text for name, text in form.items() if text},
            file=(upload.filename, upload.body, upload.mime),
        )
        return media_of(payload(answer))

    def comments(self, posts: Sequence[int] | None = None, *, personal: bool = False) -> Iterator[Comment]:
        """Every comment, newest id first. A comment that moves to the next page while we read comes once."""
        fields = COMMENT_FIELDS + (",author_email,author_ip" if personal else "")
        asked = {"status": "any", "orderby": "id", "order": "desc", "context": "edit", "_fields": fields}
        if posts is not None and not posts:
            return
        below: int | None = None
        for told in self._calls.pages(_COMMENTS, {**asked, **_of_posts(posts)}, "comments"):
            comment = comment_of(told)
            if below is not None and comment.id >= below:
                continue
            below = comment.id
            if posts is None or comment.post in posts:
                yield comment

    def comment_totals(self, posts: Sequence[int] | None = None) -> Mapping[str, int]:
        """How many comments there are, by status."""
        if posts is not None and not posts:
            return dict.fromkeys((_STATUS_NAMES.get(status, status) for status in _STATUSES), 0)
        if posts is not None and len(posts) > _POSTS_IN_QUERY:
            return _counted(self.comments(posts))
        totals = {}
        for status in _STATUSES:
            asked = {"status": status, "context": "edit", **_of_posts(posts)}
            totals[_STATUS_NAMES.get(status, status)] = self._calls.total(_COMMENTS, asked)
        return totals

    def reply(self, post: int, parent: int, content: str) -> Comment:
        """Publish a comment as our user."""
        told = self._calls.post(_COMMENTS, {"post": post, "parent": parent, "content": content, "status": "approve"})
        if isinstance(told, dict) and "raw" not in told.get("content", {}):
            told = self._calls.get(f"{_COMMENTS}/{told.get('id')}", {"context": "edit", "_fields": COMMENT_FIELDS})
        return comment_of(told)

    def _by_slug(self, route: str, slugs: Sequence[str], asked: Mapping[str, Any], what: str) -> list[Any]:
        found: list[Any] = []
        for part in _parts(slugs):
            found += self._calls.pages(route, {**asked, "slug": ",".join(part)}, what)
        return found


def _post_or_error(outcome: Any) -> RemotePost | SiteError:
    if isinstance(outcome, SiteError):
        return outcome
    try:
        return post_of(outcome)
    except SiteError as error:
        return error


def _existing_term(text: str) -> int | None:
    """The id in WordPress's ``term_exists`` error."""
    try:
        told = json.loads(text)
        return int(told["data"]["term_id"]) if told["code"] == "term_exists" else None
    except (ValueError, KeyError, TypeError):
        return None


def _of_posts(posts: Sequence[int] | None) -> dict[str, str]:
    if posts is None or len(posts) > _POSTS_IN_QUERY:
        return {}
    return {"post": ",".join(map(str, posts))}


def _counted(comments: Iterable[Comment]) -> dict[str, int]:
    totals = dict.fromkeys((_STATUS_NAMES.get(status, status) for status in _STATUSES), 0)
    for comment in comments:
        totals[comment.status] = totals.get(comment.status, 0) + 1
    return totals


def _parts(many: Sequence[Part]) -> Iterator[Sequence[Part]]:
    for start in range(0, len(many), _AT_ONCE):
        yield many[start : start + _AT_ONCE]
