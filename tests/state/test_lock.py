"""One run at a time in a workspace; a run that was killed holds nobody up."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wp_portraits.errors import Exit, Locked, StateError
from wp_portraits.state.lock import lock

HOLDER = """
import sys, time
from pathlib import Path
from wp_portraits.state.lock import lock
with lock(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(60)
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def take(folder: Path) -> None:
    with lock(folder):
        pass


def test_the_second_run_is_told_who_is_at_work_and_what_to_do(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        with pytest.raises(Locked, match=rf"\(process {first.pid}\)") as caught:
            take(tmp_path)
        assert caught.value.exit_code is Exit.LOCKED
        assert "Wait until it ends" in caught.value.hint


def test_two_in_the_same_process(tmp_path: Path) -> None:
    with lock(tmp_path), pytest.raises(Locked, match=str(os.getpid())):
        take(tmp_path)
    take(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_leaves_no_lock_behind(tmp_path: Path, number: signal.Signals) -> None:
    with holder(tmp_path) as first:
        first.send_signal(number)
        first.wait(10)
        take(tmp_path)


@pytest.mark.parametrize("left", [b"", b"\xff\xfe", b"4711 rm -rf\n", None])
def test_a_signature_that_makes_no_sense_is_not_shown(tmp_path: Path, left: bytes | None) -> None:
    with lock(tmp_path):
        if left is None:
            (tmp_path / "lock.pid").unlink()
        else:
            (tmp_path / "lock.pid").write_bytes(left)
        with pytest.raises(Locked, match="Another wp-portraits run is at work"):
            take(tmp_path)


def test_what_an_older_run_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("whatever", encoding="utf-8")
    (tmp_path / "lock.pid").write_text("1", encoding="ascii")
    with lock(tmp_path):
        assert (tmp_path / "lock.pid").read_text(encoding="ascii") == str(os.getpid())
    assert not (tmp_path / "lock.pid").exists()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / ".wp-portraits").write_text("une note", encoding="utf-8")
    with pytest.raises(StateError, match=r"\.wp-portraits") as caught:
        take(tmp_path / ".wp-portraits" / "sites" / "blog.example.org")
    assert "move away" in caught.value.hint


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_without_locks_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """No such disk can be had here, so the system call is made to answer as it would."""

    def refuse(_fd: int, _operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StateError, match="has no locks") as caught:
        take(tmp_path)
    assert "disk of this machine" in caught.value.hint


def test_what_goes_wrong_inside_is_not_taken_for_the_locks_trouble(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), lock(tmp_path):
        (tmp_path / "nowhere" / "file").read_bytes()
    take(tmp_path)
