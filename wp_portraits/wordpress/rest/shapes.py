"""JSON of the REST API → values of the model. What does not have the promised shape is a NonsenseAnswer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from html import unescape
from typing import Any, Final

from wp_portraits.errors import NonsenseAnswer
from wp_portraits.model.comment import Comment
from wp_portraits.model.picture import Media
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, Taxonomy, Term

POST_FIELDS: Final = (
    "id,link,title,slug,content,excerpt,status,date,categories,tags,featured_media,comment_status,author,modified_gmt,"
    "permalink_template"
)
MEDIA_FIELDS: Final = "id,source_url,slug,alt_text"
TERM_FIELDS: Final = "id,name,slug,taxonomy,parent"
COMMENT_FIELDS: Final = "id,post,parent,author,author_name,author_url,date_gmt,content,status,type,link"


@contextmanager
def promised(what: str) -> Iterator[None]:
    """Whatever goes wrong while reading an answer's shape: the site does not keep WordPress's promise."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise NonsenseAnswer(
            f"The site's answer about {what} lacks what WordPress promises ({type(error).__name__}: {error}).",
            hint="A plugin may change the REST API's answers; try with plugins off.",
        ) from None


def listed(answer: Any, what: str) -> list[Any]:
    """The answer, which must be a list."""
    if not isinstance(answer, list):
        raise NonsenseAnswer(
            f"The site's answer about {what} is not a list.",
            hint="A plugin may change the REST API's answers; try with plugins off.",
        )
    return answer


def post_of(told: Mapping[str, Any]) -> RemotePost:
    """One post (context=edit)."""
    with promised("a post"):
        fields = PostFields(
            title=unescape(told["title"]["raw"]),
            slug=str(told["slug"]),
            content=str(told["content"]["raw"]),
            excerpt=unescape(told["excerpt"]["raw"]),
            status=str(told["status"]),
            date=_moment(told["date"]),
            categories=tuple(sorted(map(int, told.get("categories", ())))),
            tags=tuple(sorted(map(int, told.get("tags", ())))),
            featured_media=int(told.get("featured_media") or 0),
            comment_status="open" if told.get("comment_status") == "open" else "closed",
            author=int(told["author"]) if told.get("author") else None,
        )
        modified = datetime.fromisoformat(told["modified_gmt"]).replace(tzinfo=None)
        return RemotePost(
            int(told["id"]), str(told["link"]), fields, modified, str(told.get("permalink_template") or "")
        )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=None) if text else None


_OUTGOING: Final[Mapping[str, Callable[[Any], Any]]] = {
    "date": lambda date: date.isoformat(timespec="seconds"),
    "categories": list,
    "tags": list,
}


def post_body(changes: PostChanges) -> dict[str, Any]:
    """Fields of a post as the API takes them; those the site is to decide (None) are left out."""
    return {
        name: _OUTGOING.get(name, lambda value: value)(value) for name, value in changes.items() if value is not None
    }


def term_of(told: Mapping[str, Any]) -> Term:
    """One term."""
    with promised("a term"):
        taxonomy: Taxonomy = "category" if told["taxonomy"] == "category" else "post_tag"
        return Term(int(told["id"]), taxonomy, unescape(told["name"]), str(told["slug"]), int(told.get("parent") or 0))


def media_of(told: Mapping[str, Any]) -> Media:
    """One picture of the media library."""
    with promised("a picture"):
        return Media(int(told["id"]), str(told["source_url"]), str(told["slug"]), str(told.get("alt_text") or ""))


def comment_of(told: Mapping[str, Any]) -> Comment:
    """One comment (context=edit)."""
    with promised("a comment"):
        return Comment(
            id=int(told["id"]),
            post=int(told["post"]),
            parent=int(told["parent"]),
            author=unescape(told["author_name"]),
            author_url=str(told["author_url"]),
            date_gmt=datetime.fromisoformat(told["date_gmt"]).replace(tzinfo=None),
            content=str(told["content"]["raw"]),
            status="approved" if told["status"] in ("approve", "approved") else str(told["status"]),
            kind=str(told.get("type") or "comment"),
            user_id=int(told["author"]),
            link=str(told.get("link") or ""),
            email=str(told.get("author_email") or ""),
            ip=str(told.get("author_ip") or ""),
        )
