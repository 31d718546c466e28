"""What an exception of requests or urllib3 means: they wrap one another, and the telling one often stands inside."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import Final

import requests
from urllib3 import exceptions as urllib3

KINDS: Final[dict[type[Exception], str]] = {
    requests.RequestException: "cut",
    requests.HTTPError: "cut",
    requests.ConnectionError: "connection",
    requests.exceptions.ProxyError: "proxy",
    requests.exceptions.SSLError: "tls",
    requests.Timeout: "late",
    requests.ConnectTimeout: "no connection in time",
    requests.ReadTimeout: "late",
    requests.URLRequired: "address",
    requests.exceptions.MissingSchema: "address",
    requests.exceptions.InvalidSchema: "address",
    requests.exceptions.InvalidURL: "address",
    requests.exceptions.InvalidHeader: "header",
    requests.exceptions.InvalidProxyURL: "proxy address",
    requests.TooManyRedirects: "redirects",
    requests.exceptions.ChunkedEncodingError: "cut",
    requests.exceptions.ContentDecodingError: "garbled",
    requests.exceptions.InvalidJSONError: "garbled",
    requests.exceptions.JSONDecodeError: "garbled",
    requests.exceptions.StreamConsumedError: "cut",
    requests.exceptions.RetryError: "cut",
    requests.exceptions.UnrewindableBodyError: "cut",
}
"""What each of requests' exceptions means to us."""


_CUT: Final = (IncompleteRead, RemoteDisconnected)
"""Those of http.client's exceptions that mean a cut connection; the others mean that what came is no HTTP."""


def kind_of(problem: Exception) -> str:
    """One of the words of :data:`KINDS`, or "refused" (no connection was made), "no HTTP" (what came is none) or "SOCKS"
    (a proxy of that kind, without the package that requests needs for it)."""
    if isinstance(problem, requests.exceptions.InvalidSchema) and "SOCKS" in str(problem):
        return "SOCKS"
    causes = list(causes_of(problem))
    named = next((KINDS[kind] for kind in type(problem).__mro__ if kind in KINDS), "cut")
    if any("handshake" in str(cause) for cause in causes if isinstance(cause, TimeoutError)):
        return "tls"
    if any(isinstance(cause, HTTPException) and not isinstance(cause, _CUT) for cause in causes):
        return "no HTTP"
    if named != "connection":
        return named
    signs: tuple[tuple[type[Exception], str], ...] = (
        (urllib3.NewConnectionError, "refused"),
        (urllib3.LocationParseError, "address"),
        (urllib3.ReadTimeoutError, "late"),
        (TimeoutError, "late"),
    )
    return next((sign for kind, sign in signs if any(isinstance(cause, kind) for cause in causes)), "cut")


def causes_of(problem: BaseException) -> Iterator[BaseException]:
    """The exception and everything wrapped in it, each once."""
    waiting, seen = [problem], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = (current.__cause__, current.__context__, getattr(current, "reason", None), *current.args)
        waiting += [cause for cause in inner if isinstance(cause, BaseException)]


def mistrust(problem: BaseException) -> str:
    """Why a certificate is not trusted, in OpenSSL's words; empty where that is not the matter."""
    causes = causes_of(problem)
    return next((cause.verify_message for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), "")
