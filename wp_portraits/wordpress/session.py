"""The one requests.Session: time-outs, limits, no surprises on redirects, errors in our own words, no secret anywhere.

requests and urllib3 are known to this module only.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
import urllib3

from wp_portraits import __version__
from wp_portraits.errors import (
    ConfigurationError,
    NoAnswer,
    Redirected,
    SiteError,
    Unreachable,
)

MAX_BODY: Final = 64 * 1024 * 1024
"""Bytes of a decoded answer; a gzip bomb ends here."""

MAX_REDIRECTS: Final = 5
READ_TRIES: Final = 3
RETRIED: Final = frozenset({429, 502, 503, 504})
LONGEST_WAIT: Final = 30.0
"""Seconds; a longer Retry-After is not waited for."""

_CHUNK: Final = 65_536
_LOOPBACK: Final = re.compile(r"(localhost|.*\.localhost|127(\.\d+){3}|::1)\Z")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``url`` is where it came from after redirects, ``body`` is decoded (gzip) and whole."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as UTF-8 text; what is not UTF-8 is replaced."""
        return self.body.decode("utf-8-sig", "replace")


class Session:
    """Sends requests to one site, signed in.

    ``authorization`` is the whole header value; it goes to ``home``'s host only. ``timeout`` in seconds is for
    connecting, for each silence, and, tripled, for the whole answer. ``log`` receives a line a request, without
    secrets. ``sleep`` waits.
    """

    def __init__(
        self,
        home: str,
        authorization: str,
        *,
        timeout: float,
        insecure: bool = False,
        log: Callable[[str], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.requests = 0
        self._authorization = authorization
        self._timeout = timeout
        self._insecure = insecure
        self._log = log
        self._sleep = sleep
        self._hosts = {urlsplit(home).hostname}
        self._session = requests.Session()
        self._session.trust_env = True
        self._session.auth = _no_netrc
        self._session.headers.update(
            {"User-Agent": f"wp-portraits/{__version__}", "Accept": "application/json, */*;q=0.5"}
        )

    def __repr__(self) -> str:
        return f"Session({', '.join(sorted(filter(None, self._hosts)))})"

    def read(self, url: str, parameters: Mapping[str, Any] | None = None, *, method: str = "GET") -> Answer:
        """Ask; redirects to the same site are followed, passing faults are met with another try."""
        for attempt in range(1, READ_TRIES + 1):
            last = attempt == READ_TRIES
            try:
                answer = self._follow(method, url, parameters)
            except (NoAnswer, Unreachable):
                if last:
                    raise
                self._sleep(0.5 * attempt)
                continue
            wait = _wait(answer, attempt)
            if answer.status not in RETRIED or last or wait > LONGEST_WAIT:
                return answer
            self._sleep(wait)
        raise AssertionError  # the loop returns or raises

    def write(
        self,
        url: str,
        *,
        json: object = None,
        form: Mapping[str, str] | None = None,
        file: tuple[str, bytes, str] | None = None,
    ) -> Answer:
        """Post, once; a redirect is an error, since it would turn the write into a read."""
        body: dict[str, Any] = {"json": json} if file is None else {"data": form, "files": {"file": file}}
        answer = self._send("POST", url, None, **body)
        if answer.status in _REDIRECTS:
            raise Redirected(
                f"{_shown(url)} redirects to {_shown(answer.headers.get('Location', '?'))}; nothing was written.",
                hint="Set WP_URL to the address the site really has (https, with or without www).",
            )
        return answer

    def _follow(self, method: str, url: str, parameters: Mapping[str, Any] | None) -> Answer:
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._send(method, url, parameters)
            target = answer.headers.get("Location", "")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url, parameters = urljoin(answer.url, target), None
            self._accept_redirect(answer.url, url)
        raise Redirected(
            f"{_shown(url)} redirects in circles.", hint="Check WP_URL and the site's own address settings."
        )

    def _accept_redirect(self, source: str, target: str) -> None:
        """Our credentials go to the same site only (with or without www), and never from https to http."""
        one, other = urlsplit(source), urlsplit(target)
        same = _bare(one.hostname) == _bare(other.hostname)
        if not same or (one.scheme == "https" and other.scheme != "https"):
            raise Redirected(
                f"{_shown(source)} redirects to {_shown(target)}, which is another site.",
                hint="If that is your site, set WP_URL to its address.",
            )
        self._hosts.add(other.hostname)

    def _send(self, method: str, url: str, parameters: Mapping[str, Any] | None, **body: Any) -> Answer:
        self._refuse_plain_http(url)
        headers = {"Authorization": self._authorization} if urlsplit(url).hostname in self._hosts else {}
        begun = time.monotonic()
        self.requests += 1
        status = "no answer"
        try:
            with self._session.request(
                method,
                url,
                params=parameters,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
                **body,
            ) as response:
                status = str(response.status_code)
                content = self._body(response, begun + 3 * self._timeout)
                return Answer(response.url, response.status_code, response.headers, content)
        except (requests.RequestException, urllib3.exceptions.HTTPError, UnicodeError) as error:
            raise translated(error, url, self._timeout) from None
        finally:
            self._told(f"{method} {_shown(url)} → {status}, {(time.monotonic() - begun) * 1000:.0f} ms")

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        parts, size = [], 0
        for part in response.iter_content(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > MAX_BODY:
                raise NoAnswer(
                    f"{_shown(response.url)} answers with more than {MAX_BODY // 1024**2} MB.",
                    hint="That is no WordPress API.",
                )
            if time.monotonic() > deadline:
                raise NoAnswer(
                    f"{_shown(response.url)} did not finish its answer within {3 * self._timeout:.0f} seconds.",
                    hint="Try again later, or raise WP_TIMEOUT.",
                )
        return b"".join(parts)

    def _told(self, line: str) -> None:
        if self._log is not None:
            self._log(line)

    def _refuse_plain_http(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not self._insecure and not _LOOPBACK.match(parts.hostname or ""):
            raise ConfigurationError(
                f"{_shown(url)} is plain http: the password would travel readable to everybody on the way.",
                hint="Set WP_URL to the https:// address; if the site has none, --insecure sends it all the same.",
            )


def translated(error: Exception, url: str, timeout: float) -> SiteError:
    """An exception of requests or urllib3 in our own words; its own text may hold secrets and is not repeated."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    for kinds, exit_class, message, hint in _CAUSES:
        if isinstance(error, kinds) and (exit_class is not NoAnswer or not _never_sent(error)):
            return exit_class(message.format(host=host, timeout=timeout), hint=hint)
    if _name_unknown(error):
        return Unreachable(f"There is no host {host}.", hint="Check WP_URL, and your connection to the Internet.")
    return Unreachable(f"{host} does not accept a connection.", hint="Check WP_URL, and whether the site is up.")


_CAUSES: tuple[tuple[tuple[type[Exception], ...], type[SiteError], str, str], ...] = (
    (
        (requests.exceptions.ConnectTimeout,),
        Unreachable,
        "{host} did not accept a connection within {timeout:g} seconds.",
        "Check WP_URL, and whether the site is up.",
    ),
    (
        (requests.exceptions.SSLError,),
        Unreachable,
        "{host} has no valid certificate for https.",
        "Look at the site in a browser; its certificate may have expired or belong to another name.",
    ),
    (
        (requests.exceptions.ProxyError,),
        Unreachable,
        "The proxy on the way to {host} refuses the connection.",
        "Check HTTPS_PROXY and HTTP_PROXY.",
    ),
    (
        (
            requests.exceptions.InvalidURL,
            requests.exceptions.InvalidSchema,
            requests.exceptions.MissingSchema,
            requests.exceptions.InvalidHeader,
            UnicodeError,
            urllib3.exceptions.LocationParseError,
        ),
        Unreachable,
        "{host} cannot be asked: the address or a header is malformed.",
        "Check WP_URL and the user name and password for stray characters.",
    ),
    (
        (requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError),
        NoAnswer,
        "{host} took the request and did not answer within {timeout:g} seconds.",
        "Run the command again: it looks first at what the site has done. Or raise WP_TIMEOUT.",
    ),
    (
        (
            requests.exceptions.ChunkedEncodingError,
            requests.exceptions.ContentDecodingError,
            requests.exceptions.StreamConsumedError,
            requests.exceptions.UnrewindableBodyError,
            requests.exceptions.ConnectionError,
            urllib3.exceptions.HTTPError,
        ),
        NoAnswer,
        "{host} cut its answer short.",
        "Run the command again: it looks first at what the site has done.",
    ),
)


def _never_sent(error: BaseException) -> bool:
    """Whether the connection was never made (urllib3's NewConnectionError and its kin)."""
    return any(
        isinstance(cause, (urllib3.exceptions.NewConnectionError, urllib3.exceptions.NameResolutionError))
        for cause in _causes(error)
    )


def _name_unknown(error: BaseException) -> bool:
    return any(isinstance(cause, urllib3.exceptions.NameResolutionError) for cause in _causes(error))


def _causes(error: BaseException) -> list[BaseException]:
    """The exception and everything it was made from: arguments, reasons and contexts."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return seen


def _wait(answer: Answer, attempt: int) -> float:
    """Seconds to wait before the next try: Retry-After when it is a number, else a little more each time."""
    asked = answer.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() else 1.0 * attempt


def _bare(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")


def _shown(url: str) -> str:
    """An address without user, password and the values of its query."""
    parts = urlsplit(url)
    query = re.sub(r"=[^&]*", "=…", parts.query) if "rest_route" not in parts.query else parts.query.partition("&")[0]
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps requests from sending what ~/.netrc says: we sign in ourselves."""
    return request
