"""Addresses that lead to the same place."""

from __future__ import annotations

import re
from functools import lru_cache

_BEFORE = re.compile(r"https?://(?:www\.)?|mailto:", re.IGNORECASE)


@lru_cache(maxsize=8192)
def same_place(url: str) -> str:
    """What two addresses of one place have in common: neither scheme, ``www.``, final slash nor fragment, the host in
    small letters.
    """
    rest = _BEFORE.sub("", url.strip(), count=1).partition("#")[0]
    host, slash, path = rest.partition("/")
    return (host.lower() + slash + path).rstrip("/")
