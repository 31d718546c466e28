"""The one HTTP session: time-outs, size limits, redirects, retries of reads, and nobody else's exceptions.

A request either comes back as a whole :class:`~wp_portraits.wordpress.answer.Answer`, whatever its status, or raises
one of :mod:`wp_portraits.errors`. What a status means, :mod:`wp_portraits.wordpress.refusals` says.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Final
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from wp_portraits import __version__
from wp_portraits.errors import ConfigurationError, Failure, Redirected, TooMuch
from wp_portraits.http.bare import bare_session
from wp_portraits.http.patience import PatientAdapter
from wp_portraits.http.waiting import retry_after
from wp_portraits.wordpress.addresses import needs_consent, parsed, same_site, shown
from wp_portraits.wordpress.answer import Answer, place_of
from wp_portraits.wordpress.foreign import translate

USER_AGENT: Final = f"wp-portraits/{__version__}"
LARGEST_ANSWER: Final = 64 * 1024 * 1024
"""Bytes, once decompressed. A hundred portraits of a megabyte do not come in one answer; a gzip bomb does."""
MOST_REDIRECTS: Final = 5
PAUSES: Final = (0.5, 1.5)
"""Seconds to wait before a read is asked for again; as many repeats as there are pauses."""
LONGEST_PAUSE: Final = 30.0
"""Seconds: a site that asks us to wait longer (Retry-After) is not asked again by this run."""
_PASSING: Final = frozenset({429, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PIECE: Final = 16384


def silent(line: str) -> None:
    """Take a log line and drop it."""


class Session:
    """Requests to one site. ``requests`` counts those sent; ``clock`` is the site's, when it answered last (ours
    before that; aware, UTC). Neither repr nor log shows a secret.

    ``base`` is WP_URL; ``trusted`` are further addresses the user named, which may get the credentials too.
    ``authorization`` is the header that signs each request; empty: none is sent (XML-RPC signs in the body).
    ``workers`` threads may use it at the same time. ``timeout`` is in seconds: for the connection, and for the whole
    answer. ``sleep`` waits between repeats.
    """

    def __init__(
        self,
        base: str,
        authorization: str,
        *,
        timeout: float = 30.0,
        insecure: bool = False,
        user_agent: str = USER_AGENT,
        log: Callable[[str], None] = silent,
        trusted: Sequence[str] = (),
        sleep: Callable[[float], None] = time.sleep,
        workers: int = 1,
    ) -> None:
        self.requests = 0
        self._counting = Lock()
        self.clock = datetime.now(UTC)
        self.timeout = timeout
        self.log = log
        self._trusted = (base, *trusted)
        self._insecure = insecure
        self._sleep = sleep
        self._signed = {"Authorization": authorization} if authorization else {}
        for url in self._trusted:
            self._check(url)
        self._http = bare_session(
            user_agent, PatientAdapter(workers), **{"Accept-Encoding": "gzip, deflate", "Connection": "keep-alive"}
        )

    def __repr__(self) -> str:
        return f"Session({shown(self._trusted[0])!r})"

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool | None = None,
    ) -> Answer:
        """Send a request and read the whole answer, whatever its status.

        ``repeatable`` (default: GET and HEAD) marks a read: it may be sent again when the connection fails or the site
        is busy for a moment. Redirects are followed for GET and HEAD only. Raises ConfigurationError, Unreachable,
        NoAnswer, Redirected or NonsenseAnswer.
        """
        pauses = list(PAUSES) if (method in {"GET", "HEAD"} if repeatable is None else repeatable) else []
        while True:
            pause = pauses.pop(0) if pauses else None
            try:
                answer = self._follow(method, url, body, headers or {})
            except Passing as passing:
                if pause is None:
                    raise passing.failure from passing.__cause__
            else:
                if pause is None or answer.status not in _PASSING:
                    return answer
                pause = max(pause, retry_after(answer.headers.get("retry-after", ""), datetime.now(UTC)))
                if pause > LONGEST_PAUSE:
                    return answer
            self._sleep(pause)

    def _follow(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._once(method, url, body, headers)
            target = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url = self._next(answer, target)
        raise Redirected(f"{place_of(method, url)}: the site redirects in a circle.", hint="Open WP_URL in a browser.")

    def _next(self, answer: Answer, target: str) -> str:
        """Where a read goes on to; Redirected for everything else."""
        address = _joined(answer.url, target)
        if answer.method in {"GET", "HEAD"} and _leads_on(answer.url, address):
            return address
        hint = f"If that is the site's real address, set WP_URL to it (WP_URL is {shown(self._trusted[0])})."
        raise Redirected(f"{answer.place} is redirected to {shown(address)}, which was not followed.", hint=hint)

    def _once(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        self._check(url)
        with self._counting:
            self.requests += 1
        started = time.monotonic()
        place = place_of(method, url)
        try:
            answer = self._exchange(method, url, body, {**headers, **self._signed})
        except (requests.RequestException, HTTPError, OSError, ValueError) as problem:
            host = parsed(url).netloc.rpartition("@")[2]
            failure, again = translate(problem, place, host, self.timeout)
            self.log(f"{method} {shown(url)} → {type(failure).__name__}, {_milliseconds(started)} ms")
            if again:
                raise Passing(failure) from problem
            raise failure from problem
        self.log(f"{method} {shown(url)} → {answer.status}, {_milliseconds(started)} ms")
        self.clock = answer.date or self.clock
        return answer

    def _exchange(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        with self._http.request(
            method, url, data=body, headers=headers, timeout=self.timeout, allow_redirects=False, stream=True
        ) as response:
            pieces = bytearray()
            for piece in response.iter_content(_PIECE):
                pieces += piece
                if len(pieces) > LARGEST_ANSWER:
                    raise _too_much(place_of(method, url))
            named = {name.lower(): value for name, value in response.headers.items()}
            return Answer(method, url, response.status_code, named, bytes(pieces))

    def _check(self, url: str) -> None:
        """Nothing leaves for another site than the user named, and no password leaves in the clear."""
        parsed(url)
        if not any(same_site(known, url) for known in self._trusted):
            raise Redirected(
                f"{shown(url)} is not on {shown(self._trusted[0])}; nothing was sent to it.",
                hint="If it belongs to the site, name it yourself: WP_URL, or WP_REST_ROOT for the API.",
            )
        if needs_consent(url) and not self._insecure:
            raise ConfigurationError(
                f"{shown(url)} is plain http: anybody on the way could read the password. Nothing was sent.",
                hint="Use https:// in WP_URL, or say --insecure if you accept it.",
            )


class Passing(Exception):
    """A failure that may pass: a read is tried again, for anything else ``failure`` is raised."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def _joined(source: str, target: str) -> str:
    """The whole address a redirect names; as it stands there, when it is none."""
    try:
        return urljoin(source, target)
    except ValueError:
        return target


def _leads_on(source: str, address: str) -> bool:
    try:
        return same_site(source, address)
    except ConfigurationError:
        return False


def _too_much(place: str) -> TooMuch:
    return TooMuch(
        f"{place}: the answer is larger than {LARGEST_ANSWER // 2**20} MB; reading stopped there.",
        hint="No WordPress API answers that much: is something else at this address?",
    )


def _milliseconds(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
