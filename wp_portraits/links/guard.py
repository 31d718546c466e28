"""Which machines may be asked: public ones, and those the user permits.

A draft may come from anybody. Were every address asked, a draft could make this machine knock at the doors of its own
network, where a mere GET may open something.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

from wp_portraits.errors import UsageError

Network = IPv4Network | IPv6Network

_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as networks without IPv4 write them (NAT64, RFC 6052)."""
_TRANSLATED_HERE: Final = IPv6Network("64:ff9b:1::/48")
"""The same, for a network's own use (RFC 8215)."""


class Barred(Exception):
    """A machine that must not be asked; the message says which and why."""


def networks_of(texts: Iterable[str]) -> tuple[Network, ...]:
    """The networks a user permits, such as ``10.0.0.0/8`` or ``192.168.1.7``; UsageError for what is none."""
    found = []
    for text in texts:
        try:
            found.append(ip_network(text.strip(), strict=False))
        except ValueError:
            hint = "Write one like 10.0.0.0/8 or 192.168.1.7."
            raise UsageError(f"“{text}” is not a network or an IP address.", hint=hint) from None
    return tuple(found)


def why_barred(address: str, permitted: Sequence[Network] = ()) -> str:
    """What an IP address belongs to that must not be asked; empty for one that may."""
    written = ip_address(address)
    reached = _reached(written)
    if any(ip.version == network.version and ip in network for ip in (written, reached) for network in permitted):
        return ""
    if reached.is_loopback or reached.is_unspecified:
        return "this machine"
    if reached.is_link_local:
        return "the local network"
    if reached.is_multicast:
        return "a group of machines (multicast)"
    if not reached.is_global or reached.is_reserved or _is_of_a_site(reached):
        return "a private network"
    return ""


def _reached(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The machine a packet to ``ip`` ends at: an IPv6 address may hold an IPv4 one."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def _is_of_a_site(ip: IPv4Address | IPv6Address) -> bool:
    return isinstance(ip, IPv6Address) and (ip.is_site_local or ip in _TRANSLATED_HERE)
