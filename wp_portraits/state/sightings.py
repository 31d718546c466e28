"""What one sync has seen of the site's comments, and what changed by it: in SQLite's temporary tables, where any number
fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wp_portraits.model.comment import Comment, CommentTotals
from wp_portraits.state.database import Database
from wp_portraits.state.mirror_rows import comment_of


@dataclass(frozen=True, slots=True)
class Changes:
    """How many comments the mirror has gained, seen edited, seen moderated, and lost. Nothing counts twice, but for a
    comment that was both edited and moderated."""

    new: int
    edited: int
    moderated: int
    removed: int


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about one comment."""

    id: int
    new: bool
    edited: bool = False
    moderated: bool = False


class Sightings:
    """One sync's; made inside the mirror's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        for statement in _TABLES:
            database.write(statement)

    def begin(self) -> None:
        """A new pass begins: what earlier ones saw no longer counts, the changes they found do."""
        self._database.write("DELETE FROM temp.seen")

    def saw(self, comments: Iterable[Comment], *, ours: bool) -> None:
        """These comments are on the site; ``ours``: among those that the mirror keeps."""
        self._database.write_many(
            "INSERT OR REPLACE INTO temp.seen VALUES (?, ?, ?)",
            ((comment.id, comment.status, ours) for comment in comments),
        )

    def changed(self, changes: Iterable[Change]) -> None:
        """The mirror has taken these changes over."""
        rows = ((change.id, change.new, change.edited, change.moderated) for change in changes)
        self._database.write_many(_CHANGED, rows)

    def remove_unseen(self, lowest: int = 0, posts: Sequence[int] | None = None) -> None:
        """Delete from the mirror what this pass has not seen: from the id ``lowest`` on, of these posts (None: of all)."""
        among = "" if posts is None else f"AND post IN ({','.join(map(str, map(int, posts)))})"
        self._remove(f"{_UNSEEN} AND id >= {int(lowest)} {among}")

    def remove_of_unknown_posts(self) -> None:
        """Delete the comments of posts that the mirror does not know."""
        self._remove("post NOT IN (SELECT id FROM posts)")

    def _remove(self, condition: str) -> None:
        self._database.write(f"{_REMOVED} WHERE {condition} {_REMOVED_ONCE}")
        self._database.write(f"DELETE FROM comments WHERE {condition}")  # noqa: S608 - of our own words and numbers

    def elsewhere(self, above: int = 0) -> CommentTotals:
        """How many were seen in this pass that the mirror does not keep, of those with a larger id."""
        rows = self._database.rows(
            "SELECT status, count(*) FROM temp.seen WHERE NOT ours AND id > ? GROUP BY status", (above,)
        )
        return CommentTotals.of({row[0]: row[1] for row in rows})

    def changes(self) -> Changes:
        """What was found so far."""
        [row] = self._database.rows(_COUNTS)
        return Changes(*map(int, row))

    def newcomers(self, most: int) -> list[Comment]:
        """The newest of the comments that the mirror has gained, spam and bin aside; by ascending id."""
        rows = self._database.rows(_NEWCOMERS, (most,))
        with self._database.understood():
            return [comment_of(row) for row in reversed(rows)]


_TABLES: Final = (
    "DROP TABLE IF EXISTS temp.seen",
    "DROP TABLE IF EXISTS temp.changes",
    "CREATE TABLE temp.seen (id INTEGER PRIMARY KEY, status TEXT NOT NULL, ours INTEGER NOT NULL)",
    """CREATE TABLE temp.changes (id INTEGER PRIMARY KEY, new INTEGER NOT NULL, edited INTEGER NOT NULL,
        moderated INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0)""",
)

_CHANGED: Final = """
INSERT INTO temp.changes (id, new, edited, moderated) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    new = CASE WHEN removed THEN 0 ELSE max(new, excluded.new) END,
    edited = max(edited, excluded.edited),
    moderated = max(moderated, excluded.moderated),
    removed = 0
"""

_REMOVED: Final = "INSERT INTO temp.changes (id, new, edited, moderated, removed) SELECT id, 0, 0, 0, 1 FROM comments"
_REMOVED_ONCE: Final = """
ON CONFLICT (id) DO UPDATE SET removed = NOT new, new = 0, edited = 0, moderated = 0
"""

_UNSEEN: Final = "id NOT IN (SELECT id FROM temp.seen WHERE ours)"

_COUNTS: Final = """
SELECT total(new), total(edited AND NOT new), total(moderated AND NOT new), total(removed) FROM temp.changes
"""

_NEWCOMERS: Final = """
SELECT comments.* FROM comments JOIN temp.changes USING (id)
WHERE new AND status NOT IN ('spam', 'trash', 'post-trashed') ORDER BY id DESC LIMIT ?
"""
