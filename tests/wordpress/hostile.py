"""A server on loopback that answers each request as a test tells it to, however wrong that is."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

Behaviour = Callable[[socket.socket], None]


class Hostile:
    """Serves connections one by one; ``script`` says how to treat each request (its last line: all that follow).

    ``received`` are the requests as they came: head and body.
    """

    def __init__(self, *script: Behaviour, tls: ssl.SSLContext | None = None) -> None:
        self.received: list[bytes] = []
        self.script = list(script)
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._over.set()
        with socket.create_connection(self._listener.getsockname()):
            pass
        self._thread.join(5)
        self._listener.close()

    def choose(self, _request: bytes) -> Behaviour:
        """How to treat this request."""
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._over.is_set():
                connection.close()
                return
            with connection:
                self._answer(connection)

    def _answer(self, plain: socket.socket) -> None:
        plain.settimeout(5)
        try:
            with self._tls.wrap_socket(plain, server_side=True) if self._tls else plain as connection:
                request = _read_request(connection)
                if request:
                    self.received.append(request)
                    self.choose(request)(connection)
        except OSError:
            return  # the client has gone away, as some of the tests want it to


def _read_request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        piece = connection.recv(65536)
        if not piece:
            return request
        request += piece
    head, _, body = request.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def serving(*script: Behaviour, tls: ssl.SSLContext | None = None) -> Iterator[Hostile]:
    server = Hostile(*script, tls=tls)
    try:
        yield server
    finally:
        server.close()


def sends(raw: bytes) -> Behaviour:
    """These bytes, then the end of the connection."""
    return lambda connection: connection.sendall(raw)


def replies(status: int, body: bytes | str = b"", **headers: str) -> Behaviour:
    """A well-formed answer."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} So"]
    named = {"Content-Type": "application/json", "Content-Length": str(len(content)), "Connection": "close", **headers}
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in named.items()]
    return sends("\r\n".join(lines).encode() + b"\r\n\r\n" + content)


def drips(raw: bytes, pause: float = 0.05) -> Behaviour:
    """These bytes, one at a time."""

    def drip(connection: socket.socket) -> None:
        for number in range(len(raw)):
            connection.sendall(raw[number : number + 1])
            time.sleep(pause)

    return drip


def then_mute(raw: bytes = b"") -> Behaviour:
    """These bytes, and then nothing until the client goes away."""

    def hold(connection: socket.socket) -> None:
        connection.sendall(raw)
        while connection.recv(65536):
            pass

    return hold


def forever(head: bytes, piece: bytes) -> Behaviour:
    """A head, and then the same piece again and again."""

    def pour(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return pour


def silent(seconds: float) -> Behaviour:
    """Nothing for a while."""
    return lambda _: time.sleep(seconds)
