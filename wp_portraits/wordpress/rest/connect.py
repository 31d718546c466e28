"""From an address and a header to a site."""

from __future__ import annotations

import time
from collections.abc import Callable

from wp_portraits.wordpress.parallel import GENTLE
from wp_portraits.wordpress.rest.client import Client
from wp_portraits.wordpress.rest.root import Root
from wp_portraits.wordpress.rest.site import RestSite
from wp_portraits.wordpress.session import Session, silent


def connect(
    url: str,
    authorization: str,
    *,
    timeout: float = 30.0,
    insecure: bool = False,
    rest_root: str | None = None,
    log: Callable[[str], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
    workers: int = GENTLE,
) -> RestSite:
    """The site at ``url``, signed in with the header ``authorization``. Nothing is sent before the first call.

    ``rest_root`` spares the search for its API; ``timeout`` in seconds; ``insecure`` accepts plain http to another
    machine; ``workers``: requests at the same time; ``log`` gets a line a request, without secrets. ConfigurationError
    when an address cannot be used.
    """
    home = url.rstrip("/").removesuffix("/wp-json")
    trusted = [rest_root] if rest_root else []
    session = Session(
        home,
        authorization,
        timeout=timeout,
        insecure=insecure,
        log=log or silent,
        trusted=trusted,
        sleep=sleep,
        workers=workers,
    )
    return RestSite(Client(session, home, Root(rest_root) if rest_root else None, workers), authorization)
