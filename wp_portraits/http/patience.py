"""An HTTP adapter whose time-out covers the whole answer: a server that drips byte after byte does not hold us."""

from __future__ import annotations

import io
import time
from functools import partial
from http.client import HTTPResponse
from typing import Any, Final, NamedTuple, cast

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class _Timed(io.RawIOBase):
    """A socket's reading end that gives each read only the time that is left."""

    def __init__(self, sock: Any, until: float) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        if self._sock.fileno() >= 0:
            self._sock.settimeout(left)
        return cast("int | None", self._raw.readinto(buffer))

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(HTTPResponse):
    """http.client's response, reading its headers and body from a :class:`_Timed`."""

    def __init__(self, sock: Any, *positional: Any, until: float, **named: Any) -> None:
        super().__init__(sock, *positional, **named)
        self.fp.close()
        self.fp = io.BufferedReader(_Timed(sock, until))


class Punctual(HTTPConnection):
    """Counts the time-out from the moment the request has left."""

    def getresponse(self) -> Any:
        """The answer's head."""
        until = time.monotonic() + float(self.timeout or 0)
        self.response_class = partial(_TimedResponse, until=until)  # type: ignore[assignment]  # called, never subclassed
        return super().getresponse()


class PunctualTLS(Punctual, HTTPSConnection):
    """The same over TLS."""


class Pools(NamedTuple):
    """The kinds of connections that are made: in the clear, and over TLS."""

    http: type[HTTPConnectionPool]
    https: type[HTTPSConnectionPool]


def pools_of(plain: type[Punctual], over_tls: type[PunctualTLS]) -> Pools:
    """Pools of these kinds of connections."""

    class _Pool(HTTPConnectionPool):
        ConnectionCls = plain

    class _PoolTLS(HTTPSConnectionPool):
        ConnectionCls = over_tls

    return Pools(_Pool, _PoolTLS)


PATIENT: Final = pools_of(Punctual, PunctualTLS)


class PatientAdapter(HTTPAdapter):
    """requests' adapter, as many connections kept open as requests may be under way (``workers``), nothing repeated,
    the time-out a deadline for the whole answer.

    ``hosts``: how many of them connections are kept open to. ``direct``: the connections made when no proxy stands
    between.
    """

    def __init__(self, workers: int = 1, *, hosts: int = 2, direct: Pools = PATIENT) -> None:
        self._direct = direct
        super().__init__(pool_connections=hosts, pool_maxsize=workers, max_retries=0)

    def init_poolmanager(self, *positional: Any, **named: Any) -> None:
        """Make the pools of our own connections."""
        super().init_poolmanager(*positional, **named)
        self.poolmanager.pool_classes_by_scheme = self._direct._asdict()

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """The same behind a proxy; a SOCKS one has pools of its own."""
        manager = super().proxy_manager_for(proxy, **named)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = PATIENT._asdict()
        return manager
