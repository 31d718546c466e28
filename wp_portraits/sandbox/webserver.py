"""PHP's built-in web server on a loopback port, with workers, opcache and a router for permalinks."""

from __future__ import annotations

import errno
import http.client
import random
import socket
import time
from pathlib import Path

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import php, processes
from wp_portraits.sandbox.layout import Layout, tail

HOST = "127.0.0.1"

_WORKERS = 4
_DEADLINE = 60.0
#: opcache is on; a file dropped into the site (a plugin under test) counts at once.
_OPCACHE = ("opcache.enable=1", "opcache.memory_consumption=128", "opcache.revalidate_freq=0")

#: PHP's own would tell headers that the router has dropped; ``restrictions.php`` stands in for them.
_HEADERS = "disable_functions=apache_request_headers,getallheaders"
_ROUTER = ("router.php", "restrictions.php")

_PORTS = range(20_000, 30_000)


def refuse_taken(port: int) -> None:
    """Raise SandboxError when nobody may listen on ``port`` (1–65535) of the loopback interface now."""
    hint = "Choose another with --port, or any free one with --port auto."
    if not 0 < port < 65536:
        raise SandboxError(f"{port} is no port", hint=hint)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            if problem.errno == errno.EACCES:
                raise SandboxError(f"port {port} is reserved for the system", hint=hint) from problem
            raise SandboxError(f"port {port} is taken by another program", hint=hint) from problem


def is_free(port: int) -> bool:
    """Tell whether ``port`` could be listened on now."""
    try:
        refuse_taken(port)
    except SandboxError:
        return False
    return True


def free_port() -> int:
    """Return a port that nobody listens on now.

    Below those that the system lends to outgoing connections (from 32768 on, ip(7)): a site that is stopped and started
    again must not find its port lent.
    """
    for port in random.sample(_PORTS, 200):
        if is_free(port):
            return port
    raise SandboxError("no port is free on this machine", hint="Name one with --port.")


def start(layout: Layout, port: int) -> None:
    """Start the server on ``port`` and wait until WordPress answers.

    Raises SandboxError with the log's last lines when it dies or does not answer within a minute.
    """
    for name in _ROUTER:
        (layout.run / name).write_text(php.script_text(name), encoding="utf-8")
    log = layout.logs / "web.log"
    server = processes.launch(
        ["/usr/bin/php", *php.flags(*_OPCACHE, _HEADERS), "-S", f"{HOST}:{port}", "-t", str(layout.www), mark(layout)],
        pid_file=pid_file(layout),
        log=log,
        env={**php.environment(), "PHP_CLI_SERVER_WORKERS": str(_WORKERS)},
    )
    deadline = time.monotonic() + _DEADLINE
    while not (answers(port) and processes.leads(server, mark(layout))):
        if not processes.leads(server, mark(layout)) or time.monotonic() > deadline:
            raise SandboxError(
                f"the site does not answer on port {port}:\n{tail(log)}", hint=f"The whole log is {log}."
            )
        time.sleep(0.02)


def answers(port: int, *, timeout: float = 20.0) -> bool:
    """Tell whether a WordPress with its database answers on ``port``.

    It is asked for ``wp-links-opml.php``, which every WordPress has, no option of the sandbox blocks and no theme
    draws: a short list that bears the site's name, from the database, and WordPress's own.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("GET", "/wp-links-opml.php")
        answer = connection.getresponse()
        return answer.status == 200 and b'generator="WordPress/' in answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def is_current(layout: Layout) -> bool:
    """Tell whether the server was started by this version of wp-portraits: its router is the one we would lay."""
    try:
        laid = [(layout.run / name).read_text(encoding="utf-8") for name in _ROUTER]
    except (FileNotFoundError, UnicodeDecodeError):
        return False
    return laid == [php.script_text(name) for name in _ROUTER]


def stop(layout: Layout) -> bool:
    """Stop the server and its workers if they are ours; tell whether there were any."""
    return processes.stop(pid_file(layout), mark(layout))


def pids(layout: Layout) -> list[int]:
    """Return the process ids of the server and its workers."""
    return processes.members(pid_file(layout), mark(layout))


def leads(layout: Layout) -> bool:
    """Tell whether the server's first process is alive (its workers alone would not survive long)."""
    server = processes.recorded(pid_file(layout))
    return server is not None and processes.leads(server, mark(layout))


def pid_file(layout: Layout) -> Path:
    """Return the file that names the server's process."""
    return layout.run / "web.pid"


def mark(layout: Layout) -> str:
    """Return the word of the server's command line that is ours alone."""
    return str(layout.run / "router.php")
