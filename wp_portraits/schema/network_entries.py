"""Entries of ``follow`` for editors: the known networks, how a handle looks on each, and the short forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wp_portraits.schema.kind import ANYTHING, TEXT, Json, like
from wp_portraits.schema.networks import NETWORKS, Network

_WEB = r"""[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"]+"""
_MAIL = r"""mailto:[^\s@<>"]+@[^\s@<>"]+"""
LINK = like(f"{_WEB}|{_MAIL}", "https://camille.example.org")
NETWORK: Mapping[str, Any] = {"anyOf": [{"enum": [network.id for network in NETWORKS]}, TEXT]}
"""The known networks, for an editor to offer; others are shown as they are written."""


def follow_entry(whole: Json) -> Json:
    """An address alone; a network's name as the key of its handle or address, with more about it; or the whole form.

    ``whole`` is the schema of that one.
    """
    return {"anyOf": [like(_WEB, "https://camille.example.org"), _short_entry(), whole]}


def _short_entry() -> Json:
    """``mastodon: "@camille@social.example"``, perhaps with url, label and note beside it.

    The address of a network without handles is looked at only where there is no other.
    """
    without_handles = {network.id: _optional(f"{_WEB}|{_MAIL}") for network in NETWORKS if network.handle is None}
    more = {"url": _optional(f"{_WEB}|{_MAIL}"), "handle": ANYTHING, "label": ANYTHING, "note": ANYTHING}
    return {
        "type": "object",
        "description": "The network and a colon before the handle or address.",
        "properties": {**{network.id: _of(network) for network in NETWORKS}, **more, "network": False},
        "additionalProperties": ANYTHING,
        "minProperties": 1,
        "if": {"not": {"required": ["url"]}},
        "then": {"properties": without_handles},
    }


def _of(network: Network) -> Json:
    """What may stand after a network's name: a handle, or anything that says it is an address."""
    title = {"title": network.name, "description": f"A handle or an address: {network.name}"}
    if network.handle is None:
        return {**title, "description": f"An address: {network.name}", **ANYTHING}
    return {**title, "examples": [network.example], **_optional(rf"{_for_javascript(network.handle)}|\S*://\S*")}


def _optional(pattern: str) -> Json:
    """A text that looks like ``pattern``, or nothing."""
    return {**ANYTHING, "pattern": rf"^\s*(?:{pattern})?\s*$"}


def _for_javascript(handle: re.Pattern[str]) -> str:
    r"""The same pattern without names, and with what Python means by ``\w``."""
    return re.sub(r"\(\?P<\w+>", "(?:", handle.pattern).replace(r"\w", r"\p{L}\p{N}_")
