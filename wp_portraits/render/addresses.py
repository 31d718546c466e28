"""Addresses that may stand in a page: nothing that runs, nothing that breaks out of an attribute."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

SCHEMES = frozenset(("http", "https", "mailto", "tel", "sms", "xmpp", "ftp", "ftps", "webcal"))
"""The schemes a link may have; WordPress's kses keeps all of them (``wp_allowed_protocols``)."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_STRIPPED = re.compile(r"[\x00-\x1f\x7f]")
_ENCODED = re.compile(r"[\s\"<>`{}|\\^\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_ENTITY_LIKE = re.compile(r"(&(?:[A-Za-z0-9]+|#[0-9]+|#x[A-Fa-f0-9]+));")
_AUTHORITY = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*")


@lru_cache(maxsize=4096)
def safe_address(address: str) -> str:
    """``address``, ready for an attribute and free of brackets; ``""`` when its scheme is not one of :data:`SCHEMES`.

    Browsers skip control characters inside an address, so they go before the scheme is looked at. What may not stand
    in an address is percent-encoded; letters beyond ASCII stay as they are.
    Remembered, because portraits of a series lead to each other and to the same places.
    """
    address = _STRIPPED.sub("", address).strip()
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in SCHEMES:
        return ""
    address = _ENCODED.sub(lambda found: quote(found[0], safe=""), address)
    address = _ENTITY_LIKE.sub(r"\1%3B", address)
    if "[" not in address and "]" not in address:
        return address
    authority = _AUTHORITY.match(address)
    end = authority.end() if authority else 0
    return address[:end] + address[end:].replace("[", "%5B").replace("]", "%5D")


def picture_address(address: str) -> str:
    """A picture's address elsewhere (http, https or from the site's root), made safe; ``""`` for anything else."""
    safe = safe_address(address)
    return safe if safe.startswith(("http://", "https://", "/")) else ""
