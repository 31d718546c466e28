"""From an address, a user and a password to a site."""

from __future__ import annotations

import time
from collections.abc import Callable

from wp_portraits.errors import ConfigurationError
from wp_portraits.wordpress.parallel import GENTLE
from wp_portraits.wordpress.session import Session, silent
from wp_portraits.wordpress.wellformed import refusal_among
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.site import XmlrpcSite


def connect(
    url: str,
    username: str,
    password: str,
    *,
    timeout: float = 30.0,
    insecure: bool = False,
    log: Callable[[str], None] | None = None,
    sleep: Callable[[float], None] = time.sleep,
    endpoint: str | None = None,
    workers: int = GENTLE,
) -> XmlrpcSite:
    """The site at ``url``, each call signed with user and password. Nothing is sent before the first call.

    ``endpoint`` spares the search for its server; ``timeout`` in seconds; ``insecure`` accepts plain http to another
    machine; ``log`` gets a line a request, without secrets; ``workers``: requests at the same time. ConfigurationError when
    an address cannot be used, or when user or password hold characters that XML has no place for.
    """
    if refusal_among({"user": username, "password": password}):
        raise ConfigurationError(
            "The user name or password cannot be sent.",
            hint="Look for odd characters in WP_USERNAME and WP_APP_PASSWORD.",
        )
    home = url.rstrip("/").removesuffix("/xmlrpc.php")
    trusted = [endpoint] if endpoint else []
    # No Authorization header: WordPress would check it as well, at 60 ms a call.
    session = Session(
        home,
        "",
        timeout=timeout,
        insecure=insecure,
        log=log or silent,
        trusted=trusted,
        sleep=sleep,
        workers=workers,
    )
    return XmlrpcSite(Client(session, home, username, password, endpoint, workers))
