"""What we published to one site: bases, open intents, and the ids of pictures, terms and users.

All of it is a memory, never the truth: losing the file costs a few more reads of the site.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Row
from typing import Any, Final, Literal, Self

from wp_portraits.model.picture import Media
from wp_portraits.plan.base import Base
from wp_portraits.state.copies import TABLES, Copies
from wp_portraits.state.database import Database

MIGRATIONS: Final = (
    """
    CREATE TABLE bases (
        key TEXT PRIMARY KEY, post_id INTEGER NOT NULL, url TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
        asked TEXT NOT NULL, stored TEXT NOT NULL, own TEXT NOT NULL, modified_gmt TEXT NOT NULL,
        marked INTEGER NOT NULL, text TEXT NOT NULL
    ) STRICT;
    CREATE TABLE versions (
        key TEXT NOT NULL REFERENCES bases(key) ON DELETE CASCADE, stored TEXT NOT NULL, PRIMARY KEY (key, stored)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE intents (
        key TEXT PRIMARY KEY, started_at TEXT NOT NULL, slug TEXT NOT NULL, kind TEXT NOT NULL
    ) STRICT;
    CREATE TABLE media (
        digest TEXT PRIMARY KEY, id INTEGER NOT NULL, url TEXT NOT NULL, slug TEXT NOT NULL, alt TEXT NOT NULL
    ) STRICT;
    CREATE TABLE names (
        kind TEXT NOT NULL, name TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, name)
    ) STRICT, WITHOUT ROWID;
    """,
    TABLES,
    """
    CREATE TABLE expected (
        key TEXT PRIMARY KEY, asked TEXT NOT NULL, own TEXT NOT NULL, path TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    "ALTER TABLE intents DROP COLUMN kind;",
)

NameKind = Literal["category", "post_tag", "author"]


@dataclass(frozen=True, slots=True)
class Intent:
    """A post that was about to be created: until the intent is closed, nobody knows whether it was. ``started_at`` is
    UTC."""

    key: str
    started_at: datetime
    slug: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What an update asked for whose answer is awaited: a post that bears it later is ours. Fingerprints as in a
    base."""

    key: str
    asked: str
    own: str
    path: str


class PostStore:
    """The records of one site in one SQLite file; every method raises StateError when the file cannot be used.

    ``copies`` are the posts as they were last read. Each call is one transaction: a killed run leaves what was
    recorded before.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, MIGRATIONS)
        self.copies = Copies(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; harmless twice."""
        self._database.close()

    def bases(self) -> dict[str, Base]:
        """Every base, by key."""
        earlier: dict[str, set[str]] = {}
        for row in self._database.rows("SELECT key, stored FROM versions"):
            earlier.setdefault(row["key"], set()).add(row["stored"])
        rows = self._database.rows("SELECT * FROM bases ORDER BY key")
        with self._database.understood():
            return {row["key"]: _base(row, frozenset(earlier.get(row["key"], ())) - {row["stored"]}) for row in rows}

    def record(self, bases: Iterable[Base]) -> None:
        """Remember posts as published now, and close the intents of their keys."""
        with self._database.transaction():
            for base in bases:
                self._database.write(_UPSERT, _row(base))
                self._database.write("INSERT OR IGNORE INTO versions VALUES (?, ?)", (base.key, base.stored))
                self._database.write("DELETE FROM intents WHERE key = ?", (base.key,))
                self._database.write("DELETE FROM expected WHERE key = ?", (base.key,))

    def expect(self, updates: Iterable[Expected]) -> None:
        """Commit to disk what updates are going to ask for; they may be sent when this returns."""
        rows = [(update.key, update.asked, update.own, update.path) for update in updates]
        with self._database.transaction():
            self._database.write_many("INSERT OR REPLACE INTO expected VALUES (?, ?, ?, ?)", rows)

    def expected(self) -> list[Expected]:
        """The updates whose answer never came."""
        return [Expected(*row) for row in self._database.rows("SELECT key, asked, own, path FROM expected")]

    def expect_no_more(self, keys: Iterable[str]) -> None:
        """These updates are known not to have happened."""
        with self._database.transaction():
            self._database.write_many("DELETE FROM expected WHERE key = ?", [(key,) for key in keys])

    def forget(self, keys: Iterable[str]) -> None:
        """Drop the bases and intents of these keys."""
        with self._database.transaction():
            for key in keys:
                self._database.write("DELETE FROM bases WHERE key = ?", (key,))
                self._database.write("DELETE FROM intents WHERE key = ?", (key,))
                self._database.write("DELETE FROM expected WHERE key = ?", (key,))

    def open_intents(self) -> dict[str, Intent]:
        """Every open intent, by key."""
        rows = self._database.rows("SELECT * FROM intents ORDER BY key")
        with self._database.understood():
            return {
                row["key"]: Intent(row["key"], datetime.fromisoformat(row["started_at"]), row["slug"]) for row in rows
            }

    def begin(self, intents: Sequence[Intent]) -> None:
        """Commit intents to disk; the writes may be sent when this returns."""
        rows = [(intent.key, intent.started_at.isoformat(), intent.slug) for intent in intents]
        with self._database.transaction():
            self._database.write_many("INSERT OR REPLACE INTO intents VALUES (?, ?, ?)", rows)

    def close_intents(self, keys: Iterable[str]) -> None:
        """These writes are known to have happened, or not to."""
        with self._database.transaction():
            self._database.write_many("DELETE FROM intents WHERE key = ?", [(key,) for key in keys])

    def media(self) -> dict[str, Media]:
        """The pictures we know on the site, by digest."""
        rows = self._database.rows("SELECT * FROM media")
        return {row["digest"]: Media(row["id"], row["url"], row["slug"], row["alt"]) for row in rows}

    def remember_media(self, media: Mapping[str, Media]) -> None:
        """Remember pictures of the site, by digest."""
        rows = [(digest, one.id, one.url, one.slug, one.alt) for digest, one in media.items()]
        with self._database.transaction():
            self._database.write_many("INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?, ?)", rows)

    def names(self) -> dict[tuple[str, str], int]:
        """(kind, name) → id of the terms and users we know."""
        return {(row["kind"], row["name"]): row["id"] for row in self._database.rows("SELECT * FROM names")}

    def remember_names(self, names: Mapping[tuple[NameKind, str], int]) -> None:
        """Remember the ids of terms and users."""
        rows = [(kind, name, number) for (kind, name), number in names.items()]
        with self._database.transaction():
            self._database.write_many("INSERT OR REPLACE INTO names VALUES (?, ?, ?)", rows)


_UPSERT: Final = """
    INSERT INTO bases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET post_id = excluded.post_id, url = excluded.url, path = excluded.path,
        title = excluded.title, asked = excluded.asked, stored = excluded.stored, own = excluded.own,
        modified_gmt = excluded.modified_gmt, marked = excluded.marked, text = excluded.text
"""


def _row(base: Base) -> tuple[Any, ...]:
    return (
        base.key,
        base.post_id,
        base.url,
        base.path,
        base.title,
        base.asked,
        base.stored,
        base.own,
        base.modified_gmt.isoformat(),
        int(base.marked),
        base.text,
    )


def _base(row: Row, earlier: frozenset[str]) -> Base:
    return Base(
        key=row["key"],
        post_id=row["post_id"],
        url=row["url"],
        path=row["path"],
        title=row["title"],
        asked=row["asked"],
        stored=row["stored"],
        own=row["own"],
        modified_gmt=datetime.fromisoformat(row["modified_gmt"]),
        marked=bool(row["marked"]),
        earlier=earlier,
        text=row["text"],
    )
