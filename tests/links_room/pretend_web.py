"""A web on loopback: pages that live, moved, died or misbehave, several of them asked at the same time."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from typing import Any

from tests.wordpress.hostile import Behaviour, Hostile, replies

HERE = "127.0.0.0/8"
"""The network such a web is in; nothing of it is asked unless it is permitted."""


class PretendWeb(Hostile):
    """``pages``: by path, how to treat who asks for it; ``{"HEAD": …, "GET": …}`` where that depends on the method.

    What it does not know is answered 404. ``asked`` are the requests that came (``HEAD /a``), ``heads`` their heads;
    ``most`` is how many were under way at the same time.
    """

    def __init__(self, pages: Mapping[str, Behaviour | Mapping[str, Behaviour]], tls: ssl.SSLContext | None = None):
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.most = 0
        self._under_way = 0
        self._counting = threading.Lock()
        super().__init__(replies(404), tls=tls)

    def choose(self, request: bytes) -> Behaviour:
        method, path, _ = request.decode("latin-1").split(" ", 2)
        self.asked.append(f"{method} {path}")
        page = self.pages.get(path, replies(404))
        return page[method] if isinstance(page, Mapping) else page

    @property
    def heads(self) -> list[str]:
        return [request.decode("latin-1") for request in self.received]

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._over.is_set():
                connection.close()
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: Any) -> None:
        with self._counting:
            self._under_way += 1
            self.most = max(self.most, self._under_way)
        try:
            with connection:
                self._answer(connection)
        finally:
            with self._counting:
                self._under_way -= 1


def moved(status: int, target: str) -> Behaviour:
    """A redirect to ``target``."""
    return replies(status, Location=target)


@contextmanager
def web(pages: Mapping[str, Behaviour | Mapping[str, Behaviour]], tls: ssl.SSLContext | None = None):
    """A web of these pages, closed at the end."""
    server = PretendWeb(pages, tls)
    try:
        yield server
    finally:
        server.close()
