"""Ask one address: HEAD, then GET where a server does not like HEAD, redirects followed one by one."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

import requests
from requests.utils import get_environ_proxies, select_proxy
from urllib3.exceptions import HTTPError

from wp_portraits import __version__
from wp_portraits.http.bare import bare_session
from wp_portraits.http.patience import PatientAdapter
from wp_portraits.http.waiting import retry_after
from wp_portraits.links.guard import Barred, Network
from wp_portraits.links.manners import Manners
from wp_portraits.links.trouble import Trouble, trouble_of
from wp_portraits.links.wire import guarded, public_machines
from wp_portraits.model.link import Fate, Hop, LinkAnswer

USER_AGENT: Final = f"wp-portraits/{__version__} (link check)"
WORKERS: Final = 8
"""Addresses that are asked at the same time."""
MOST_HOPS: Final = 5
SHORT: Final = 5.0
"""Seconds a busy server may ask us to wait (Retry-After); one that asks for more is not asked again."""

_BUSY: Final = frozenset({429, 503})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Terms:
    """How to ask: ``timeout`` in seconds for each connection and for each answer; the networks that are permitted
    beside the public ones."""

    timeout: float = 10.0
    permitted: Sequence[Network] = ()


class _Reply(NamedTuple):
    """The head of an answer, as far as it matters."""

    status: int
    location: str
    wait: float


def silent(line: str) -> None:
    """Take a log line and drop it."""


class Asker:
    """Asks addresses, from several threads at once. ``requests`` counts what was sent. No cookie and no password ever
    leaves; proxies of the environment are used."""

    def __init__(
        self,
        terms: Terms,
        manners: Manners | None = None,
        *,
        log: Callable[[str], None] = silent,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._terms = terms
        self._manners = manners or Manners()
        self._log = log
        self._sleep = sleep
        adapter = PatientAdapter(2, hosts=4 * WORKERS, direct=guarded(terms.permitted))
        self._http = bare_session(USER_AGENT, adapter, **{"Accept-Encoding": "identity"})

    def ask(self, url: str) -> LinkAnswer:
        """What becomes of who opens ``url`` (http or https, absolute). Never raises what the network does."""
        host = host_of(url)
        given_up = self._manners.given_up(host)
        if given_up is not None:
            self._log(f"{url} is not asked: {given_up.reason}")
            return given_up
        hops: list[Hop] = []
        while True:
            reply = self._reply(hops[-1].url if hops else url)
            if isinstance(reply, Trouble):
                answer = LinkAnswer(reply.fate, reply.reason, hops=tuple(hops))
                if reply.of_host and not hops:
                    self._manners.note(host, answer, final=reply.fate is Fate.DEAD)
                return answer
            if reply.status not in _REDIRECTS or not reply.location:
                return _judged(reply.status, hops)
            hop = Hop(reply.status, _joined(hops[-1].url if hops else url, reply.location))
            dead_end = _dead_end(url, hops, hop)
            hops.append(hop)
            if dead_end:
                return LinkAnswer(Fate.UNKNOWN, dead_end, reply.status, tuple(hops))

    def _reply(self, url: str) -> _Reply | Trouble:
        """The answer to HEAD, or to GET when that to HEAD may mean that the server does not know HEAD.

        A server that is busy and says that it will not be for long is asked once more.
        """
        reply = self._once("HEAD", url)
        if isinstance(reply, _Reply) and reply.status in _BUSY and 0 < reply.wait <= SHORT:
            self._sleep(reply.wait)
            reply = self._once("HEAD", url)
        if isinstance(reply, Trouble):
            return self._once("GET", url) if reply.again else reply
        return self._once("GET", url) if reply.status >= 400 and reply.status != 429 else reply

    def _once(self, method: str, url: str) -> _Reply | Trouble:
        host = host_of(url)
        with self._manners.turn(host):
            started = time.monotonic()
            try:
                reply = self._exchange(method, urldefrag(url).url)
            except (Barred, requests.RequestException, HTTPError, OSError, ValueError) as problem:
                trouble = trouble_of(problem, host, self._terms.timeout)
                self._log(f"{method} {url} → {trouble.reason}")
                return trouble
            self._log(f"{method} {url} → {reply.status}, {round((time.monotonic() - started) * 1000)} ms")
            return reply

    def _exchange(self, method: str, url: str) -> _Reply:
        """Send one request and read the head of its answer; the body is left where it is."""
        self._look_past_the_proxy(url)
        with self._http.request(
            method, url, timeout=self._terms.timeout, allow_redirects=False, stream=True
        ) as response:
            wait = retry_after(response.headers.get("Retry-After", ""), datetime.now(UTC))
            return _Reply(response.status_code, _decoded(response.headers.get("Location", "")), wait)

    def _look_past_the_proxy(self, url: str) -> None:
        """A proxy connects for us, so its target is looked at before; a name only the proxy knows is left to it."""
        if select_proxy(url, get_environ_proxies(url)) is None:
            return
        try:
            public_machines(urlsplit(url).hostname or "", 0, self._terms.timeout, self._terms.permitted)
        except OSError:
            return


def host_of(url: str) -> str:
    """The host and port of an address, in small letters; empty where there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _judged(status: int, hops: Sequence[Hop]) -> LinkAnswer:
    """What the last status means."""
    if status in _GONE:
        return LinkAnswer(Fate.DEAD, f"it is answered {status}", status, tuple(hops))
    if 500 <= status < 600 or status == 408:
        return LinkAnswer(Fate.UNKNOWN, f"the server is in trouble (status {status})", status, tuple(hops))
    if status >= 400:
        return LinkAnswer(Fate.SHUT, f"it is shut to programs (status {status})", status, tuple(hops))
    return LinkAnswer(Fate.ALIVE, "", status, tuple(hops))


def _dead_end(url: str, hops: Sequence[Hop], hop: Hop) -> str:
    """Why a redirect is not followed; empty for one that is."""
    if urlsplit(hop.url).scheme not in ("http", "https"):
        return "it redirects to what is no web address"
    if any(urldefrag(hop.url).url == urldefrag(before).url for before in (url, *(each.url for each in hops))):
        return "it redirects in a circle"
    return f"it redirects more than {MOST_HOPS} times" if len(hops) >= MOST_HOPS else ""


def _decoded(location: str) -> str:
    """A Location as meant: http.client takes headers for Latin-1, servers write UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8").strip()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return location.strip()


def _joined(source: str, target: str) -> str:
    """The whole address a redirect names, without user and password; as it stands there, when it is none."""
    try:
        parts = urlsplit(urljoin(source, target))
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:
        return f"invalid: {target}"
