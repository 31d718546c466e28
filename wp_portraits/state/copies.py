"""Copies of our posts as the site had them when they were last read, and of what it said of itself.

They spare reading a thousand posts to learn that nothing changed; which of them are still true, the site is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from wp_portraits.model.post import PostFields, RemotePost, SiteFacts
from wp_portraits.state.database import Database

TABLES: Final = """
    CREATE TABLE copies (
        post_id INTEGER PRIMARY KEY, modified_gmt TEXT NOT NULL, telling INTEGER NOT NULL, post TEXT NOT NULL
    ) STRICT;
    CREATE TABLE facts (
        account TEXT PRIMARY KEY, asked_at TEXT NOT NULL, facts TEXT NOT NULL
    ) STRICT;
"""

SECOND: Final = timedelta(seconds=1)
"""Stamps are whole seconds."""

LONG_OVER: Final = timedelta(minutes=5)
"""Longer than a reading takes, or clocks of one site's machines differ."""

_AHEAD, _TELLING, _SETTLED = range(3)
"""Of a stamp, when the post was copied: in the future; past; long past."""

_NEWEST: Final = """
    SELECT modified_gmt, MIN(telling) AS telling FROM copies WHERE telling
    GROUP BY modified_gmt ORDER BY modified_gmt DESC LIMIT 1
"""

LASTING: Final = timedelta(days=1)
"""How long what the site said of itself and of our user is believed."""


class Copies:
    """The copies in a database; every method raises StateError when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def posts(self) -> dict[int, RemotePost]:
        """Every copy, by id."""
        rows = self._database.rows("SELECT post_id, post FROM copies ORDER BY post_id")
        with self._database.understood():
            return {row["post_id"]: _post(json.loads(row["post"])) for row in rows}

    def stamps(self) -> dict[int, datetime]:
        """When each copied post was modified, by id."""
        rows = self._database.rows("SELECT post_id, modified_gmt FROM copies")
        with self._database.understood():
            return {row["post_id"]: datetime.fromisoformat(row["modified_gmt"]) for row in rows}

    def known_until(self) -> datetime | None:
        """From when on a modification may be unknown to us: after the latest stamp that tells how far we know the site, or
        in its very second, when that was not long over when the post was copied. None: from the beginning."""
        rows = self._database.rows(_NEWEST)
        with self._database.understood():
            for row in rows:
                newest = datetime.fromisoformat(row["modified_gmt"])
                return newest if row["telling"] == _SETTLED else newest - SECOND
        return None

    def keep(self, posts: Iterable[RemotePost], clock: datetime) -> None:
        """Keep these as they are now, in place of earlier copies.

        ``clock``: the site's, aware. WordPress stamps a scheduled post with its own date: a stamp that is in the future
        tells nothing of what happened until then, not even when that time has come.
        """
        rows = [_row(post, clock) for post in posts]
        with self._database.transaction():
            self._database.write_many("INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?)", rows)

    def replace_all(self, posts: Iterable[RemotePost], clock: datetime) -> None:
        """Keep these and no others."""
        rows = [_row(post, clock) for post in posts]
        with self._database.transaction():
            self._database.write("DELETE FROM copies")
            self._database.write_many("INSERT INTO copies VALUES (?, ?, ?, ?)", rows)

    def facts(self, account: str, now: datetime) -> SiteFacts | None:
        """What the site told this account of itself within the last day; its clock stands still in it. ``now``:
        aware."""
        rows = self._database.rows("SELECT asked_at, facts FROM facts WHERE account = ?", (account,))
        with self._database.understood():
            for row in rows:
                if timedelta(0) <= now - datetime.fromisoformat(row["asked_at"]) < LASTING:
                    return _facts(json.loads(row["facts"]))
        return None

    def last_facts(self) -> SiteFacts | None:
        """What the site told of itself last, however long ago: its name, language and zone rarely change."""
        rows = self._database.rows("SELECT facts FROM facts ORDER BY asked_at DESC LIMIT 1")
        with self._database.understood():
            return _facts(json.loads(rows[0]["facts"])) if rows else None

    def keep_facts(self, account: str, facts: SiteFacts, now: datetime) -> None:
        """Remember what the site told this account of itself; ``now``: aware."""
        told = asdict(replace(facts, capabilities=frozenset())) | {
            "now": facts.now.isoformat(),
            "capabilities": sorted(facts.capabilities),
        }
        with self._database.transaction():
            row = (account, now.isoformat(), json.dumps(told))
            self._database.write("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", row)


def _row(post: RemotePost, clock: datetime) -> tuple[int, str, int, str]:
    fields = post.fields.as_mapping() | {"date": post.fields.date.isoformat() if post.fields.date else None}
    told = {
        "id": post.id,
        "link": post.link,
        "fields": fields,
        "modified_gmt": post.modified_gmt.isoformat(),
        "permalink_template": post.permalink_template,
    }
    age = clock.astimezone(UTC).replace(tzinfo=None) - post.modified_gmt
    telling = _SETTLED if age >= LONG_OVER else _TELLING if age >= timedelta(0) else _AHEAD
    return post.id, post.modified_gmt.isoformat(timespec="microseconds"), telling, json.dumps(told)


def _post(told: Mapping[str, Any]) -> RemotePost:
    fields: dict[str, Any] = dict(told["fields"])
    fields |= {name: tuple(fields[name]) for name in ("categories", "tags")}
    fields["date"] = datetime.fromisoformat(fields["date"]) if fields["date"] else None
    modified = datetime.fromisoformat(told["modified_gmt"])
    return RemotePost(**{**told, "fields": PostFields(**fields), "modified_gmt": modified})


def _facts(told: Mapping[str, Any]) -> SiteFacts:
    return SiteFacts(
        **{
            **told,
            "now": datetime.fromisoformat(told["now"]),
            "roles": tuple(told["roles"]),
            "capabilities": frozenset(told["capabilities"]),
        }
    )
