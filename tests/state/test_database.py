import os
import stat
from pathlib import Path

import pytest

from wp_portraits.errors import Locked, StateError
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


def test_a_broken_transaction_leaves_nothing(tmp_path: Path) -> None:
    with Database(tmp_path / "a.sqlite", [ONE]) as database:
        with pytest.raises(StateError, match="no such table"), database.transaction():
            database.write_many("INSERT INTO a VALUES (?)", [(1,)]) or database.write("INSERT INTO b VALUES (1)")
        assert database.rows("SELECT * FROM a") == []


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Database(path, [ONE, TWO]).close()
    before = path.read_bytes()
    with pytest.raises(StateError, match="newer wp-portraits"):
        Database(path, [ONE])
    assert path.read_bytes() == before


def test_a_damaged_file_is_a_clear_message(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"not a database" * 200)
    with pytest.raises(StateError, match="damaged") as caught:
        Database(path, [ONE])
    assert "rebuilt from the site" in caught.value.hint


def test_a_folder_that_cannot_be_made_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateError):
        Database(tmp_path / "file" / "a.sqlite", [ONE])


def test_the_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with lock(tmp_path), pytest.raises(Locked, match=str(os.getpid())), lock(tmp_path):
        pass
    with lock(tmp_path):
        pass
