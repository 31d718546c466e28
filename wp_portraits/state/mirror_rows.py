"""What stands in the mirror's tables, and how a comment becomes a row and back."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import fields
from datetime import UTC, datetime
from operator import attrgetter
from typing import Final

from wp_portraits.model.comment import Comment

MIGRATIONS: Final = (
    """
    CREATE TABLE posts (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT NOT NULL
    );
    CREATE TABLE comments (
        id INTEGER PRIMARY KEY,
        post INTEGER NOT NULL,
        parent INTEGER NOT NULL,
        author TEXT NOT NULL,
        author_url TEXT NOT NULL,
        date_gmt TEXT NOT NULL,
        content TEXT NOT NULL,
        status TEXT NOT NULL,
        kind TEXT NOT NULL,
        user_id INTEGER NOT NULL,
        link TEXT NOT NULL,
        email TEXT NOT NULL,
        ip TEXT NOT NULL
    );
    CREATE INDEX comments_of_a_post ON comments (post, id);
    CREATE TABLE progress (
        single INTEGER PRIMARY KEY CHECK (single = 1),
        newest_id INTEGER NOT NULL,
        last_full TEXT NOT NULL,
        personal INTEGER NOT NULL
    );
    INSERT INTO progress VALUES (1, 0, '', 0);
    """,
    """
    ALTER TABLE comments ADD COLUMN agent TEXT NOT NULL DEFAULT '';
    ALTER TABLE posts ADD COLUMN binned INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE progress ADD COLUMN scope TEXT NOT NULL DEFAULT '';
    ALTER TABLE progress ADD COLUMN elsewhere TEXT NOT NULL DEFAULT '0,0,0,0';
    CREATE TABLE forgotten (id INTEGER PRIMARY KEY);
    """,
    """
    ALTER TABLE progress ADD COLUMN last_sync TEXT NOT NULL DEFAULT '';
    """,
)

_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

IDS_AT_ONCE: Final = 500
"""Ids in one question to SQLite, which takes 999 and more."""

STORE: Final = """
INSERT OR REPLACE INTO comments
    (id, post, parent, author, author_url, date_gmt, content, status, kind, user_id, link, email, ip, agent)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

REMEMBER_POST: Final = """
INSERT INTO posts (id, key, title, url, binned) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    key = excluded.key,
    title = CASE excluded.title WHEN '' THEN title ELSE excluded.title END,
    url = CASE excluded.url WHEN '' THEN url ELSE excluded.url END,
    binned = excluded.binned
"""


def storable(comment: Comment) -> Comment:
    """The comment as the mirror gives it back: its date in UTC, halves of surrogate pairs (which JSON can carry and
    UTF-8 cannot) replaced by U+FFFD, control characters that XML-RPC could not tell us left out over REST, too. A date
    without zone is taken for UTC, as WordPress's ``…_gmt`` fields are."""
    return Comment(
        comment.id,
        comment.post,
        comment.parent,
        _encodable(comment.author),
        _encodable(comment.author_url),
        utc(comment.date_gmt),
        _encodable(comment.content),
        comment.status,
        comment.kind,
        comment.user_id,
        _encodable(comment.link),
        _encodable(comment.email),
        _encodable(comment.ip),
        _encodable(comment.agent),
    )


def _encodable(text: str) -> str:
    if text.isprintable():  # which none of those characters is
        return text
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _NO_XML.sub("", text)


def utc(moment: datetime) -> datetime:
    """The moment in UTC; without zone, it is already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def columns_of(comment: Comment) -> tuple[object, ...]:
    """The comment as a row."""
    before, after = _BEFORE_DATE(comment), _AFTER_DATE(comment)
    return *before, comment.date_gmt.isoformat(), *after


_COLUMNS: Final = [field.name for field in fields(Comment)]
_BEFORE_DATE: Final = attrgetter(*_COLUMNS[: _COLUMNS.index("date_gmt")])
_AFTER_DATE: Final = attrgetter(*_COLUMNS[_COLUMNS.index("date_gmt") + 1 :])
"""Not ``astuple``, which copies each part: a first sync has ten thousand comments."""


def comment_of(row: sqlite3.Row) -> Comment:
    """The comment of a row. ValueError, TypeError or KeyError when it makes no sense."""
    values = dict(row)
    values["date_gmt"] = datetime.fromisoformat(values["date_gmt"])
    return Comment(**values)
