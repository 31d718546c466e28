"""The mirror: the local copy of the portraits' comments, in one SQLite file.

The mirror keeps what the site said last, nothing else: no text of our own, and e-mail and IP addresses only when the
caller hands them over. It is disposable: deleting the file costs one full read of the site's comments. The one thing of
our own is the list of comments to be kept without their author and words (:meth:`Mirror.forget`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from wp_portraits.model.comment import NONE, Comment, CommentTotals, forgotten
from wp_portraits.state.database import Database
from wp_portraits.state.mirror_rows import (
    IDS_AT_ONCE,
    MIGRATIONS,
    REMEMBER_POST,
    STORE,
    columns_of,
    comment_of,
    storable,
    utc,
)
from wp_portraits.state.sightings import Sightings

__all__ = ["KnownPost", "Mirror", "Progress", "storable"]


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post of the site and the portrait it shows (``key`` empty: none). ``title`` and ``url`` are empty until somebody
    told them. ``binned``: it is in the bin."""

    id: int
    key: str
    title: str = ""
    url: str = ""
    binned: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the syncs came: the newest comment id a sync saw on the site, when the last full pass was (UTC; None:
    never), and whether the mirror holds e-mail and IP addresses.

    ``scope`` is the last sync's word for what it read; ``elsewhere`` counts the comments it read and did not keep;
    ``last_sync``: when it was (UTC; None: never).
    """

    newest_id: int = 0
    last_full: datetime | None = None
    personal: bool = False
    scope: str = ""
    elsewhere: CommentTotals = NONE
    last_sync: datetime | None = None


class Mirror:
    """The comments of one site; a context manager. Raises :class:`~wp_portraits.errors.StateError` and nothing else.

    Every write outside :meth:`transaction` stands for itself. The file and SQLite's companions beside it (``-wal``,
    ``-shm``) are readable by their owner only; what is deleted is overwritten with zeros.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, MIGRATIONS, shared=True)
        self._database.rows("PRAGMA secure_delete = ON")
        self._nameless = frozenset(row["id"] for row in self._database.rows("SELECT id FROM forgotten"))

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
            return comment_of(row)

    def comments_with(self, comment_ids: Iterable[int]) -> dict[int, Comment]:
        """Those of these comments that the mirror has, by id."""
        wanted, found = list(comment_ids), dict[int, Comment]()
        for start in range(0, len(wanted), IDS_AT_ONCE):
            several = wanted[start : start + IDS_AT_ONCE]
            places = ",".join("?" * len(several))
            rows = self._database.rows(f"SELECT * FROM comments WHERE id IN ({places})", several)  # noqa: S608
            found |= {row["id"]: self._read(row) for row in rows}
        return found

    def total(self) -> int:
        """How many comments there are."""
        return int(self._database.rows("SELECT count(*) FROM comments")[0][0])

    def totals(self) -> dict[str, int]:
        """How many comments there are, by status; a status without any is left out."""
        rows = self._database.rows("SELECT status, count(*) FROM comments GROUP BY status ORDER BY status")
        return {row[0]: row[1] for row in rows}

    def kept(self, comment: Comment) -> Comment:
        """The comment as :meth:`store` keeps it: see :func:`storable`; without author and words where it is forgotten."""
        comment = storable(comment)
        return forgotten(comment) if comment.id in self._nameless else comment

    def store(self, *comments: Comment) -> None:
        """Add the comments, each in the place of the one with its id, as :meth:`kept` says."""
        self.put(self.kept(comment) for comment in comments)

    def put(self, comments: Iterable[Comment]) -> None:
        """Add comments that :meth:`kept` has gone over."""
        self._database.write_many(STORE, map(columns_of, comments))

    def remove(self, comment_ids: Iterable[int]) -> None:
        """Delete these comments; unknown ids are passed over."""
        self._database.write_many("DELETE FROM comments WHERE id = ?", ((comment_id,) for comment_id in comment_ids))

    def forget_personal(self) -> None:
        """Empty every e-mail address, IP address and browser."""
        self._database.write(_FORGET_PERSONAL)

    def with_email(self, email: str) -> list[int]:
        """The ids of the comments kept with this e-mail address, case aside."""
        rows = self._database.stream("SELECT id, email FROM comments WHERE email <> '' ORDER BY id")
        return [row["id"] for row in rows if row["email"].strip().casefold() == email.strip().casefold()]

    def forget(self, comment_ids: Iterable[int]) -> None:
        """Keep these comments without author and words from now on, also those that the mirror does not have yet."""
        ids = [(comment_id,) for comment_id in comment_ids]
        with self.transaction():
            self._database.write_many("INSERT OR IGNORE INTO forgotten VALUES (?)", ids)
            self._nameless |= {comment_id for (comment_id,) in ids}
            self.store(*self.comments_with(comment_id for (comment_id,) in ids).values())
        self._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_forgotten(self, comment_id: int) -> bool:
        """Whether the comment is kept without author and words."""
        return comment_id in self._nameless

    def sightings(self) -> Sightings:
        """For one sync, inside a transaction: what it has seen."""
        return Sightings(self._database)

    def posts(self) -> dict[int, KnownPost]:
        """The posts whose comments are kept here, by id."""
        rows = self._database.rows("SELECT id, key, title, url, binned FROM posts ORDER BY id")
        return {row["id"]: KnownPost(**{**dict(row), "binned": bool(row["binned"])}) for row in rows}

    def remember_posts(self, posts: Iterable[KnownPost]) -> None:
        """Add the posts or renew what is known of them; an empty title or address leaves the one that is known."""
        self._database.write_many(REMEMBER_POST, (astuple(post) for post in posts))

    def forget_posts(self, post_ids: Iterable[int]) -> None:
        """Delete these posts; their comments stay until they are removed."""
        self._database.write_many("DELETE FROM posts WHERE id = ?", ((post_id,) for post_id in post_ids))

    def forget_silent_posts(self) -> None:
        """Delete the posts that show no portrait and have no comment."""
        self._database.write("DELETE FROM posts WHERE key = '' AND id NOT IN (SELECT post FROM comments)")

    def progress(self) -> Progress:
        """How far the syncs came."""
        rows = self._database.rows("SELECT * FROM progress")
        with self._database.understood():
            [row] = rows
            last_full, last_sync = (
                datetime.fromisoformat(row[name]) if row[name] else None for name in ("last_full", "last_sync")
            )
            elsewhere = CommentTotals(*map(int, row["elsewhere"].split(",")))
            return Progress(row["newest_id"], last_full, bool(row["personal"]), row["scope"], elsewhere, last_sync)

    def record_progress(self, progress: Progress) -> None:
        """Put ``progress`` in the place of what :meth:`progress` said."""
        last_full, last_sync = (
            utc(moment).isoformat() if moment else "" for moment in (progress.last_full, progress.last_sync)
        )
        elsewhere = ",".join(map(str, astuple(progress.elsewhere)))
        self._database.write(
            "UPDATE progress SET newest_id = ?, last_full = ?, personal = ?, scope = ?, elsewhere = ?, last_sync = ?",
            (progress.newest_id, last_full, progress.personal, progress.scope, elsewhere, last_sync),
        )


_FORGET_PERSONAL: Final = (
    "UPDATE comments SET email = '', ip = '', agent = '' WHERE email <> '' OR ip <> '' OR agent <> ''"
)
