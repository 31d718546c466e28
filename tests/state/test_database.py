import stat
from pathlib import Path

import pytest

from wp_portraits.errors import StateError
from wp_portraits.state.database import Database
from wp_portraits.state.lock import lock

ONE = "CREATE TABLE a (x INTEGER);\nCREATE INDEX i ON a (x);"
TWO = "ALTER TABLE a ADD COLUMN y TEXT DEFAULT 'é; é';"


def test_migrations_are_carried_out_once_each(tmp_path: Path) -> None:
    path = tmp_path / "state" / "posts.sqlite"
    with Database(path, [ONE]) as database:
        database.write("INSERT INTO a VALUES (1)")
    with Database(path, [ONE, TWO]) as database:
        assert [tuple(row) for row in database.rows("SELECT * FROM a")] == [(1, "é; é")]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_folder_of_the_state_keeps_itself_out_of_git(tmp_path: Path) -> None:
    opened, locked = tmp_path / "opened", tmp_path / "locked"
    Database(opened / "posts.sqlite", ["CREATE TABLE first (id INTEGER)"]).close()
    with lock(locked):
        ignored = [(folder / ".gitignore").read_text(encoding="utf-8") for folder in (opened, locked)]
    assert ignored == ["*\n", "*\n"]
    (opened / ".gitignore").write_text("!kept\n", encoding="utf-8")
    Database(opened / "posts.sqlite", ["CREATE TABLE first (id INTEGER)"]).close()
    assert (opened / ".gitignore").read_text(encoding="utf-8") == "!kept\n"


def test_a_broken_transaction_leaves_nothing(tmp_path: Path) -> None:
    with Database(tmp_path / "a.sqlite", [ONE]) as database:
        with pytest.raises(StateError, match="no such table"):
            _write_to_both(database)
        assert database.rows("SELECT * FROM a") == []


def _write_to_both(database: Database) -> None:
    with database.transaction():
        database.write("INSERT INTO a VALUES (1)")
        database.write("INSERT INTO b VALUES (1)")
