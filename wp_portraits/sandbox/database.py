"""The sandbox's own MariaDB: one folder, one socket, no network, no passwords.

The server recognises who connects by the system user at the other end of the socket (``unix_socket``), so there is
no password to leak and nobody but that user (and root) gets in.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import php, processes
from wp_portraits.sandbox.layout import Layout, tail

#: Small and quick rather than durable: a throwaway survives the death of its server, not that of the machine.
_OPTIONS = (
    "--skip-networking",
    "--skip-name-resolve",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_520_ci",
    "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=16M",
    "--innodb-flush-log-at-trx-commit=2",
    "--innodb-use-native-aio=OFF",
    "--performance-schema=OFF",
    "--max-allowed-packet=64M",
    "--log-warnings=1",
)

_DEADLINE = 60.0


def system_user() -> str:
    """Return the name of the user who runs the sandbox, which is also the database's user.

    Raises SandboxError when the system has no name for it, as in some containers.
    """
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError as problem:
        raise SandboxError(
            f"the system has no user with the number {os.getuid()}",
            hint="Run the sandbox as a user that /etc/passwd knows.",
        ) from problem


def create(layout: Layout) -> None:
    """Make the system tables in an empty folder. Raises SandboxError with MariaDB's words."""
    user = system_user()
    layout.database.mkdir(mode=0o700)
    log = layout.logs / "database-install.log"
    with log.open("wb") as stream:
        done = subprocess.run(  # noqa: S603 -- a fixed program; no secret among its words
            [
                "/usr/bin/mariadb-install-db",
                "--no-defaults",
                "--datadir=.",  # its shell script does not survive a path with a space or a bracket
                "--auth-root-authentication-method=socket",
                f"--auth-root-socket-user={user}",
                "--skip-test-db",
                "--innodb-log-file-size=16M",
                "--force",  # needs no host name that resolves, as a chroot or a container may not have
                # The long form would also change the owner of a folder in /usr/lib that a system MariaDB uses.
                *(["-uroot"] if os.getuid() == 0 else []),
            ],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            cwd=layout.database,
            env=php.environment(),
            check=False,
        )
    if done.returncode != 0:
        raise SandboxError(f"MariaDB could not be set up:\n{tail(log, 20)}", hint=f"The whole log is {log}.")


def start(layout: Layout, socket_path: Path) -> None:
    """Start the server and wait until it greets on its socket. Raises SandboxError with the log's last lines."""
    socket_path.unlink(missing_ok=True)
    log = layout.logs / "database.log"
    server = processes.launch(
        [
            _program(),
            "--no-defaults",
            mark(layout),
            f"--socket={socket_path}",
            f"--pid-file={layout.run / 'mariadbd.pid'}",
            f"--tmpdir={layout.run}",
            *_OPTIONS,
            *_as_root(),
        ],
        pid_file=pid_file(layout),
        log=log,
        env=php.environment(),
    )
    deadline = time.monotonic() + _DEADLINE
    while not _greets(socket_path):
        if not processes.leads(server, mark(layout)) or time.monotonic() > deadline:
            raise SandboxError(f"MariaDB did not start:\n{tail(log)}", hint=f"The whole log is {log}.")
        time.sleep(0.02)


def stop(layout: Layout) -> bool:
    """Stop the server if it is ours and running; tell whether it was."""
    running = processes.stop(pid_file(layout), mark(layout))
    with contextlib.suppress(OSError):  # as a rule there is none
        layout.short_folder.rmdir()
    return running


def pids(layout: Layout) -> list[int]:
    """Return the server's process id, in a list that is empty when it is not running."""
    return processes.members(pid_file(layout), mark(layout))


def pid_file(layout: Layout) -> Path:
    """Return the file that names the server's process."""
    return layout.run / "database.pid"


def mark(layout: Layout) -> str:
    """Return the word of the server's command line that is ours alone."""
    return f"--datadir={layout.database}"


def _as_root() -> list[str]:
    # MariaDB refuses to run as root unless told so; another user could not enter root's own folders.
    return ["--user=root"] if os.getuid() == 0 else []


def _program() -> str:
    return shutil.which("mariadbd", path=php.environment()["PATH"]) or "/usr/sbin/mariadbd"


def _greets(socket_path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(5)
        try:
            connection.connect(os.fspath(socket_path))
            return bool(connection.recv(1))
        except OSError:
            return False
