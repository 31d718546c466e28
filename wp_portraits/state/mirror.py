"""The mirror: the local copy of the portraits' comments, in one SQLite file.

The mirror keeps what the site said last, nothing else: no text of our own, and e-mail and IP addresses only when the
caller hands them over. It is disposable: deleting the file costs one full read of the site's comments.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from wp_portraits.model.comment import Comment
from wp_portraits.state.database import Database

_MIGRATIONS = (
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
)


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post of the site and the portrait it shows. ``title`` and ``url`` are empty until somebody told them."""

    id: int
    key: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the syncs came: the newest comment id a sync saw on the site, when the last full pass was (UTC; None:
    never), and whether the mirror holds e-mail and IP addresses."""

    newest_id: int = 0
    last_full: datetime | None = None
    personal: bool = False


class Mirror:
    """The comments of one site; a context manager. Raises :class:`~wp_portraits.errors.StateError` and nothing else.

    Every write outside :meth:`transaction` stands for itself. The file and SQLite's companions beside it (``-wal``,
    ``-shm``) are readable by their owner only; what is deleted is overwritten with zeros.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _MIGRATIONS, shared=True)
        self._database.rows("PRAGMA secure_delete = ON")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; harmless twice."""
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside happen, or none. Readers of the same file see the state before it meanwhile."""
        return self._database.transaction()

    def comment(self, comment_id: int) -> Comment | None:
        """The comment with this id, None when the mirror has none."""
        rows = self._database.rows("SELECT * FROM comments WHERE id = ?", (comment_id,))
        return self._read(rows[0]) if rows else None

    def comments(
        self, *, posts: Collection[int] | None = None, statuses: Collection[str] | None = None
    ) -> Iterator[Comment]:
        """The comments by ascending id, one row at a time; of these posts and statuses only, where they are given."""
        for row in self._database.stream("SELECT * FROM comments ORDER BY id"):
            if (posts is None or row["post"] in posts) and (statuses is None or row["status"] in statuses):
                yield self._read(row)

    def comments_under(self, post: int) -> Iterator[Comment]:
        """The comments of one post by ascending id, one row at a time."""
        for row in self._database.stream("SELECT * FROM comments WHERE post = ? ORDER BY id", (post,)):
            yield self._read(row)

    def ids_of(self, statuses: Collection[str]) -> set[int]:
        """The ids of the comments of these statuses."""
        rows = self._database.stream("SELECT id, status FROM comments")
        return {row["id"] for row in rows if row["status"] in statuses}

    def _read(self, row: sqlite3.Row) -> Comment:
        with self._database.understood():
            return _comment(row)

    def posts_of_comments(self, *, lowest: int = 0) -> dict[int, int]:
        """Comment id → post id, for the comments with id ``lowest`` and above."""
        return {row["id"]: row["post"] for row in self._database.stream(_IDS_FROM, (lowest,))}

    def total(self) -> int:
        """How many comments there are."""
        return int(self._database.rows("SELECT count(*) FROM comments")[0][0])

    def totals(self) -> dict[str, int]:
        """How many comments there are, by status; a status without any is left out."""
        rows = self._database.rows("SELECT status, count(*) FROM comments GROUP BY status ORDER BY status")
        return {row[0]: row[1] for row in rows}

    def store(self, comment: Comment) -> None:
        """Add the comment, or put it in the place of the one with its id. See :func:`storable` for what is changed."""
        self._database.write(_STORE, _columns(storable(comment)))

    def remove(self, comment_ids: Iterable[int]) -> None:
        """Delete these comments; unknown ids are passed over."""
        self._database.write_many("DELETE FROM comments WHERE id = ?", ((comment_id,) for comment_id in comment_ids))

    def forget_personal(self) -> None:
        """Empty every e-mail and IP address."""
        self._database.write("UPDATE comments SET email = '', ip = '' WHERE email <> '' OR ip <> ''")

    def posts(self) -> dict[int, KnownPost]:
        """The posts whose comments are kept here, by id."""
        rows = self._database.rows("SELECT id, key, title, url FROM posts ORDER BY id")
        return {row["id"]: KnownPost(**dict(row)) for row in rows}

    def remember_posts(self, posts: Iterable[KnownPost]) -> None:
        """Add the posts or renew what is known of them; an empty title or address leaves the one that is known."""
        self._database.write_many(_REMEMBER_POST, (astuple(post) for post in posts))

    def forget_posts(self, post_ids: Iterable[int]) -> None:
        """Delete these posts; their comments stay until they are removed."""
        self._database.write_many("DELETE FROM posts WHERE id = ?", ((post_id,) for post_id in post_ids))

    def progress(self) -> Progress:
        """How far the syncs came."""
        rows = self._database.rows("SELECT newest_id, last_full, personal FROM progress")
        with self._database.understood():
            [row] = rows
            last_full = datetime.fromisoformat(row["last_full"]) if row["last_full"] else None
        return Progress(row["newest_id"], last_full, bool(row["personal"]))

    def record_progress(self, progress: Progress) -> None:
        """Put ``progress`` in the place of what :meth:`progress` said."""
        last_full = _utc(progress.last_full).isoformat() if progress.last_full else ""
        self._database.write(
            "UPDATE progress SET newest_id = ?, last_full = ?, personal = ?",
            (progress.newest_id, last_full, progress.personal),
        )


_IDS_FROM = "SELECT id, post FROM comments WHERE id >= ?"

_STORE = """
INSERT OR REPLACE INTO comments
    (id, post, parent, author, author_url, date_gmt, content, status, kind, user_id, link, email, ip)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_REMEMBER_POST = """
INSERT INTO posts (id, key, title, url) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    key = excluded.key,
    title = CASE excluded.title WHEN '' THEN title ELSE excluded.title END,
    url = CASE excluded.url WHEN '' THEN url ELSE excluded.url END
"""


def storable(comment: Comment) -> Comment:
    """The comment as the mirror gives it back: its date in UTC, halves of surrogate pairs (which JSON can carry and
    UTF-8 cannot) replaced by U+FFFD. A date without zone is taken for UTC, as WordPress's ``…_gmt`` fields are."""
    return replace(
        comment,
        author=_encodable(comment.author),
        author_url=_encodable(comment.author_url),
        date_gmt=_utc(comment.date_gmt),
        content=_encodable(comment.content),
        link=_encodable(comment.link),
        email=_encodable(comment.email),
        ip=_encodable(comment.ip),
    )


def _encodable(text: str) -> str:
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _columns(comment: Comment) -> tuple[object, ...]:
    return tuple(value.isoformat() if isinstance(value, datetime) else value for value in astuple(comment))


def _comment(row: sqlite3.Row) -> Comment:
    values = dict(row)
    values["date_gmt"] = datetime.fromisoformat(values["date_gmt"])
    return Comment(**values)
