"""A state file that is no use stops nobody: it is put aside, and a fresh one takes its place."""

from __future__ import annotations

import logging
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from wp_portraits.errors import StateError
from wp_portraits.state.database import Database

ONE = "CREATE TABLE a (x INTEGER, y TEXT NOT NULL);\nCREATE INDEX i ON a (x);"
TWO = "ALTER TABLE a ADD COLUMN z TEXT DEFAULT 'é; é';"


def written(path: Path) -> bytes:
    """A sound file with a hundred rows, all in the file itself."""
    with Database(path, [ONE]) as database:
        database.write_many(
            "INSERT INTO a VALUES (?, ?)", [(number, f"réponse {number} " * 20) for number in range(99)]
        )
    assert not path.with_name(path.name + "-wal").exists()
    return path.read_bytes()


def truncated(path: Path) -> None:
    path.write_bytes(written(path)[:-5000])


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(written(path)[:50])


def garbage(path: Path) -> None:
    path.write_bytes(b"ceci n'est pas une base" * 400)


def garbage_behind_the_header(path: Path) -> None:
    whole = written(path)
    path.write_bytes(whole[:100] + random.Random(1).randbytes(len(whole) - 100))


def garbage_in_the_middle(path: Path) -> None:
    whole = bytearray(written(path))
    whole[4096 * 2 : 4096 * 4] = random.Random(2).randbytes(4096 * 2)
    path.write_bytes(whole)


def folder(path: Path) -> None:
    path.mkdir()
    (path / "note.txt").write_text("à garder", encoding="utf-8")


def foreign(path: Path, version: int = 0) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.execute("INSERT INTO recipes VALUES ('tarte')")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()


def foreign_of_our_version(path: Path) -> None:
    foreign(path, version=1)


def foreign_of_a_later_version(path: Path) -> None:
    foreign(path, version=30)


def half_of_ours(path: Path) -> None:
    written(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE a")
    connection.commit()
    connection.close()


BROKEN = [
    truncated,
    cut_in_the_header,
    garbage,
    garbage_behind_the_header,
    garbage_in_the_middle,
    folder,
    foreign,
    foreign_of_our_version,
    foreign_of_a_later_version,
    half_of_ours,
]


@pytest.mark.parametrize("shared", [False, True], ids=["alone", "shared"])
@pytest.mark.parametrize("break_it", BROKEN, ids=lambda function: function.__name__)
def test_a_broken_file_is_put_aside_and_a_fresh_one_made(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, break_it: Callable[[Path], None], shared: bool
) -> None:
    path = tmp_path / "posts.sqlite"
    break_it(path)
    broken = path.read_bytes() if path.is_file() else None
    with Database(path, [ONE], shared=shared) as database:
        assert database.rows("SELECT * FROM a") == []
        database.write("INSERT INTO a VALUES (1, 'neuf')")
    [warning] = caplog.records
    [aside] = tmp_path.glob("posts.sqlite.damaged-*")
    assert warning.levelno == logging.WARNING
    assert str(path) in warning.getMessage()
    assert aside.name in warning.getMessage()
    assert "\n" not in warning.getMessage()
    assert (aside.read_bytes() if aside.is_file() else None) == broken
    with Database(path, [ONE], shared=shared) as database:
        assert len(database.rows("SELECT * FROM a")) == 1
    assert len(caplog.records) == 1


def test_what_a_folder_held_is_kept(tmp_path: Path) -> None:
    folder(tmp_path / "posts.sqlite")
    Database(tmp_path / "posts.sqlite", [ONE]).close()
    [aside] = tmp_path.glob("posts.sqlite.damaged-*")
    assert (aside / "note.txt").read_text(encoding="utf-8") == "à garder"


def test_files_put_aside_in_the_same_second_do_not_replace_each_other(tmp_path: Path) -> None:
    for _ in range(3):
        garbage(tmp_path / "posts.sqlite")
        Database(tmp_path / "posts.sqlite", [ONE]).close()
    assert len(list(tmp_path.glob("posts.sqlite.damaged-*"))) == 3


def test_an_empty_file_and_none_at_all_are_made_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "posts.sqlite").touch()
    for name in ("posts.sqlite", "other.sqlite"):
        with Database(tmp_path / name, [ONE, TWO]) as database:
            assert database.rows("SELECT * FROM a") == []
    assert caplog.records == []


def test_an_older_file_is_taken_along(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Files of before our application id was written into them are ours too."""
    path = tmp_path / "posts.sqlite"
    written(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 0")
    connection.close()
    with Database(path, [ONE, TWO]) as database:
        assert len(database.rows("SELECT z FROM a")) == 99
    assert caplog.records == []


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Database(path, [ONE, TWO]).close()
    before = path.read_bytes()
    with pytest.raises(StateError, match="newer wp-portraits") as caught:
        Database(path, [ONE])
    assert "Update wp-portraits" in caught.value.hint
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir() if "damaged" in found.name] == []


@pytest.mark.parametrize("companion", ["-wal", "-journal"])
def test_a_companion_left_over_beside_no_file_is_not_taken_for_its_own(tmp_path: Path, companion: str) -> None:
    path = tmp_path / "posts.sqlite"
    path.with_name(path.name + companion).write_bytes(random.Random(3).randbytes(9000))
    with Database(path, [ONE]) as database:
        database.write("INSERT INTO a VALUES (1, 'x')")
    with Database(path, [ONE]) as database:
        assert len(database.rows("SELECT * FROM a")) == 1


def test_damage_found_at_work_ends_the_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "posts.sqlite"
    with Database(path, [ONE]) as database:
        database.write("INSERT INTO a VALUES (1, 'pas une date')")
        with pytest.raises(StateError, match="damaged") as caught, database.understood():
            int(database.rows("SELECT y FROM a")[0]["y"])
    assert "Run the command again" in caught.value.hint
    with Database(path, [ONE]) as database:
        assert database.rows("SELECT * FROM a") == []


def test_no_damage_at_all_is_a_bug_or_silent(tmp_path: Path) -> None:
    """Random bytes anywhere: the file is sound, or put aside, or an exit that says so; never another exception."""
    path, chance = tmp_path / "posts.sqlite", random.Random(20261125)
    whole = written(path)
    aside = 0
    refused: list[str] = []
    for _ in range(120):
        broken = bytearray(whole)
        for _ in range(chance.choice([1, 10, 500])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken)
        try:
            with Database(path, [ONE]) as database:
                database.rows("SELECT * FROM a")
                database.write("INSERT INTO a VALUES (1, 'x')")
        except StateError as failure:
            refused.append(failure.message)
        for found in tmp_path.iterdir():
            if "damaged" in found.name:
                aside += not found.name.endswith(("-wal", "-shm"))
            found.unlink()
    assert aside > 50
    assert refused == []
