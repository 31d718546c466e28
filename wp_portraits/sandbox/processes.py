"""Servers that outlive the command which started them, and the proof that a process is one of them.

A server leads a session of its own. Its pid file holds the process id and the start time that the kernel gave it
(field 22 of ``/proc/PID/stat``): a process id alone may belong to somebody else by now. Each server also bears a
**mark**, one word of its command line that only this sandbox uses (a path inside its folder).
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wp_portraits.errors import SandboxError

#: Runs as the session's leader: notes "pid start-time", then becomes the server (both numbers survive exec).
_LAUNCHER = """
pid_file=$1; shift
read -r stat < /proc/$$/stat
started=$(set -- ${stat##*) }; shift 19; echo "$1")
echo "$$ $started" > "$pid_file.new" && mv "$pid_file.new" "$pid_file" && exec "$@"
"""

#: Seconds a server gets to finish by itself, and to write its pid file.
_GRACE = 20.0
_LAUNCH = 10.0


@dataclass(frozen=True, slots=True)
class Server:
    """A process we started: its id, and its start time in clock ticks since boot."""

    pid: int
    started: int


@dataclass(frozen=True, slots=True)
class Stat:
    """The fields of ``/proc/PID/stat`` that tell processes apart (proc(5): 3, 6 and 22)."""

    state: str
    session: int
    started: int


def read_stat(pid: int) -> Stat | None:
    """Return what the kernel says about a process; None when there is none or it is only waiting to be reaped."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    rest = text[text.rindex(")") + 2 :].split()
    found = Stat(state=rest[0], session=int(rest[3]), started=int(rest[19]))
    return None if found.state in "ZX" else found


def recorded(pid_file: Path) -> Server | None:
    """Return the server a pid file names, or None when the file is missing or is no pid file."""
    try:
        pid, started = pid_file.read_text(encoding="ascii").split()
        return Server(int(pid), int(started))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None


def leads(server: Server, mark: str) -> bool:
    """Tell whether the very process that was started is still there, bearing its mark."""
    found = read_stat(server.pid)
    return found is not None and found.started == server.started and _bears(server.pid, mark)


def members(pid_file: Path, mark: str) -> list[int]:
    """Return the ids of the server and of its workers, also of workers whose leader was killed."""
    server = recorded(pid_file)
    if server is None:
        return []
    pids = sorted(int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())
    return [pid for pid in pids if _belongs(pid, server) and _bears(pid, mark)]


def launch(command: Sequence[str], *, pid_file: Path, log: Path, env: Mapping[str, str]) -> Server:
    """Start a server that survives us: session of its own, no input, output appended to ``log``.

    Raises SandboxError when it could not even be launched.
    """
    pid_file.unlink(missing_ok=True)
    with log.open("ab") as stream:
        subprocess.run(  # noqa: S603 -- the command is ours, word by word
            ["/usr/bin/setsid", "--fork", "/bin/sh", "-c", _LAUNCHER, "sh", str(pid_file), *command],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=dict(env),
            check=False,
        )
    deadline = time.monotonic() + _LAUNCH
    while (server := recorded(pid_file)) is None:
        if time.monotonic() > deadline:
            raise SandboxError(f"{command[0]} could not be started", hint=f"See {log}; is /proc mounted?")
        time.sleep(0.005)
    return server


def stop(pid_file: Path, mark: str, *, grace: float = _GRACE) -> bool:
    """End a server and its workers: SIGTERM, ``grace`` seconds, SIGKILL. Return whether there was one.

    Raises SandboxError when the processes belong to another user.
    """
    found = members(pid_file, mark)
    if found:
        _signal(found, signal.SIGTERM)
        if not _gone(pid_file, mark, grace):
            _signal(members(pid_file, mark), signal.SIGKILL)
            _gone(pid_file, mark, _LAUNCH)
    pid_file.unlink(missing_ok=True)
    return bool(found)


def _signal(pids: Sequence[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
        except PermissionError as problem:
            raise SandboxError(
                f"process {pid} of the sandbox belongs to another user", hint="Stop it as the user who started it."
            ) from problem


def _gone(pid_file: Path, mark: str, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while members(pid_file, mark):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _belongs(pid: int, server: Server) -> bool:
    found = read_stat(pid)
    if found is None:
        return False
    if pid == server.pid:
        return found.started == server.started
    return found.session == server.pid and found.started >= server.started


def _bears(pid: int, mark: str) -> bool:
    """Tell whether the mark is on a command line that is known to be our session's by its start time.

    While a process is becoming another program (execve), its command line is empty for a moment.
    """
    words = _words(pid)
    return mark in words or words == [""]


def _words(pid: int) -> list[str]:
    try:
        return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).split("\0")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return []
