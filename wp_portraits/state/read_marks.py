"""Which comments a person has seen.

The marks stand in a file of their own beside the mirror: the mirror holds what the site said and is rebuilt from it;
this is the one thing about comments that the site does not know. Losing it makes every comment unread again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

from wp_portraits.state.database import Database

_MIGRATIONS: Final = ("CREATE TABLE read (comment INTEGER PRIMARY KEY) STRICT;",)


class ReadMarks:
    """The marks of one site; a context manager. Raises :class:`~wp_portraits.errors.StateError` and nothing else."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _MIGRATIONS, shared=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def read(self) -> frozenset[int]:
        """The ids of the comments that were seen."""
        return frozenset(row[0] for row in self._database.rows("SELECT comment FROM read"))

    def mark(self, comment_ids: Iterable[int]) -> None:
        """These were seen."""
        with self._database.transaction():
            self._database.write_many("INSERT OR IGNORE INTO read VALUES (?)", ((number,) for number in comment_ids))
