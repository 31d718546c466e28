"""The one door to SQLite: open, migrate, transact; its exceptions end here, as StateError.

State is a memory, never the truth. So a file that is damaged, or none of ours, stops nobody: it is put aside, a warning
says so, and a fresh one takes its place. A file written by a newer version is left alone and refused: it is sound, and
this version would lose what it holds.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, Self

from wp_portraits.errors import StateError
from wp_portraits.folders import make_state_folder
from wp_portraits.state.aside import put_aside
from wp_portraits.state.trouble import disk_trouble

_BUSY_SECONDS: Final = 10.0
_OURS: Final = 0x57505054
"""``PRAGMA application_id`` of our files: "WPPT". Files of other programs have another, or none."""

_DAMAGED: Final = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_CONSTRAINT}
)
"""Primary result codes (https://sqlite.org/rescode.html) that a sound file of ours never gives."""

_FARTHEST: Final = 1000
"""A version this far above ours is no newer wp-portraits': the number itself is damaged."""

_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_log = logging.getLogger(__name__)


class Damage(Exception):
    """The file is damaged, or none of ours. Never leaves this module."""


class Database:
    """A SQLite file of ours, readable by its owner only (0600), in WAL mode with full synchronisation.

    ``migrations``: SQL scripts; script N takes the file from version N to N + 1 (``PRAGMA user_version``). Opening
    writes to the file, so that a full or read-only disk is found now and not after something was sent. ``shared``:
    another process may be writing for long; then that write is left out.
    """

    def __init__(self, path: Path, migrations: Sequence[str], *, shared: bool = False) -> None:
        self.path = path
        self._open = partial(_opened, path, migrations, shared=shared)
        with self._translated():
            try:
                self._connection = self._open()
            except Damage as damage:
                self._begin_afresh(damage)

    def _begin_afresh(self, damage: Exception) -> None:
        name = put_aside(self.path).name
        words = "wp-portraits: %s was damaged (%s) and is now called %s; what it held is read from the site again."
        _log.warning(words, self.path, damage, name)
        self._connection = self._open()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query; columns by name or position. Damage that shows before anything was written is dealt with
        as on opening: there are no rows then."""
        with self._translated():
            try:
                return self._connection.execute(sql, parameters).fetchall()
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if not _means_damage(error) or self._connection.in_transaction or self._connection.total_changes:
                    raise
                self._connection.close()
                self._begin_afresh(error)
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
            with self._translated():
                self._connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.rollback()
            raise

    @contextmanager
    def understood(self) -> Iterator[None]:
        """Around making values of rows: a row that makes no sense (ValueError, TypeError, KeyError) is damage."""
        try:
            yield
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise self._lost(error) from error

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
        except sqlite3.Error as error:
            raise (self._lost(error) if _means_damage(error) else self._exit(error)) from error
        except UnicodeDecodeError as error:
            raise self._lost(error) from error
        except Damage as error:
            raise StateError(
                f"{self.path}: the local state is damaged ({error}), and so is a fresh one.", hint="Check the disk."
            ) from error
        except OSError as error:
            raise disk_trouble(self.path, error) from error

    def _exit(self, error: sqlite3.Error) -> StateError:
        code = _code(error)
        if code in _BUSY:
            return StateError(
                f"{self.path}: another program has it open ({error}).",
                hint="Close it there (a database viewer, a backup?), then run the command again.",
            )
        if code == sqlite3.SQLITE_FULL:
            return StateError(
                f"{self.path}: the disk is full ({error}).", hint="Make room on it, then run the command again."
            )
        return StateError(
            f"{self.path}: the local state cannot be used ({error}).",
            hint="Check that the folder can be written to and the disk is not full, then run the command again.",
        )

    def _lost(self, error: Exception) -> StateError:
        """Damage found while at work: the file is put aside for the run that follows."""
        try:
            self._connection.close()
            name = put_aside(self.path).name
        except (OSError, sqlite3.Error):
            return StateError(
                f"{self.path}: the local state is damaged ({error}).",
                hint="Delete the file and run the command again: it is rebuilt from the site.",
            )
        return StateError(
            f"{self.path}: the local state is damaged ({error}); it is now called {name}.",
            hint="Run the command again: what the file held is read from the site.",
        )


def _opened(path: Path, migrations: Sequence[str], *, shared: bool) -> sqlite3.Connection:
    """A connection to the file, made if need be, sound and at the newest version. Raises Damage, StateError for a newer
    file, OSError and sqlite3.Error for everything the disk does."""
    make_state_folder(path.parent)
    if path.is_dir():
        raise Damage("it is a folder")
    with suppress(FileNotFoundError, PermissionError):  # disks without permissions: FAT, some network drives
        path.chmod(0o600)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        _prove_sound(connection, path, migrations)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if not shared or _number(connection, "user_version") < len(migrations):
            _migrate(connection, migrations)
    except BaseException as error:
        connection.close()
        if _means_damage(error) or _code(error) == sqlite3.SQLITE_ERROR:
            raise Damage(" ".join(str(error).split())) from error
        raise
    return connection


def _prove_sound(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    """Nothing was written yet. The check reads the whole file: 25 ms for 40 MB."""
    version, newest = _number(connection, "user_version"), len(migrations)
    if newest < version < newest + _FARTHEST and _number(connection, "application_id") == _OURS:
        raise StateError(
            f"{path}: written by a newer wp-portraits (version {version}, this one knows {newest}).",
            hint="Update wp-portraits, or delete the file: it is rebuilt from the site.",
        )
    there, ours = _parts(connection), _parts_after(migrations[:version])
    if version > newest or not ours <= there or (there and not ours):
        raise Damage("it belongs to another program")
    [(verdict,)] = connection.execute("PRAGMA quick_check(1)").fetchall()
    if verdict != "ok":
        raise Damage(" ".join(str(verdict).split()))


def _migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    """Take the file to the newest version, in one transaction that writes even when there is nothing to do. Closing
    rolls back what did not get to its end."""
    connection.execute("BEGIN IMMEDIATE")
    for script in migrations[_number(connection, "user_version") :]:
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_OURS}")
    connection.execute(f"PRAGMA user_version = {len(migrations)}")
    connection.execute("COMMIT")


def _parts_after(migrations: Sequence[str]) -> set[tuple[str, str]]:
    """The tables, indexes and columns these scripts make."""
    connection = sqlite3.connect(":memory:")
    for script in migrations:
        connection.executescript(script)
    parts = _parts(connection)
    connection.close()
    return parts


def _parts(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    sql = "SELECT part.name, field.name FROM sqlite_schema AS part, pragma_table_xinfo(part.name) AS field"
    return {(row[0], row[1]) for row in connection.execute(sql)}


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _code(error: BaseException) -> int | None:
    """The primary result code of SQLite; None where it was not SQLite that found the fault."""
    extended = getattr(error, "sqlite_errorcode", None)
    return None if extended is None else extended & 0xFF


def _means_damage(error: BaseException) -> bool:
    """Python says that text is not UTF-8 with an OperationalError of its own, or (in SQLite's messages) with a
    UnicodeDecodeError."""
    if isinstance(error, sqlite3.Error):
        return _code(error) in _DAMAGED or (_code(error) is None and "decode" in str(error))
    return isinstance(error, UnicodeDecodeError)


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
