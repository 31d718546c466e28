"""Which addresses belong to one site, which may be reached without TLS, and how an address is shown."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit, urlunsplit

from wp_portraits.errors import ConfigurationError

_SECRET_NAME = re.compile(r"pass|token|secret|nonce|key|auth|signature", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def parsed(url: str) -> SplitResult:
    """The parts of an http or https address; ConfigurationError when it is none."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise ConfigurationError(
            f"“{shown(url)}” is not an http or https address.", hint="Write WP_URL like https://blog.example.org"
        )
    return parts


def is_loopback(host: str) -> bool:
    """Whether the host is this very machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def needs_consent(url: str) -> bool:
    """Whether a password sent there could be read on its way: plain http to another machine."""
    parts = parsed(url)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def same_site(left: str, right: str) -> bool:
    """Whether ``right`` is ``left``, but for a ``www.`` before the host or http turned into https."""
    before, after = parsed(left), parsed(right)
    if (before.scheme, after.scheme) == ("https", "http"):
        return False
    if _bare(before.hostname) != _bare(after.hostname):
        return False
    ports = [parts.port or _DEFAULT_PORTS[parts.scheme] for parts in (before, after)]
    return ports[0] == ports[1] or (before.scheme != after.scheme and ports == [80, 443])


def _bare(host: str | None) -> str:
    return (host or "").lower().removesuffix(".").removeprefix("www.")


def shown(url: str) -> str:
    """The address without what could be a secret: user and password, and parameters with a telling name."""
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return printable(url.partition("?")[0].rpartition("@")[2])
    host = parts.netloc.rpartition("@")[2]
    query = "&".join(
        f"{quote(name)}={'…' if _SECRET_NAME.search(name) else quote(value, '/,:')}" for name, value in pairs
    )
    return printable(urlunsplit((parts.scheme, host, parts.path, query, "")))


def printable(text: str, limit: int = 300) -> str:
    """``text`` on one line, fit for a terminal: other control characters go, what is too long is cut."""
    line = "".join(char if char.isprintable() else " " for char in text)
    line = re.sub(r" +", " ", line).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"
