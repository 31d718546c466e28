"""Where a site's REST API is, and the addresses of its routes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from wp_portraits.errors import NonsenseAnswer, NotFound, SiteError
from wp_portraits.wordpress.addresses import shown
from wp_portraits.wordpress.answer import Answer
from wp_portraits.wordpress.refusals import refusal
from wp_portraits.wordpress.session import Session

Parameters = Mapping[str, Any]

_LINK: Final = re.compile(r"""<([^<>]+)>\s*;[^,<>]*\brel=["']?https://api\.w\.org/["']?""")
"""https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/"""

_PLACES: Final = ("wp-json/", "?rest_route=/", "index.php?rest_route=/")
"""Where WordPress serves its API: with permalinks; without; on a server that does not know index.php for an index."""


@dataclass(frozen=True, slots=True)
class Root:
    """The API's address: ``…/wp-json/`` or ``…/?rest_route=/``."""

    url: str

    def address(self, route: str, parameters: Parameters | None = None) -> str:
        """The address of a route such as ``wp/v2/posts``. Commas stay commas, which halves a list of numbers."""
        query = urlencode(parameters or {}, safe=",/:")
        if "rest_route=" in self.url:
            return f"{self.url.rstrip('/')}/{route}" + (f"&{query}" if query else "")
        return f"{self.url.rstrip('/')}/{route}" + (f"?{query}" if query else "")


def usual_root(home: str) -> Root:
    """Where the API is on most sites."""
    return Root(f"{home}/{_PLACES[0]}")


def speaks(answer: Answer) -> bool:
    """Whether it is the API that answered: JSON, or its own words for an error."""
    if not 200 <= answer.status < 300:
        return answer.problem() is not None
    return not answer.is_page and answer.body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")


def moved(root: Root, asked: str, answer: Answer) -> Root | None:
    """The root after a redirect: what changed in the host must change in it. None when the path changed as well."""
    before, after = urlsplit(asked), urlsplit(answer.url)
    if before.path != after.path or before.query != after.query:
        return None
    return Root(urlunsplit((after.scheme, after.netloc, *urlsplit(root.url)[2:])))


def find_root(session: Session, home: str) -> Root:
    """Look for the API: the page's own word (the header Link), then the usual places.

    Raises NotFound when there is none, or the SiteError of the place that came nearest to an answer.
    """
    page = session.send("HEAD", f"{home}/")
    if page.status in {403, 404, 405, 501}:
        page = session.send("GET", f"{home}/")
    told = _LINK.search(page.headers.get("link", ""))
    if told:
        return Root(_no_less_secure(page.url, urljoin(page.url, told[1])))
    if page.status >= 400 and page.status not in {403, 404}:
        raise refusal(page)
    return _try_places(session, home, page)


def _no_less_secure(page: str, link: str) -> str:
    """Sites behind a proxy often give their own address as http, though they are reached over https."""
    here, there = urlsplit(page), urlsplit(link)
    if (here.scheme, there.scheme, here.hostname) == ("https", "http", there.hostname):
        return urlunsplit(("https", here.netloc, *there[2:]))
    return link


def _try_places(session: Session, home: str, page: Answer) -> Root:
    base = urlunsplit((*urlsplit(page.url)[:3], "", "")).rstrip("/")
    nearest: SiteError | None = None
    for place in _PLACES:
        root = Root(f"{base}/{place}")
        answer = session.send("GET", root.address("", {"_fields": "namespaces"}))
        if speaks(answer) and answer.status < 300 and "wp/v2" in str(_namespaces(answer)):
            return root
        nearest = nearest or _near_miss(answer)
    raise nearest or NotFound(
        f"There is no WordPress REST API at {shown(home)}",
        hint="Check WP_URL: the address of the site's home page. If its API lies elsewhere, set WP_REST_ROOT.",
    )


def _namespaces(answer: Answer) -> object:
    index = answer.json()
    return index.get("namespaces") if isinstance(index, dict) else None


def _near_miss(answer: Answer) -> SiteError | None:
    """What an answer says that is neither the API nor merely absent: a refusal, a broken answer."""
    if answer.status == 404 or (answer.status < 300 and answer.is_page):
        return None
    if answer.status >= 300:
        return refusal(answer)
    try:
        answer.json()
    except NonsenseAnswer as error:
        return error
    return None
