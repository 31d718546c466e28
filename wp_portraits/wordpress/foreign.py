"""From what requests and urllib3 raise to our own tree: no exception of theirs leaves the session."""

from __future__ import annotations

import socket
from http.client import HTTPException, LineTooLong

from urllib3 import exceptions as urllib3

from wp_portraits.errors import ConfigurationError, Failure, NoAnswer, NonsenseAnswer, Redirected, Unreachable
from wp_portraits.http.kinds import causes_of, kind_of, mistrust


def translate(problem: Exception, place: str, host: str, seconds: float) -> tuple[Failure, bool]:
    """Our exception for one that came while asking ``place``, and whether asking again could help."""
    kind = kind_of(problem)
    if kind in {"late", "no connection in time"}:
        return _late(kind, place, host, seconds), False
    if kind == "tls":
        return _tls(problem, host), False
    if kind == "refused":
        return _refused(problem, host), True
    if kind == "no HTTP":
        return _no_http(problem, place), False
    if kind == "cut":
        return _cut(place), True
    return _ours(kind, place, host), False


def _cut(place: str) -> Failure:
    hint = "The server or a proxy broke off. If it happens again, look at the site's PHP error log."
    return NoAnswer(f"{place}: the connection was cut before the answer was complete.", hint=hint)


def _no_http(problem: Exception, place: str) -> Failure:
    """http.client takes 100 headers of 65,536 bytes and nothing that does not begin with HTTP/1."""
    causes = [cause for cause in causes_of(problem) if isinstance(cause, HTTPException)]
    long = any(isinstance(cause, LineTooLong) or "headers" in str(cause) for cause in causes)
    why = "the headers of the answer are too long or too many" if long else "the answer is not HTTP"
    hint = "Is something else at this address, or does a proxy spoil the answers? Does WP_URL name the right port?"
    return NonsenseAnswer(f"{place}: {why}.", hint=hint)


def _late(kind: str, place: str, host: str, seconds: float) -> Failure:
    hint = f"The site is slow or stuck. WP_TIMEOUT sets the seconds to wait (now {seconds:g})."
    if kind == "late":
        return NoAnswer(f"{place}: no complete answer within {seconds:g} s.", hint=hint)
    return Unreachable(f"{host} does not accept a connection within {seconds:g} s.", hint=hint)


def _tls(problem: Exception, host: str) -> Failure:
    stated = mistrust(problem)
    if stated:
        hint = "Have the site's certificate renewed. For an authority of your own, set REQUESTS_CA_BUNDLE to its file."
        return Unreachable(f"The certificate of {host} cannot be trusted: {stated}.", hint=hint)
    hint = "Does the site speak https on this port? Compare WP_URL with the address in your browser."
    return Unreachable(f"No secure connection to {host} (TLS failed).", hint=hint)


def _refused(problem: Exception, host: str) -> Failure:
    causes = list(causes_of(problem))
    if any(isinstance(cause, socket.gaierror | urllib3.NameResolutionError) for cause in causes):
        return Unreachable(f"The name {host} is unknown (DNS).", hint="Is WP_URL spelt right? Is this machine online?")
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        hint = "Is the web server running? Does WP_URL name the right port?"
        return Unreachable(f"{host} refuses the connection.", hint=hint)
    number = next((cause for cause in causes if isinstance(cause, OSError) and cause.strerror), None)
    why = f" ({number.strerror})" if number is not None else ""
    return Unreachable(f"{host} cannot be reached{why}.", hint="Is this machine online? Is the site?")


def _ours(kind: str, place: str, host: str) -> Failure:
    if kind == "garbled":
        hint = "A proxy or plugin may spoil the answers; ask the host."
        return NonsenseAnswer(f"{place}: the answer is compressed wrongly and cannot be read.", hint=hint)
    if kind == "redirects":
        return Redirected(f"{place}: the site redirects in a circle.", hint="Open WP_URL in a browser.")
    if kind in ("proxy", "SOCKS", "proxy address"):
        return _proxy(kind, host)
    if kind == "header":
        hint = "Look for line breaks or odd characters in WP_USERNAME, WP_APP_PASSWORD and WP_BEARER_TOKEN."
        return ConfigurationError("The user name, password or token cannot be sent in a header.", hint=hint)
    return ConfigurationError(f"“{host}” cannot be the address of a site.", hint="Check WP_URL.")


def _proxy(kind: str, host: str) -> Failure:
    if kind == "proxy":
        hint = "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY."
        return Unreachable(f"The proxy on the way to {host} does not let us through.", hint=hint)
    if kind == "SOCKS":
        hint = "pip install PySocks; or name another one in HTTP_PROXY and HTTPS_PROXY, and none in ALL_PROXY."
        return ConfigurationError("The proxy speaks SOCKS, for which the package PySocks is missing.", hint=hint)
    return ConfigurationError("The proxy's address is not valid.", hint="Check HTTP_PROXY and HTTPS_PROXY.")
