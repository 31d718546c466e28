"""Runs that are stopped, killed or let down by the disk: the next one goes on, and no post is lost or doubled."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran
from wp_portraits.cli.crash import report_crash
from wp_portraits.sandbox.box import Sandbox

pytestmark = pytest.mark.site

COMMAND = str(Path(sys.executable).with_name("wp-portraits"))
AT_ONCE = 1.5
"""Seconds within which a signal ends the command: one, and half a one for a busy machine."""

SERIES = """\
name: Portraits
lang: fr-CA
title: "Portrait : {{ person.name }}"
labels: {related: Autres portraits}
questions:
  - {id: debut, text: "Comment as-tu commencé ?"}
"""
DRAFT = """\
---
series: portraits
person: {{name: Personne {number}}}
tags: [santé, n{group}]
categories: [Portraits]
---
## Comment as-tu commencé ?

Par hasard, à l'école. {text}
"""


@dataclass
class Blog:
    """A workspace, its site, and the installed command."""

    folder: Path
    box: Sandbox
    drafts: int = 0
    env_file: Path | None = None
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def write(self, number: int) -> None:
        """Have this many drafts."""
        for each in range(self.drafts, number):
            text = DRAFT.format(number=each, group=each % 4, text="Une longue réponse. " * 50)
            (self.folder / "drafts" / f"personne-{each:02}.md").write_text(text, encoding="utf-8")
        self.drafts = number

    def start(self, *argv: str, through: Sequence[str] = (), **options: Any) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
        command = [*through, COMMAND, "--env-file", str(self.env_file or self.box.env_file), *argv]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | options
        self.started.append(subprocess.Popen(command, cwd=self.folder, env=environment, text=True, **pipes))
        return self.started[-1]

    def command(self, *argv: str, code: int | Sequence[int] = 0, through: Sequence[str] = ()) -> Ran:
        return ended(self.start(*argv, through=through), code)

    def publish(self, code: int = 0) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.command("publish", "--yes", "--format", "json", code=code).out)
        return answer

    def finish(self) -> None:
        """A last clean run; then exactly one post for each draft, and nothing left to do."""
        outcome = self.publish()
        assert (outcome["failed"], outcome["conflicts"]) == (0, 0)
        assert self.posts() == sorted(f"Portrait : Personne {each}" for each in range(self.drafts))
        again = self.publish()
        assert (again["created"], again["updated"], again["kept"]) == (0, 0, self.drafts)

    def posts(self) -> list[str]:
        """The titles of all posts, the bin included; one line each."""
        code = "foreach (get_posts(['post_status' => ['any', 'trash'], 'numberposts' => -1]) as $p)"
        lines = self.box.eval_php(code + ' echo $p->post_title . "\\n";').splitlines()
        return sorted(line.replace("\N{NO-BREAK SPACE}", " ").replace("Portrait:", "Portrait :") for line in lines)

    @property
    def state(self) -> Path:
        [folder] = (self.folder / ".wp-portraits" / "sites").iterdir()
        return folder


def ended(process: subprocess.Popen[str], code: int | Sequence[int] = 0) -> Ran:
    """What became of a command that ended, or ends soon: never a traceback."""
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in out + err
    assert process.returncode in ([code] if isinstance(code, int) else code), out + err
    return Ran(process.returncode, out, err)


@pytest.fixture
def blog(wordpress: Sandbox, tmp_path: Path) -> Iterator[Blog]:
    wordpress.reset()
    blog = new_blog(tmp_path, wordpress)
    yield blog
    for process in blog.started:
        process.kill()
        process.communicate()


def new_blog(folder: Path, box: Sandbox) -> Blog:
    (folder / "drafts" / "series").mkdir(parents=True)
    (folder / "drafts" / "series" / "portraits.yml").write_text(SERIES, encoding="utf-8")
    return Blog(folder, box)


# The file of what was published


@pytest.fixture(scope="module")
def published(wordpress: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    wordpress.reset()
    blog = new_blog(tmp_path_factory.mktemp("published"), wordpress)
    blog.write(4)
    blog.publish()
    return blog


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 3000)


def fill_with_garbage(path: Path) -> None:
    path.write_bytes(b"\x00ceci n'est pas une base" * 3000)


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE posts (title TEXT)")
    connection.close()


def empty(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize("harm", [truncate, fill_with_garbage, make_a_folder, make_foreign])
def test_a_damaged_file_costs_a_warning_and_a_few_reads(published: Blog, harm: Callable[[Path], None]) -> None:
    harm(published.state / "posts.sqlite")
    ran = published.command("publish", "--yes", "--format", "json")
    outcome = json.loads(ran.out)
    assert (outcome["created"], outcome["updated"], outcome["kept"]) == (0, 0, 4)
    [warning] = ran.err.splitlines()
    assert "posts.sqlite was damaged" in warning
    assert "posts.sqlite.damaged-" in warning
    assert published.command("publish", "--yes").err == ""


def test_an_empty_file_and_no_file_are_the_beginning(published: Blog) -> None:
    for harm in (empty, Path.unlink):
        harm(published.state / "posts.sqlite")
        ran = published.command("publish", "--yes", "--format", "json")
        assert (json.loads(ran.out)["kept"], ran.err) == (4, "")


def test_a_damaged_mirror_is_read_again(published: Blog) -> None:
    published.command("comments", "sync")
    fill_with_garbage(published.state / "comments.sqlite")
    assert "comments.sqlite was damaged" in published.command("comments", "list").err
    fill_with_garbage(published.state / "comments.sqlite")
    assert "comments.sqlite was damaged" in published.command("comments", "sync").err


def test_a_file_of_a_newer_version_is_refused_and_kept(published: Blog) -> None:
    published.publish()
    path = published.state / "posts.sqlite"
    connection = sqlite3.connect(path)
    [(version,)] = connection.execute("PRAGMA user_version")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    for argv in (("publish", "--yes"), ("plan",)):
        assert "written by a newer wp-portraits" in published.command(*argv, code=2).err
    assert path.read_bytes() == before
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    assert published.publish()["kept"] == 4


def test_a_file_that_another_program_holds_is_waited_for_then_named(published: Blog) -> None:
    published.publish()
    connection = sqlite3.connect(published.state / "posts.sqlite", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    ran = published.command("publish", "--yes", code=2)
    connection.close()
    assert "another program has it open" in ran.err
    assert published.publish()["kept"] == 4


def test_a_clock_that_was_set_back_changes_nothing(published: Blog) -> None:
    """What an earlier run remembers is dated years ahead: it is not believed, and nothing is sent again."""
    published.publish()
    published.command("comments", "sync")
    with contextlib.closing(sqlite3.connect(published.state / "posts.sqlite")) as connection:
        connection.execute("INSERT INTO intents VALUES ('personne-00', '2199-01-01T00:00:00+00:00', 'x')")
        connection.execute("INSERT INTO intents VALUES ('gone', '2199-01-01T00:00:00+00:00', 'x')")
        for table, column in dated(connection):
            connection.execute(f"UPDATE {table} SET {column} = '2199-01-01T00:00:00+00:00' WHERE {column} <> ''")
        connection.commit()
    with contextlib.closing(sqlite3.connect(published.state / "comments.sqlite")) as connection:
        connection.execute("UPDATE progress SET last_full = '2199-01-01T00:00:00+00:00'")
        connection.commit()
    told = {"schema": 1, "transport": "xmlrpc", "reason": "demain", "since": "2199-01-01T00:00:00+00:00"}
    (published.state / "transport.json").write_text(json.dumps(told), encoding="utf-8")
    ran = published.command("-v", "publish", "--yes", "--format", "json")
    outcome = json.loads(ran.out)
    assert (outcome["created"], outcome["updated"], outcome["kept"]) == (0, 0, 4)
    assert "transport: rest" in ran.err
    assert json.loads(published.command("comments", "sync", "--format", "json").out)["removed"] == 0


def dated(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The columns in which our own clock is recorded."""
    sql = "SELECT part.name, field.name FROM sqlite_schema AS part, pragma_table_info(part.name) AS field"
    return [(table, column) for table, column in connection.execute(sql) if column in ("asked_at", "started_at")]


# The disk

MOUNTED = ["unshare", "--mount", "sh", "-e", "-c"]
"""Mounts of the child's own: nobody else sees them. Needs root, as the sandbox's tests have."""

needs_mounts = pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run([*MOUNTED, "true"], check=False, capture_output=True).returncode != 0,
    reason="this system allows no mounts",
)


def in_mount(mount: str) -> list[str]:
    return [*MOUNTED, f'{mount}; exec "$@"', "sh"]


@needs_mounts
@pytest.mark.parametrize(
    ("mount", "words"),
    [
        ("mount -t tmpfs -o ro none .wp-portraits", "read-only"),
        ("mount -t tmpfs -o size=4k none .wp-portraits", "disk"),
        ("mount -t tmpfs -o size=32k none .wp-portraits", "disk"),
        ("mount -t tmpfs -o size=4k none .wp-portraits; cat /dev/zero > .wp-portraits/x || true", "the disk is full"),
        ("mount -t tmpfs -o nr_inodes=1 none .wp-portraits", "the disk is full"),
    ],
    ids=["read-only", "tiny", "small", "full", "no-inodes"],
)
def test_a_disk_that_takes_nothing_is_found_before_anything_is_sent(blog: Blog, mount: str, words: str) -> None:
    blog.write(2)
    (blog.folder / ".wp-portraits").mkdir()
    ran = blog.command("publish", "--yes", code=2, through=in_mount(mount))
    assert words in ran.err
    assert ".wp-portraits" in ran.err
    assert "→" in ran.err
    assert blog.posts() == []
    blog.finish()


@needs_mounts
def test_a_read_only_workspace_can_still_be_checked(blog: Blog) -> None:
    blog.write(2)
    through = in_mount("mount --bind . . ; mount -o remount,ro,bind . ; cd .")
    assert blog.command("check", through=through).code == 0
    assert "read-only" in blog.command("publish", "--yes", code=2, through=through).err


def plainly() -> list[str]:
    """As a user whom permissions bind, which root is not."""
    without = "--bounding-set=-dac_override,-dac_read_search,-fowner,-chown"
    return ["setpriv", "--inh-caps=-all", without] if os.geteuid() == 0 else []


def test_a_read_only_file_of_ours_is_made_writable(blog: Blog) -> None:
    blog.write(2)
    blog.publish()
    (blog.state / "posts.sqlite").chmod(0o444)
    blog.command("publish", "--yes", through=plainly())
    assert (blog.state / "posts.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_named_with_its_owner(blog: Blog) -> None:
    blog.write(1)
    (blog.folder / ".wp-portraits").mkdir(mode=0o755)
    os.chown(blog.folder / ".wp-portraits", 65534, 65534)
    ran = blog.command("publish", "--yes", code=2, through=plainly())
    assert "Permission denied (.wp-portraits belongs to nobody)" in ran.err
    assert blog.posts() == []


def test_a_disk_that_fills_up_under_way(blog: Blog) -> None:
    """Files may grow a little more with every run, as if somebody made room bit by bit."""
    blog.write(60)
    codes = []
    for blocks in range(40, 2000, 60):
        through = ["bash", "-c", f'ulimit -f {blocks}; exec "$@"', "bash"]
        before = blog.posts()
        ran = blog.command("publish", "--yes", "--format", "json", code=(0, 2, 5), through=through)
        after = blog.posts()
        codes.append(ran.code)
        assert len(after) == len(set(after)), "nothing is doubled"
        if ran.code == 2:
            assert after == before, "nothing was sent"
            assert ".sqlite" in ran.err
        else:
            assert json.loads(ran.out)["created"] == len(after) - len(before), "what was sent is told"
        if ran.code == 0:
            break
    assert codes[-1] == 0
    assert {2, 5} <= set(codes), codes
    blog.finish()


# Two runs at the same time


def test_a_second_run_steps_back_and_a_killed_one_holds_nobody_up(blog: Blog) -> None:
    blog.write(30)
    first = blog.start("publish", "--yes")
    wait_for(
        lambda: [path.read_text() for path in blog.folder.glob(".wp-portraits/sites/*/lock.pid")] == [str(first.pid)]
    )
    first.send_signal(signal.SIGSTOP)
    for argv in (["publish", "--yes"], ["plan"], ["comments", "sync"]):
        ran = blog.command(*argv, code=75)
        assert f"Another wp-portraits run (process {first.pid}) is at work" in ran.err
        assert "→ Wait until it ends" in ran.err
    first.kill()
    first.communicate()
    blog.finish()


def wait_for(ask: Callable[[], Any]) -> Any:
    """The first answer that is one, within ten seconds."""
    for _ in range(10_000):
        if answer := ask():
            return answer
        time.sleep(0.001)
    raise AssertionError("it did not come")


# Stopped by the user


def stop(process: subprocess.Popen[str], number: signal.Signals, times: int = 1) -> tuple[Ran, float]:
    """Send the signal; what became of the command, and after how many seconds."""
    begun = time.monotonic()
    for _ in range(times):
        process.send_signal(number)
        time.sleep(0.002)
    process.wait(60)
    return ended(process, (0, 128 + number)), time.monotonic() - begun


@pytest.mark.parametrize(
    ("number", "times"), [(signal.SIGINT, 1), (signal.SIGTERM, 1), (signal.SIGINT, 2)], ids=["INT", "TERM", "INT-INT"]
)
def test_a_run_stopped_at_any_moment_stops_at_once_and_the_next_goes_on(
    blog: Blog, number: signal.Signals, times: int
) -> None:
    chance, stopped, said = random.Random(f"{number}{times}"), 0, []
    for drafts in range(7, 50, 7):
        blog.write(drafts)
        process = blog.start("publish", "--yes")
        time.sleep(0.15 + chance.random() * 0.9)
        if process.poll() is not None:
            ended(process)
            continue
        ran, seconds = stop(process, number, times)
        if ran.code:
            stopped += 1
            assert seconds < AT_ONCE
            [line] = [line for line in ran.err.splitlines() if "Stopped" in line]
            assert ran.err.count("→") == 1
            said.append(line)
    assert stopped >= 2, "the moments were badly chosen"
    blog.finish()


@pytest.fixture
def silent_site() -> Iterator[str]:
    """A server that takes every connection and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("argv", [("publish", "--yes"), ("comments", "sync")], ids=["publish", "sync"])
@pytest.mark.parametrize(
    ("transport", "number"), [("rest", signal.SIGINT), ("xmlrpc", signal.SIGINT), ("auto", signal.SIGTERM)]
)
def test_a_run_that_waits_for_an_answer_stops_at_once(
    blog: Blog, silent_site: str, number: signal.Signals, transport: str, argv: Sequence[str]
) -> None:
    blog.write(2)
    blog.env_file = blog.folder / "silent.env"
    blog.env_file.write_text(
        f"WP_URL={silent_site}\nWP_USERNAME=camille\nWP_APP_PASSWORD=abcd efgh\n", encoding="utf-8"
    )
    process = blog.start("--transport", transport, *argv)
    wait_for(lambda: next(blog.folder.glob(".wp-portraits/sites/*/lock.pid"), None))
    time.sleep(0.7)
    assert process.poll() is None
    ran, seconds = stop(process, number)
    assert ran.code == 128 + number
    assert seconds < AT_ONCE
    assert ran.err.splitlines()[0] == "wp-portraits: Stopped."


def test_a_stop_before_the_command_has_begun_is_no_traceback(blog: Blog) -> None:
    """While Python itself starts nobody can help it; from our first line on it is ours to handle."""
    begin = "from wp_portraits.cli.stopping import watch_signals; watch_signals(); print(flush=True); input()"
    process = subprocess.Popen(
        [sys.executable, "-c", begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    ran, seconds = stop(process, signal.SIGINT)
    assert (ran.code, ran.err.splitlines()[1]) == (130, "wp-portraits: Stopped at once.")
    assert seconds < AT_ONCE


def test_a_command_that_cannot_take_notice_is_ended_all_the_same() -> None:
    """Waiting inside a C library, as for a name server that does not answer: Python's own handlers never run."""
    busy = """
import ctypes
from wp_portraits.cli.stopping import begin_work, watch_signals
watch_signals()
begin_work()
libc, mutex = ctypes.CDLL(None), ctypes.create_string_buffer(64)
print(libc.pthread_mutex_lock(mutex), flush=True)
libc.pthread_mutex_lock(mutex)
"""
    process = subprocess.Popen([sys.executable, "-c", busy], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.3)
    ran, seconds = stop(process, signal.SIGINT)
    assert (ran.code, ran.err.splitlines()[1]) == (130, "wp-portraits: Stopped at once.")
    assert seconds < AT_ONCE


@pytest.mark.parametrize("key", [b"\x03", b"\x04", b"n\n"], ids=["Ctrl-C", "Ctrl-D", "no"])
def test_nothing_is_sent_when_the_question_is_not_answered_with_yes(blog: Blog, key: bytes) -> None:
    blog.write(2)
    ours, theirs = pty.openpty()
    process = blog.start(
        "publish",
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    read_until(ours, b"Publish? [y/N]")
    time.sleep(0.2)
    os.write(ours, key)
    shown = read_until(ours, None).decode()
    assert process.wait(10) == (0 if key == b"n\n" else 130)
    os.close(ours)
    assert "Traceback" not in shown
    assert ("Nothing was sent." if key == b"n\n" else "\nwp-portraits: Stopped.") in shown.replace("\r", "")
    assert blog.posts() == []


def read_until(terminal: int, words: bytes | None) -> bytes:
    """What a terminal shows until these words come, or until it is closed."""
    shown = b""
    while words is None or words not in shown:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        shown += piece
    return shown


# The output


def test_an_output_that_nobody_takes_ends_without_a_traceback(blog: Blog) -> None:
    blog.write(1)
    ran = blog.command("check", "--format", "json", code=2, through=["sh", "-c", '"$@" > /dev/full', "sh"])
    assert "The output cannot be written: No space left on device." in ran.err
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        blog.command("check", "--format", "json", through=["sh", "-c", f'"$@" {closed}', "sh"])


def test_the_log_of_a_bug_names_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".wp-portraits").mkdir()
    monkeypatch.chdir(tmp_path)
    said = report_crash(ValueError("‘nadia@example.org’ is faux"), ["comments", "forget", "--email=nadia@example.org"])
    [log] = tmp_path.rglob("crash-*.log")
    assert str(log.relative_to(tmp_path)) in said
    assert "nadia" not in log.read_text(encoding="utf-8")
    assert "comments forget --email=…@…" in log.read_text(encoding="utf-8")


def test_the_log_of_a_bug_finds_no_room(tmp_path: Path) -> None:
    """Nothing may be written any more, not even what went wrong: still one line, and no half a file."""
    (tmp_path / ".wp-portraits").mkdir()
    script = """
import resource
from wp_portraits.cli.crash import report_crash
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
print(report_crash(ValueError("faux"), []))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "wp-portraits: this is a bug, not your fault (ValueError).\n"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
