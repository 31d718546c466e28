"""A proxy on loopback between the command and the site that loses, delays and spoils what it was told to."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Self

from tests.faults.faults import HOOKS, Fault, Request, half_of, sorted_out
from wp_portraits.sandbox.webserver import free_port

HOST = "127.0.0.1"
PAGE = b"<!DOCTYPE html><html><head><title>Un instant</title></head><body><p>Votre h\xc3\xa9bergeur.</p></body></html>"
_OF_ONE_HOP = ("connection", "keep-alive", "transfer-encoding", "content-length", "te", "trailer", "upgrade")

Watch = Callable[[str, int], None]
"""(moment, number of the request): the moments are ``arrived``, ``acted`` (not answered yet) and ``answered``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whole."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def head(self, length: int | None = None) -> bytes:
        """Status line and headers; ``length``: what they claim instead of the body's own."""
        claimed = len(self.body) if length is None else length
        lines = [f"HTTP/1.1 {self.status} {http.client.responses.get(self.status, 'So')}"]
        lines += [f"{name}: {text}" for name, text in (*self.headers, ("Content-Length", str(claimed)))]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


class FaultProxy:
    """Listens on ``port`` and passes everything on to the server on ``upstream``, except what a fault strikes.

    ``injected`` counts the faults that struck, by kind, since the proxy was made; ``requests`` are those since it was
    last armed; ``timeout`` is how long its client waits for an answer.
    """

    def __init__(self, upstream: int, timeout: float = 2.0) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.timeout = timeout
        self.injected: Counter[str] = Counter()
        self.requests: list[Request] = []
        self.struck: list[tuple[int, str]] = []
        self._upstream = upstream
        self._faults: list[Fault] = []
        self._watch: Watch = _look_away
        self._guard = threading.Lock()
        self._open: set[socket.socket] = set()
        self._at_work = 0
        self._over = False
        self._listen()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def arm(self, faults: Sequence[Fault] = (), watch: Watch | None = None) -> None:
        """From now on these faults strike, the requests are counted from the first again, and ``watch`` is told."""
        with self._guard:
            self._faults, self.requests, self.struck = list(faults), [], []
            self._watch = watch or _look_away

    def wait_until_idle(self, longest: float = 30.0) -> None:
        """Return when nothing that was asked is still on its way to the site, or at work there."""
        until = time.monotonic() + longest
        while self._at_work and time.monotonic() < until:
            time.sleep(0.01)
        assert not self._at_work, "the site is still at work"

    def close(self) -> None:
        """Stop listening; cut what is open."""
        self._over = True
        self._shut()

    def _listen(self) -> None:
        self._listener = socket.create_server((HOST, self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _shut(self) -> None:
        _cut(self._listener)  # wakes the thread that waits there
        self._listener.close()
        for connection in list(self._open):
            _cut(connection)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return  # it was closed
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(60)
        self._open.add(connection)
        try:
            with connection, connection.makefile("rb") as stream:
                while (request := _read(stream)) and self._treat(connection, request):
                    pass
        except (OSError, ValueError, http.client.HTTPException):
            return  # the client has gone away: killed, or tired of waiting
        finally:
            self._open.discard(connection)

    def _treat(self, connection: socket.socket, request: Request) -> bool:
        """Answer, or not, as the faults say; whether the connection stays open."""
        with self._guard:
            self.requests.append(request)
            number, watch = len(self.requests), self._watch
            striking = [fault for fault in self._faults if fault.strikes(request)]
            fault = striking[0] if striking else None
            if fault:
                self.injected[fault.kind] += 1
                self.struck.append((number, fault.kind))
            self._at_work += 1
        try:
            watch("arrived", number)
            if fault:
                return self._spoil(connection, request, fault)
            answer = self._forward(request)
            watch("acted", number)
        finally:
            with self._guard:
                self._at_work -= 1
        connection.sendall(answer.head() + answer.body)
        watch("answered", number)
        return True

    def _forward(self, request: Request, *more: tuple[str, str]) -> Answer:
        server = http.client.HTTPConnection(HOST, self._upstream, timeout=60)
        try:
            server.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
            for name, text in (*request.headers, *more):
                if name.lower() not in _OF_ONE_HOP:
                    server.putheader(name, text)
            server.putheader("Content-Length", str(len(request.body)))
            server.putheader("Connection", "close")
            server.endheaders(request.body)
            got = server.getresponse()
            headers = tuple((name, text) for name, text in got.getheaders() if name.lower() not in _OF_ONE_HOP)
            return Answer(got.status, headers, got.read())
        finally:
            server.close()

    def _spoil(self, connection: socket.socket, request: Request, fault: Fault) -> bool:
        what, _, when = fault.kind.partition(" ")
        if fault.kind == "refused":
            self._refuse(fault.seconds)
            return False
        if fault.kind == "late request":
            time.sleep(self.timeout + fault.seconds)
            self._forward(request)
            return False
        if fault.kind == "half a batch":
            self._forward(half_of(request))
            return False
        if fault.kind == "dies at work":
            answer = self._forward(request, ("X-Dies-At", HOOKS.get(request.sort, "shutdown")))
            connection.sendall(answer.head() + answer.body)
            return True
        answer = self._forward(request) if when != "before" else Answer(200, (), b"")
        if what == "slow":
            time.sleep(self.timeout + fault.seconds)
        spoilt = _spoilt(what, answer)
        connection.sendall(spoilt)
        return False

    def _refuse(self, seconds: float) -> None:
        """Nobody listens for a while."""
        self._shut()
        time.sleep(seconds)
        if not self._over:
            self._listen()


def _spoilt(what: str, answer: Answer) -> bytes:
    """The bytes that come back instead of the site's answer."""
    if what == "slow":
        return answer.head() + answer.body
    if what == "short":
        return answer.head(len(answer.body) + 64) + answer.body[: len(answer.body) // 2]
    if what == "page":
        return _closing(200, PAGE)
    if what == "empty":
        return _closing(200, b"")
    return _closing(int(what), PAGE) if what.isdigit() else b""


def _closing(status: int, body: bytes) -> bytes:
    waiting = (("Retry-After", "1"),) if status in (429, 503) else ()
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Connection", "close"), *waiting)
    answer = Answer(status, headers, body)
    return answer.head() + body


def _read(stream: BinaryIO) -> Request | None:
    """The next request of a connection; None at its end."""
    line = stream.readline().decode("latin-1")
    if not line:
        return None
    method, target, _ = line.split(" ", 2)
    headers = []
    while (text := stream.readline().decode("latin-1").strip()) != "":
        name, _, value = text.partition(":")
        headers.append((name, value.strip()))
    length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
    return sorted_out(method, target, tuple(headers), stream.read(length))


def _look_away(_moment: str, _number: int) -> None:
    """Nobody watches."""


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
