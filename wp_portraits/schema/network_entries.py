"""Entries of ``follow`` for editors: the known networks, how a handle looks on each, and the short forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wp_portraits.schema.forms import ANYTHING, TEXT, WEB, Json, like
from wp_portraits.schema.networks import NETWORKS, Network

_ADDRESS = WEB + r"""|mailto:[^\s@<>"]+@[^\s@<>"]+"""
LINK = like(_ADDRESS, "https://camille.example.org")
ABOUT = {
    "network": "Which network; one that is not known is shown as it is written.",
    "url": "The whole address. Without handle and address, the entry is shown as text.",
    "handle": "The handle there, as the network writes it.",
    "label": "What the reader sees; without it, the handle or the address.",
    "note": "A word beside the link.",
}
"""What the keys of an entry mean."""
NETWORK: Mapping[str, Any] = {"anyOf": [{"enum": [network.id for network in NETWORKS]}, TEXT]}
"""The known networks, for an editor to offer; others are shown as they are written."""


def short_entries() -> list[Json]:
    """An address alone; a network's name as the key of its handle or address, with more about it."""
    return [like(WEB, "https://camille.example.org"), _short_entry()]


def _short_entry() -> Json:
    """``mastodon: "@camille@social.example"``, perhaps with url, label and note beside it.

    The address of a network without handles is looked at only where there is no other.
    """
    addresses = {network.id: _address() for network in NETWORKS if not network.handle}
    more = {"url": _address(), "handle": ANYTHING, "label": ANYTHING, "note": ANYTHING}
    about = {name: {"title": name.capitalize(), "description": ABOUT[name], **form} for name, form in more.items()}
    return {
        "type": "object",
        "description": "The network and a colon before the handle or address.",
        "properties": {**{network.id: _of(network) for network in NETWORKS}, **about, "network": False},
        "additionalProperties": ANYTHING,
        "minProperties": 1,
        "if": {"not": {"required": ["url"]}},
        "then": {"properties": addresses},
    }


def _of(network: Network) -> Json:
    """What may stand after a network's name: a handle, or anything that says it is an address."""
    if not network.handle:
        return {"title": network.name, "description": "The address.", **ANYTHING}
    form = _optional(
        rf"{_for_javascript(network.handle)}|\S*://\S*",
        f"Write something like {network.example}, or the whole address.",
    )
    return {"title": network.name, "description": "The handle, or the address.", "examples": [network.example], **form}


def _address() -> Json:
    return _optional(_ADDRESS, "Write an address like https://camille.example.org.")


def _optional(pattern: str, message: str) -> Json:
    """A text that looks like ``pattern``, or nothing; the message is what editors show otherwise."""
    return {**ANYTHING, "pattern": rf"^\s*(?:{pattern})?\s*$", "patternErrorMessage": message}


def _for_javascript(handle: str) -> str:
    r"""The same pattern without names, and with what Python means by ``\w``."""
    return re.sub(r"\(\?P<\w+>", "(?:", handle).replace(r"\w", r"\p{L}\p{N}_")
