"""The one door to SQLite: open, migrate, transact; its exceptions end here, as StateError."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from wp_portraits.errors import StateError

_BUSY_SECONDS = 10.0


class Database:
    """A SQLite file of ours, readable by its owner only (0600), in WAL mode with full synchronisation.

    ``migrations``: SQL scripts; script N takes the file from version N to N + 1 (``PRAGMA user_version``).
    """

    def __init__(self, path: Path, migrations: Sequence[str]) -> None:
        self.path = path
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            path.chmod(0o600)
            self._connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._migrate(migrations)

    def _migrate(self, migrations: Sequence[str]) -> None:
        version = self._version()
        if version > len(migrations):
            raise StateError(
                f"{self.path}: written by a newer wp-portraits (version {version}, this one knows {len(migrations)})",
                hint="Update wp-portraits, or delete the file: it is rebuilt from the site.",
            )
        if version == len(migrations):
            return
        with self.transaction():
            for number in range(self._version(), len(migrations)):
                for statement in _statements(migrations[number]):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {number + 1}")

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query; columns by name or position."""
        with self._translated():
            return self._connection.execute(sql, parameters).fetchall()

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
        """Rows of a query one at a time, for answers too large to hold."""
        with self._translated():
            yield from self._connection.execute(sql, parameters)

    def write(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Carry out one statement; how many rows it touched."""
        with self._translated():
            return self._connection.execute(sql, parameters).rowcount

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out one statement for every row of parameters."""
        with self._translated():
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen, or none; another writer waits. Does not nest."""
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file; harmless twice."""
        with self._translated():
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StateError(
                f"{self.path}: the local state cannot be used ({error})",
                hint="Check that the folder can be written and the disk is not full, then run the command again.",
            ) from error
        except sqlite3.Error as error:
            raise StateError(
                f"{self.path}: the local state is damaged ({error})",
                hint="Delete the file and run the command again: it is rebuilt from the site.",
            ) from error
        except OSError as error:
            raise StateError(
                f"{self.path}: {error.strerror or error}", hint="Check the permissions of the folder and its disk."
            ) from error


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one at a time: executescript would commit the transaction around it."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
