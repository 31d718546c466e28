"""Connections to the very address that was looked at: a name that means another machine a moment later changes nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import Any

from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from wp_portraits.http.patience import Pools, Punctual, PunctualTLS, pools_of
from wp_portraits.links.guard import Barred, Network, why_barred

Machine = tuple[Any, ...]
"""What :func:`socket.getaddrinfo` tells of one: family, kind, protocol, name, address."""


def guarded(permitted: Sequence[Network]) -> Pools:
    """Connections to public machines and to those of the permitted networks; Barred is raised instead of any other."""

    class _Guarded(Punctual):
        def _new_conn(self) -> socket.socket:
            seconds = float(self.timeout or 0)
            until = time.monotonic() + seconds
            try:
                machines = public_machines(self._dns_host, self.port, seconds, permitted)
                return _connected(machines, until, self.socket_options)
            except socket.gaierror as problem:
                raise NameResolutionError(self.host, self, problem) from problem
            except TimeoutError as problem:
                raise ConnectTimeoutError(self, f"no connection within {seconds:g} s") from problem
            except OSError as problem:
                raise NewConnectionError(self, str(problem)) from problem

    class _GuardedTLS(_Guarded, PunctualTLS):
        pass

    return pools_of(_Guarded, _GuardedTLS)


def public_machines(host: str, port: int, seconds: float, permitted: Sequence[Network]) -> list[Machine]:
    """The machines ``host`` means that may be asked; Barred when none of them may.

    Raises socket.gaierror for a name that means none, TimeoutError when the name server takes too long.
    """
    machines = _looked_up(host, port, seconds)
    reasons = [why_barred(machine[4][0], permitted) for machine in machines]
    allowed = [machine for machine, reason in zip(machines, reasons, strict=True) if not reason]
    if not allowed:
        address = str(machines[0][4][0])
        means = address if address == host.strip("[]") else f"{host} ({address})"
        raise Barred(f"{means} belongs to {reasons[0]}")
    return allowed


def _looked_up(host: str, port: int, seconds: float) -> list[Machine]:
    """Ask the name server from a thread of its own: the C library has time-outs of its own, and long ones."""
    told: SimpleQueue[list[Machine] | Exception] = SimpleQueue()

    def look() -> None:
        try:
            told.put(list(socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)))
        except UnicodeError:
            told.put(socket.gaierror(socket.EAI_NONAME, "not a name of a host"))
        except Exception as problem:
            told.put(problem)

    threading.Thread(target=look, name="name server", daemon=True).start()
    try:
        found = told.get(timeout=seconds)
    except Empty:
        raise TimeoutError("the name server does not answer") from None
    if isinstance(found, Exception):
        raise found
    return found


def _connected(machines: Sequence[Machine], until: float, options: Any) -> socket.socket:
    """A connection to the first machine that takes one; each gets its share of the time that is left."""
    problem: OSError = OSError("the name means no machine")
    for place, (family, kind, protocol, _, address) in enumerate(machines):
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        connection = socket.socket(family, kind, protocol)
        try:
            for option in options or ():
                connection.setsockopt(*option)
            connection.settimeout(left / (len(machines) - place))
            connection.connect(address)
            connection.settimeout(max(until - time.monotonic(), 0.001))
        except OSError as refused:
            connection.close()
            problem = refused
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise problem
