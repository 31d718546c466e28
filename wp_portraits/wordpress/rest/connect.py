"""From an address and a header to a site."""

from __future__ import annotations

from collections.abc import Callable

from wp_portraits.wordpress.rest.calls import Calls
from wp_portraits.wordpress.rest.discovery import find_root
from wp_portraits.wordpress.rest.site import RestSite
from wp_portraits.wordpress.session import Session


def connect(
    url: str,
    authorization: str,
    *,
    timeout: float = 30.0,
    insecure: bool = False,
    rest_root: str | None = None,
    log: Callable[[str], None] | None = None,
) -> RestSite:
    """The site at ``url``, signed in with the header ``authorization``; any SiteError when it cannot be reached.

    ``rest_root`` spares the search for its API; ``timeout`` in seconds; ``log`` gets a line a request, without secrets.
    """
    session = Session(url, authorization, timeout=timeout, insecure=insecure, log=log)
    return RestSite(Calls(session, rest_root or find_root(session, url)))
