"""WXR 1.2, WordPress's own export format (wp-admin/includes/export.php): the importer of another WordPress takes the
comments, threads and all, and hangs them under the posts of the same title and date, which it makes where they are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Final

from wp_portraits.comments.sanitize import for_html, line_for_terminal, web_address
from wp_portraits.model.clock import local_time
from wp_portraits.model.comment import Comment
from wp_portraits.model.post import RemotePost
from wp_portraits.state.mirror import KnownPost, storable

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""

_APPROVED: Final = {"approved": "1", "hold": "0"}
"""WordPress's own words for these two statuses; the others it calls as we do."""

_NAMESPACES: Final = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}


@dataclass(frozen=True, slots=True)
class Blog:
    """The site, as far as a WXR file tells: its zone is an IANA name, or empty where only ``utc_offset`` (hours) is
    known."""

    url: str
    name: str = ""
    language: str = ""
    user: str = ""
    timezone: str = ""
    utc_offset: float = 0.0


Entry = tuple[KnownPost, RemotePost | None, Iterable[Comment]]
"""A portrait's post, the post as it was last read from the site, where it was, and its comments by ascending id."""


def wxr_pieces(blog: Blog, entries: Iterable[Entry], made: datetime) -> Iterator[str]:
    """The file; ``made`` (aware) is when."""
    spaces = "".join(f'\n  xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
    yield f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0"{spaces}>\n<channel>\n'
    yield _plain("title", line_for_terminal(blog.name))
    yield _plain("link", blog.url)
    yield _plain("pubDate", format_datetime(made))
    yield _plain("language", line_for_terminal(blog.language))
    yield _plain("wp:wxr_version", "1.2")
    yield _plain("wp:base_site_url", blog.url)
    yield _plain("wp:base_blog_url", blog.url)
    for known, post, comments in entries:
        yield "<item>\n" + "".join(_post(blog, known, post))
        for comment in comments:
            yield "<wp:comment>\n" + "".join(_comment(blog, comment)) + "</wp:comment>\n"
        yield "</item>\n"
    yield "</channel>\n</rss>\n"


def _post(blog: Blog, known: KnownPost, post: RemotePost | None) -> Iterator[str]:
    """Without a post's own date the importer goes by the title alone."""
    fields = post.fields if post else None
    date = fields.date if fields else None
    yield _text("title", fields.title if fields else line_for_terminal(known.title) or known.key)
    yield _plain("link", web_address(known.url))
    yield _text("dc:creator", line_for_terminal(blog.user))
    yield f'<guid isPermaLink="false">{escape(web_address(f"{blog.url}/?p={known.id}"), quote=False)}</guid>\n'
    yield _text("content:encoded", fields.content if fields else "")
    yield _text("excerpt:encoded", fields.excerpt if fields else "")
    yield _plain("wp:post_id", str(known.id))
    yield _text("wp:post_date", _sql(date) if date else "")
    yield _text("wp:post_date_gmt", _sql(_in_utc(blog, date)) if date else "")
    yield _text("wp:comment_status", fields.comment_status if fields else "open")
    yield _text("wp:post_name", fields.slug if fields else known.key)
    yield _text("wp:status", fields.status if fields else "publish")
    yield _plain("wp:post_parent", "0")
    yield _plain("wp:menu_order", "0")
    yield _text("wp:post_type", "post")
    yield _plain("wp:is_sticky", "0")


def _comment(blog: Blog, comment: Comment) -> Iterator[str]:
    """E-mail and IP addresses stay here. WordPress keeps names as HTML text, dates in both zones."""
    date = storable(comment).date_gmt
    yield _plain("wp:comment_id", str(comment.id))
    yield _text("wp:comment_author", escape(line_for_terminal(comment.author), quote=False))
    yield _text("wp:comment_author_email", "")
    yield _plain("wp:comment_author_url", web_address(comment.author_url))
    yield _text("wp:comment_author_IP", "")
    yield _text("wp:comment_date", _sql(_local(blog, date)))
    yield _text("wp:comment_date_gmt", _sql(date))
    yield _text("wp:comment_content", for_html(comment.content))
    yield _text("wp:comment_approved", _APPROVED.get(comment.status, comment.status))
    yield _text("wp:comment_type", comment.kind)
    yield _plain("wp:comment_parent", str(comment.parent))
    yield _plain("wp:comment_user_id", "0")


def _text(name: str, text: str) -> str:
    shown = _NOT_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{shown}]]></{name}>\n"


def _plain(name: str, text: str) -> str:
    """What WordPress writes without CDATA: its importer, too, has a reader for sites without an XML library that expects
    each where it belongs."""
    return f"<{name}>{escape(_NOT_XML.sub('', text), quote=False)}</{name}>\n"


def _sql(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(" ", "seconds")


def _local(blog: Blog, moment: datetime) -> datetime:
    """The moment (aware) in the site's zone, without zone; a date at the end of time stays."""
    try:
        return local_time(moment, blog.timezone, blog.utc_offset)
    except OverflowError:
        return moment.replace(tzinfo=None)


def _in_utc(blog: Blog, local: datetime) -> datetime:
    """A moment of the site's zone in UTC, both without zone."""
    guess = local - timedelta(hours=blog.utc_offset)
    return local - (_local(blog, guess.replace(tzinfo=UTC)) - guess)
