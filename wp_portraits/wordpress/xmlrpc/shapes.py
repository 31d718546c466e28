"""Values of XML-RPC → values of the model, and back.

Names and meanings of the parts: ``_prepare_post``, ``_prepare_term``, ``_prepare_comment`` and ``_insert_post`` in
wp-includes/class-wp-xmlrpc-server.php.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from html import unescape
from typing import Any, Final

from wp_portraits.model.comment import UNDATED, Comment
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, Taxonomy, Term
from wp_portraits.wordpress.reading import Reader, broken, listed
from wp_portraits.wordpress.xmlrpc.parsing import stamp, unstamped

POST_FIELDS: Final = (
    "post_title",
    "post_date",
    "post_date_gmt",
    "post_modified_gmt",
    "post_status",
    "post_name",
    "post_author",
    "post_excerpt",
    "post_content",
    "link",
    "comment_status",
    "post_thumbnail",
    "terms",
)

_NAMES: Final[Mapping[str, str]] = {
    "title": "post_title",
    "slug": "post_name",
    "content": "post_content",
    "excerpt": "post_excerpt",
    "status": "post_status",
    "date": "post_date",
    "featured_media": "post_thumbnail",
    "comment_status": "comment_status",
    "author": "post_author",
}
"""Our names of a post's fields, and XML-RPC's. Without ``comment_status`` a new post would be closed to comments."""

TAXONOMIES: Final[Mapping[str, Taxonomy]] = {"categories": "category", "tags": "post_tag"}


class Values(Reader):
    """The parts of one struct."""

    def stamp(self, name: str) -> datetime:
        """A date and time, without zone."""
        try:
            return unstamped(self.value(name))
        except ValueError:
            broken(self._what, name)

    def comment_stamp(self, name: str) -> datetime:
        """A comment's date; Python's calendar has no year 0, MySQL's has."""
        return UNDATED if str(self.value(name)).startswith("0000") else self.stamp(name)


def post_of(told: Any, now_gmt: datetime) -> RemotePost:
    """A post, asked for with :data:`POST_FIELDS`. WordPress calls scheduled posts published: their date says more.

    ``now_gmt``: the site's clock, without zone.
    """
    values = Values(told, "a post")
    status = values.text("post_status")
    terms = [Values(term, "a post's term") for term in listed(values.value("terms"), "a post's terms")]
    fields = PostFields(
        title=values.words("post_title"),
        slug=values.text("post_name"),
        content=values.text("post_content"),
        excerpt=values.words("post_excerpt"),
        status="future" if status == "publish" and values.stamp("post_date_gmt") > now_gmt else status,
        date=values.stamp("post_date"),
        categories=_ids(terms, "category"),
        tags=_ids(terms, "post_tag"),
        featured_media=_thumbnail(values),
        comment_status="open" if values.text("comment_status", "") == "open" else "closed",
        author=values.number("post_author", 0) or None,
    )
    return RemotePost(values.number("post_id"), values.text("link"), fields, values.stamp("post_modified_gmt"))


def _ids(terms: list[Values], taxonomy: Taxonomy) -> tuple[int, ...]:
    return tuple(sorted(term.number("term_id") for term in terms if term.text("taxonomy") == taxonomy))


def _thumbnail(values: Values) -> int:
    """The featured image's id; WordPress tells the whole picture, or an empty list."""
    return values.part("post_thumbnail").number("attachment_id") if values.has("post_thumbnail") else 0


def post_struct(changes: PostChanges) -> dict[str, Any]:
    """Fields of a post as XML-RPC takes them; what is None is left to the site."""
    struct = {
        _NAMES[name]: _OUTGOING.get(name, _same)(value) for name, value in changes.items() if _is_sent(name, value)
    }
    terms = {
        taxonomy: [str(number) for number in changes[name]] for name, taxonomy in TAXONOMIES.items() if name in changes
    }
    return struct | ({"terms": terms} if terms else {})


def _is_sent(name: str, value: Any) -> bool:
    return name in _NAMES and value is not None


def _same(value: Any) -> Any:
    return value


def _thumbnail_sent(number: int) -> str:
    return str(number) if number else ""


_OUTGOING: Final[Mapping[str, Callable[[Any], Any]]] = {
    "date": stamp,
    "featured_media": _thumbnail_sent,
    "author": str,
}


def term_of(told: Any, taxonomy: Taxonomy) -> Term:
    """A category or tag."""
    values = Values(told, "a term")
    return Term(
        values.number("term_id"), taxonomy, values.words("name"), values.text("slug"), values.number("parent", 0)
    )


def comment_of(told: Any, *, personal: bool) -> Comment:
    """A comment; e-mail and IP address only when ``personal``."""
    values = Values(told, "a comment")
    status = values.text("status")
    return Comment(
        id=values.number("comment_id"),
        post=values.number("post_id"),
        parent=values.number("parent", 0),
        author=unescape(values.text("author", "")),
        author_url=values.text("author_url", ""),
        date_gmt=values.comment_stamp("date_created_gmt"),
        content=values.text("content"),
        status="approved" if status == "approve" else status,
        kind=values.text("type", "comment") or "comment",
        user_id=values.number("user_id", 0),
        link=values.text("link", ""),
        email=values.text("author_email", "") if personal else "",
        ip=values.text("author_ip", "") if personal else "",
    )


def number_of(answered: Any, what: str) -> int:
    """The id a method answers with, most often as text."""
    return Values({"id": answered}, what).number("id")
