"""Web addresses: what makes one unfit for a link."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.?|\[[0-9a-fA-F:.]+\]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_UNFIT = re.compile('[\\s<>"\x00-\x1f]')


class AddressProblem(NamedTuple):
    """What is wrong with an address (a sentence) and what to do."""

    message: str
    hint: str


@lru_cache(maxsize=4096)
def address_problem(address: str) -> AddressProblem | None:
    """None when ``address`` is an absolute http or https address; else what is wrong. International addresses are
    fine.
    """
    if not _WEB.match(address):
        return _schemeless(address)
    unfit = _UNFIT.search(address)
    if unfit is not None:
        sign = "a space" if unfit.group().isspace() else f"“{unfit.group()}”"
        return AddressProblem(
            f"The address “{address}” has {sign} in it.", "Write %20 for a space, or check what was pasted."
        )
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return AddressProblem(
            f"The address “{address}” has a host or port that cannot be.", "Copy it again from the browser."
        )
    if "@" in parts.netloc:
        hint = "Remove what stands between “//” and “@”: everybody would read it."
        return AddressProblem("The address has a user name or password in it.", hint)
    if not host or not _HOST.fullmatch(
        parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc.rstrip(":")
    ):
        hint = "An address looks like https://example.org/page."
        return AddressProblem(f"The address “{address}” has no valid host.", hint)
    return None


def _schemeless(address: str) -> AddressProblem:
    """What is wrong with an address that does not begin with http:// or https://."""
    scheme = _SCHEME.match(address)
    rest = re.sub(r"^[A-Za-z]+:/*", "", address)
    if scheme is not None and "." not in scheme.group(1) and not re.match(r"[A-Za-z0-9.-]+:\d", address):
        hint = (
            f"Write https://{rest}, if that is what you mean."
            if rest and "." in rest
            else "Only http:// and https:// addresses become links."
        )
        return AddressProblem(f"The address “{address}” does not begin with https://.", hint)
    if "." in address and not re.search(r"\s", address):
        return AddressProblem(f"The address “{address}” lacks its https://.", f"Write https://{address.lstrip('/')}.")
    return AddressProblem(f"“{address}” is not a web address.", "An address looks like https://example.org/page.")
