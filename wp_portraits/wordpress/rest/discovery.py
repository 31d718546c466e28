"""Where a site's REST API is: its own word (the Link header), then the two usual places."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

from wp_portraits.errors import NonsenseAnswer, NotFound, PermissionRefused, ServerFailure, SiteError
from wp_portraits.wordpress.rest.answers import payload
from wp_portraits.wordpress.session import Answer, Session

_RELATION: Final = re.compile(r'<([^>]+)>\s*;[^,]*rel="?https://api\.w\.org/"?')
"""https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/"""


def find_root(session: Session, home: str) -> str:
    """The address of the API's index. Raises the SiteError that says why there is none to be had."""
    page = session.read(home + "/", method="HEAD")
    if page.status in (405, 501):
        page = session.read(home + "/")
    told = _RELATION.search(page.headers.get("Link", ""))
    if told:
        return str(urljoin(page.url, told[1]))
    if page.status >= 500:
        raise ServerFailure(
            f"{home} answers {page.status}.", hint="The site itself has a problem: look at it in a browser."
        )
    return _guess(session, page, home)


def _guess(session: Session, page: Answer, home: str) -> str:
    base = page.url if page.url.startswith("http") else home
    refused: SiteError | None = None
    for place in ("wp-json/", "?rest_route=/"):
        address = urljoin(base.partition("?")[0].rstrip("/") + "/", place)
        try:
            index = payload(session.read(address))
        except (NonsenseAnswer, NotFound):
            continue
        except PermissionRefused as error:
            refused = error
            continue
        if isinstance(index, dict) and "wp/v2" in index.get("namespaces", ()):
            return address
    if refused is not None:
        raise refused
    raise NotFound(
        f"There is no WordPress REST API at {home}.",
        hint="Check WP_URL: it is the address of the site's home page. If the API lies elsewhere, set WP_REST_ROOT.",
    )
