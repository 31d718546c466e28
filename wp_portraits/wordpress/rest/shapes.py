"""JSON of the REST API → values of the model, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from wp_portraits.model.comment import UNDATED, Comment
from wp_portraits.model.picture import Media
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, Taxonomy, Term
from wp_portraits.wordpress.reading import Reader

POST_FIELDS: Final = (
    "id,link,slug,status,date,modified_gmt,title.raw,content.raw,excerpt.raw,author,featured_media,comment_status,"
    "categories,tags,permalink_template"
)
MEDIA_FIELDS: Final = "id,source_url,slug,alt_text"
TERM_FIELDS: Final = "id,taxonomy,name,slug,parent"
COMMENT_FIELDS: Final = "id,post,parent,author,author_name,author_url,date_gmt,content,status,type,link"
_BEFORE_YEAR_ONE: Final = re.compile(r"(-\d+|0+)-\d\d-\d\dT\d\d:\d\d:\d\d")
"""Python's calendar has no such year; MySQL has 0000, of whose 0000-00-00 PHP makes -0001-11-30."""
PERSONAL_FIELDS: Final = ",author_email,author_ip,author_user_agent"


def post_of(told: Any) -> RemotePost:
    """A post asked for with context=edit."""
    reader = Reader(told, "a post")
    fields = PostFields(
        title=reader.part("title").words("raw"),
        slug=reader.text("slug"),
        content=reader.part("content").text("raw"),
        excerpt=reader.part("excerpt").words("raw"),
        status=reader.text("status"),
        date=reader.moment("date") if reader.has("date") else None,
        categories=reader.numbers("categories"),
        tags=reader.numbers("tags"),
        featured_media=reader.number("featured_media", 0),
        comment_status="open" if reader.text("comment_status", "") == "open" else "closed",
        author=reader.number("author", 0) or None,
    )
    return RemotePost(
        id=reader.number("id"),
        link=reader.text("link"),
        fields=fields,
        modified_gmt=reader.moment("modified_gmt"),
        permalink_template=reader.text("permalink_template", ""),
    )


def post_body(changes: PostChanges) -> dict[str, Any]:
    """Fields of a post as the API takes them; what is None is left to the site."""
    return {name: _outgoing(value) for name, value in changes.items() if value is not None}


def _outgoing(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return list(value) if isinstance(value, tuple) else value


def term_of(told: Any, taxonomy: Taxonomy) -> Term:
    """A category or tag."""
    reader = Reader(told, "a term")
    return Term(reader.number("id"), taxonomy, reader.words("name"), reader.text("slug"), reader.number("parent", 0))


def media_of(told: Any) -> Media:
    """A picture of the media library."""
    reader = Reader(told, "a picture")
    return Media(reader.number("id"), reader.text("source_url"), reader.text("slug"), reader.text("alt_text", ""))


def comment_of(told: Any, sent: str | None = None) -> Comment:
    """A comment asked for with context=edit. To those who may not moderate, the site does not tell the raw text of
    what they have just written: then it is what was ``sent``."""
    reader = Reader(told, "a comment")
    status = reader.text("status")
    return Comment(
        id=reader.number("id"),
        post=reader.number("post"),
        parent=reader.number("parent"),
        author=reader.words("author_name"),
        author_url=reader.text("author_url", ""),
        date_gmt=UNDATED if _BEFORE_YEAR_ONE.fullmatch(reader.text("date_gmt")) else reader.moment("date_gmt"),
        content=reader.part("content").text("raw", sent),
        status="approved" if status == "approve" else status,
        kind=reader.text("type", "comment") or "comment",
        user_id=reader.number("author"),
        link=reader.text("link", ""),
        email=reader.text("author_email", ""),
        ip=reader.text("author_ip", ""),
        agent=reader.text("author_user_agent", ""),
    )


def named(parameters: Mapping[str, Any], fields: str) -> dict[str, Any]:
    """Parameters of a read of these fields, raw."""
    return {**parameters, "context": "edit", "_fields": fields}
