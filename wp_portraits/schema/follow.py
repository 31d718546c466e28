"""Entries of ``follow`` → lines of the "Pour suivre …" list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wp_portraits.diagnostics.edit import Edit
from wp_portraits.drafts.remark import Remark
from wp_portraits.drafts.yaml_tree import YamlText
from wp_portraits.model.portrait import FollowLink
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.networks import NETWORKS, Network, network_named, similar_network
from wp_portraits.schema.shapes import FollowShape


def read_follow(
    entries: Sequence[FollowShape], person_name: str, lang: str
) -> tuple[list[FollowLink | None], list[Remark]]:
    """One line for each entry, None for those with a malformed address (U001) or handle (U003).

    An unknown network (U002) is shown as it is written. The label is the one given, else the handle, else the address
    without scheme, else the person's name.
    """
    remarks: list[Remark] = []
    links = [_link(entry, person_name, lang, remarks) for entry in entries]
    return links, remarks


def _link(entry: FollowShape, person_name: str, lang: str, remarks: list[Remark]) -> FollowLink | None:
    name = entry.network.text.strip()
    network = network_named(name)
    if network is None:
        remarks.append(_unknown(entry.network, name))
    wrong = len(remarks)
    url = _checked_url(entry.url, remarks) if entry.url is not None else None
    handle = entry.handle.text.strip() if entry.handle is not None else ""
    if network is not None and entry.handle is not None:
        url = _from_handle(network, entry.handle, url, remarks)
    if len(remarks) > wrong:
        return None
    if network is not None and not network.handle and url == handle:
        handle = ""
    label = entry.label or handle or bare_address(url) or person_name
    shown = network.named(lang) if network is not None else name
    return FollowLink(network.id if network is not None else name, shown, label, url, entry.note)


def bare_address(url: str | None) -> str:
    """An address as people write it: without scheme, ``www.`` and final slash."""
    return re.sub(r"^(?:https?://|mailto:)(?:www\.)?|/$", "", url or "", flags=re.IGNORECASE)


def _checked_url(node: YamlText, remarks: list[Remark]) -> str | None:
    url = node.text.strip()
    if re.fullmatch(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+", url):
        return url
    problem = address_problem(url)
    if problem is None:
        return url
    remarks.append(Remark("U001", node.start, node.end, problem.message, problem.hint))
    return None


def _from_handle(network: Network, node: YamlText, url: str | None, remarks: list[Remark]) -> str | None:
    """The address the handle makes, unless one was given; U003 for a handle that does not look right."""
    handle = node.text.strip()
    if not network.handle:
        if url is not None:
            return url
        return _checked_url(node, remarks)
    made = network.address_of(handle)
    if made is None:
        message = f"“{handle}” does not look like a handle on {network.name}."
        hint = f"Write one like {network.example}, or the whole address."
        meant = _meant_handle(network, handle)
        fix = (Edit(node.start, node.end, f'"{meant}"'),) if meant is not None and node.end > node.start else ()
        remarks.append(Remark("U003", node.start, node.end, message, f"Write {meant}." if meant else hint, fix))
    return url or made


def _meant_handle(network: Network, written: str) -> str | None:
    """The handle that was plainly meant: by the address of the profile, or with spaces around its ``@``."""
    if "." in written and "/" in written:
        return network.handle_in(written)
    closed = re.sub(r"\s*@\s*", "@", written)
    return network.usual(closed) if "@" in written and network.address_of(closed) is not None else None


def _unknown(node: YamlText, name: str) -> Remark:
    similar = similar_network(name)
    known = ", ".join(network.id for network in NETWORKS)
    hint = f"Did you mean {similar}?" if similar else f"Known networks: {known}."
    return Remark("U002", node.start, node.end, f"“{name}” is not a network known here: it is shown as written.", hint)
