"""Servers that outlive their starter, and never a signal to anybody else's process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import processes


@dataclass
class Shell:
    """Starts shell scripts as servers; the path of their folder is the mark."""

    folder: Path
    mark: str = field(init=False)
    pid_file: Path = field(init=False)

    def __post_init__(self) -> None:
        self.mark = str(self.folder / "mark")
        self.pid_file = self.folder / "server.pid"

    def start(self, script: str) -> processes.Server:
        server = processes.launch(
            ["/bin/sh", "-c", script, self.mark],
            pid_file=self.pid_file,
            log=self.folder / "server.log",
            env={"PATH": "/usr/bin:/bin", "MARK": self.mark},
        )
        deadline = time.monotonic() + 10
        while self.mark not in processes._words(server.pid) or not self.log().startswith("ready"):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return server

    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def members(self) -> list[int]:
        return processes.members(self.pid_file, self.mark)

    def stop(self, grace: float = 10) -> bool:
        return processes.stop(self.pid_file, self.mark, grace=grace)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    shell = Shell(tmp_path)
    yield shell
    shell.stop(grace=0.1)


def test_a_server_leads_a_session_of_its_own_and_stops_when_asked(shell: Shell) -> None:
    server = shell.start("echo ready; while :; do sleep 0.1; done")
    assert processes.recorded(shell.pid_file) == server
    assert processes.leads(server, shell.mark)
    assert os.getsid(server.pid) == server.pid != os.getsid(0)
    assert shell.stop()
    assert processes.read_stat(server.pid) is None
    assert not shell.pid_file.exists()


def test_a_server_is_known_while_it_becomes_another_program(shell: Shell, tmp_path: Path) -> None:
    script = tmp_path / "again.sh"
    script.write_text('exec /bin/sh "$0" "$1"\n')  # for ever
    server = processes.launch(
        ["/bin/sh", str(script), shell.mark], pid_file=shell.pid_file, log=tmp_path / "server.log", env={}
    )
    deadline = time.monotonic() + 0.5
    while time.monotonic() < deadline:
        assert processes.leads(server, shell.mark)
    assert shell.stop()


def test_stopping_twice_is_safe(shell: Shell) -> None:
    shell.start("echo ready; while :; do sleep 0.1; done")
    assert shell.stop()
    assert not shell.stop()


def test_a_server_deaf_to_sigterm_is_killed(shell: Shell) -> None:
    server = shell.start("trap '' TERM; echo ready; while :; do sleep 0.1; done")
    assert shell.stop(grace=0.3)
    assert processes.read_stat(server.pid) is None


def test_workers_whose_leader_was_killed_are_still_found_and_stopped(shell: Shell) -> None:
    worker = 'sh -c "while :; do sleep 0.1; done" "$0" & echo ready; wait'
    server = shell.start(worker)
    os.kill(server.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while processes.leads(server, shell.mark):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert len(shell.members()) == 1
    assert shell.stop()
    assert shell.members() == []


def test_a_process_id_that_was_given_to_somebody_else_is_not_ours(shell: Shell) -> None:
    server = shell.start("echo ready; while :; do sleep 0.1; done")
    kept = shell.pid_file.read_text()
    shell.pid_file.write_text(f"{server.pid} {server.started - 1}\n")
    assert shell.members() == []
    assert not shell.stop()
    assert processes.read_stat(server.pid) is not None
    shell.pid_file.write_text(kept)


def test_a_process_without_the_mark_is_not_ours(shell: Shell) -> None:
    server = shell.start("echo ready; while :; do sleep 0.1; done")
    assert processes.members(shell.pid_file, f"{shell.mark}/other") == []
    assert not processes.leads(server, f"{shell.mark}/other")


@pytest.mark.parametrize("text", ["", "12", "twelve 13", "1 2 3"])
def test_a_broken_pid_file_names_nobody(shell: Shell, text: str) -> None:
    shell.pid_file.write_text(text)
    assert processes.recorded(shell.pid_file) is None
    assert shell.members() == []
    assert not shell.stop()


def test_a_program_that_does_not_exist_leaves_its_complaint_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    server = processes.launch(["/nowhere/server"], pid_file=tmp_path / "pid", log=log, env={"PATH": "/usr/bin:/bin"})
    deadline = time.monotonic() + 10
    while processes.read_stat(server.pid) is not None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert "/nowhere/server" in log.read_text()


@pytest.mark.skipif(os.getuid() != 0, reason="root alone may become somebody else")
def test_another_users_process_is_refused_with_a_reason(shell: Shell) -> None:
    server = shell.start("echo ready; while :; do sleep 0.1; done")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            processes._signal([server.pid], signal.SIGTERM)
        except SandboxError as refused:
            os.write(writer, refused.message.encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        assert "belongs to another user" in answer.read()
