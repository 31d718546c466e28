"""What it says of an address when no answer came: no exception of requests or urllib3 leaves this room."""

from __future__ import annotations

import socket
from typing import Final, NamedTuple

from urllib3.exceptions import NameResolutionError

from wp_portraits.http.kinds import causes_of, kind_of, mistrust
from wp_portraits.links.guard import Barred
from wp_portraits.model.link import Fate

_NOBODY: Final = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
"""What a name server says of a name nobody has; anything else means that it could not say."""

_REASONS: Final = {
    "no HTTP": "what comes back is not HTTP",
    "address": "it cannot be put into a request",
    "proxy": "the proxy on the way does not let us through",
    "SOCKS": "the proxy speaks SOCKS, for which the package PySocks is missing",
    "proxy address": "the address of the proxy (HTTP_PROXY, HTTPS_PROXY) is not valid",
}


class Trouble(NamedTuple):
    """Why there is no answer. ``of_host``: the host's other addresses would fare the same.

    ``again``: another kind of request may be answered all the same.
    """

    fate: Fate
    reason: str
    of_host: bool = False
    again: bool = False


def trouble_of(problem: Exception, host: str, seconds: float) -> Trouble:
    """What an exception that came while asking ``host`` means."""
    if isinstance(problem, Barred):
        return Trouble(Fate.BARRED, str(problem))
    unknown = next((cause for cause in causes_of(problem) if isinstance(cause, socket.gaierror)), None)
    if unknown is not None or any(isinstance(cause, NameResolutionError) for cause in causes_of(problem)):
        return _nameless(unknown, host)
    kind = kind_of(problem)
    if kind in ("late", "no connection in time"):
        return Trouble(Fate.UNKNOWN, f"no answer within {seconds:g} s", of_host=True, again=kind == "late")
    if kind == "tls":
        why = mistrust(problem)
        reason = f"the certificate of {host} cannot be trusted ({why})" if why else f"no secure connection to {host}"
        return Trouble(Fate.UNKNOWN, reason, of_host=True)
    if kind == "refused":
        return Trouble(Fate.UNKNOWN, _refusal(problem, host), of_host=True)
    reason = _REASONS.get(kind, "the connection was cut before the answer")
    return Trouble(Fate.UNKNOWN, reason, again=kind not in ("address", "proxy", "SOCKS", "proxy address"))


def _nameless(problem: socket.gaierror | None, host: str) -> Trouble:
    if problem is not None and problem.errno in _NOBODY:
        return Trouble(Fate.DEAD, f"there is no host {host}", of_host=True)
    return Trouble(Fate.UNKNOWN, f"the name {host} cannot be looked up just now", of_host=True)


def _refusal(problem: Exception, host: str) -> str:
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes_of(problem)):
        return f"{host} refuses the connection"
    return f"{host} cannot be reached"
