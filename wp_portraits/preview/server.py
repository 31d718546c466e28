"""The web server of the preview: this machine alone, reading only, nothing but what is on the board."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Final, Self
from urllib.parse import unquote, urlsplit

from wp_portraits.errors import UsageError
from wp_portraits.preview.board import Board, Document
from wp_portraits.workspace.files import whole_file

HOST: Final = "127.0.0.1"
BEAT: Final = 15.0
"""Seconds after which a page that waits for changes hears from us, so that one that has gone away is noticed."""

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_USUAL: Final = 80
_NOT_OURS: Final = Document(b"This preview answers to its own address only.\n", "text/plain; charset=utf-8", 421)
_EVENTS: Final = "text/event-stream"


class PreviewServer:
    """Serves a board from the moment it is entered; ``url`` is where.

    ``port`` 0 takes any. UsageError when the port is taken.
    """

    def __init__(self, board: Board, port: int, log: Callable[[str], None]) -> None:
        self._over = Event()
        try:
            self._server = _Server((HOST, port), partial(_Handler, board, self._over, log))
        except OSError as problem:
            hint = "Name another with --port, or let --port 0 take a free one."
            raise UsageError(f"Port {port} cannot be used: {problem.strerror or problem}.", hint=hint) from problem
        self.url = f"http://{HOST}:{self._server.server_port}/"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.05,), name="preview", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is none."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection. ``over`` is set when the server ends."""

    protocol_version = "HTTP/1.1"
    server_version = "wp-portraits"
    sys_version = ""
    timeout = 60

    def __init__(self, board: Board, over: Event, log: Callable[[str], None], *connection: Any) -> None:
        self._board, self._over, self._log = board, over, log
        super().__init__(*connection)

    def do_GET(self) -> None:
        if not self._is_for_us():
            return self._send(_NOT_OURS)
        path = urlsplit(self.path).path
        if path == "/changes":
            return self._tell_changes()
        return self._send(_found(self._board, path))

    do_HEAD = do_GET  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        self._log(f"{self.address_string()} {format % args}")

    def _is_for_us(self) -> bool:
        """A page elsewhere may have its name lead to this machine (DNS rebinding); the Host header tells."""
        _, port, *_ = self.connection.getsockname()
        return self.headers.get_all("Host") in _hosts(port)

    def _send(self, document: Document) -> None:
        self._begin(document.status, document.kind, {"Content-Length": str(len(document.body))})
        if self.command != "HEAD":
            self.wfile.write(document.body)

    def _begin(self, status: int, kind: str, more: dict[str, str]) -> None:
        self.send_response(status)
        for name, text in {"Content-Type": kind, **more, **_HEADERS}.items():
            self.send_header(name, text)
        self.end_headers()

    def _tell_changes(self) -> None:
        """The version now, and each time it changes, until the page goes away."""
        self.close_connection = True
        self._begin(200, _EVENTS, {"Connection": "close"})
        version = ""
        while self.command != "HEAD" and not self._over.is_set():
            now = self._board.wait(version, BEAT)
            self.wfile.write(f"data: {now}\n\n".encode() if now != version else b": still here\n\n")
            version = now


def _hosts(port: int) -> list[list[str]]:
    """What a browser calls us: without the port where that is the usual one of http."""
    names = [HOST, "localhost"]
    return [[f"{name}:{port}"] for name in names] + [[name] for name in names if port == _USUAL]


def _found(board: Board, path: str) -> Document:
    picture = board.picture(unquote(path))
    if picture is None:
        return board.document(path)
    file, kind = picture
    with suppress(OSError):
        return Document(whole_file(file), kind)
    return board.document(path)
