"""The portrait's identity inside its post: how a post is found again, and whether it still is what was published.

In block markup it stands in the metadata of the outermost group, where the editor keeps what it does not know; in classic
markup in a closing HTML comment. Everything here works on the text as it is, and never fails on one that was edited.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from wp_portraits.render.grammar import TOKEN, write_attributes

MARKER = "wpPortraits"
"""What to search a site for."""

_BLOCK = re.compile(r"\s+wp:[a-z0-9_/-]+\s+(\{.*\})\s*/?\s*\Z", re.DOTALL)
_COMMENT = re.compile(rf"\s*{MARKER}\s+(\{{.*\}})\s*\Z", re.DOTALL)
_REV = re.compile(r'("rev"\s*:\s*")(?:[^"\\]|\\.)*(?=")')
_LAST_TAGS = re.compile(
    r"(?:\s*</(?:p|ul|ol|li|dl|dd|div|section|blockquote|figure|figcaption|table|tbody|tr|td|h[1-6]|pre)>)+\s*\Z",
    re.IGNORECASE,
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Identity:
    """``key``: the portrait. ``rev``: the fingerprint of the post as it was stored, empty when it has none."""

    key: str
    rev: str


class _Marked(NamedTuple):
    """A comment that bears an identity, from ``<!--`` to ``-->``."""

    start: int
    end: int
    identity: Identity
    classic: bool


def with_identity(content: str, key: str, rev: str) -> str:
    """``content`` bearing this identity, in place of any other."""
    mark = {"key": key, "rev": rev}
    opening = _bearer(content)
    if opening:
        return _in_block(content, opening, mark)
    for marked in reversed(list(_marked(content))):
        content = content[: marked.start] + content[marked.end :]
    comment = f"<!-- {MARKER} {write_attributes(mark)}-->"
    closing = _LAST_TAGS.search(content)  # a comment of its own would get an empty paragraph from wpautop
    place = closing.start() if closing else len(content)
    return content[:place] + comment + content[place:]


def read_identity(content: str) -> Identity | None:
    """The identity a post bears, None when it has none that can be read. Never raises."""
    return next((marked.identity for marked in _marked(content)), None)


def without_rev(content: str) -> str:
    """``content`` with an empty ``rev`` in its identity, everything else as it was: what a fingerprint is taken over."""
    marked = next(_marked(content), None)
    if marked is None:
        return content
    place = content.index(MARKER, marked.start)
    return content[:place] + _REV.sub(r"\1", content[place : marked.end], count=1) + content[marked.end :]


def _bearer(content: str) -> re.Match[str] | None:
    """The comment that opens the first group or, without a group, the first block; None without a block."""
    first = None
    for token in TOKEN.finditer(content):
        if token["closer"]:
            continue
        if token["name"] in ("group", "core/group"):
            return token
        first = first or token
    return first


def _in_block(content: str, token: re.Match[str], mark: dict[str, str]) -> str:
    attributes = _loads(token["attributes"] or "{}") or {}
    metadata = attributes.get("metadata")
    attributes["metadata"] = {**(metadata if isinstance(metadata, dict) else {"name": "Portrait"}), MARKER: mark}
    ordered = {name: attributes[name] for name in sorted(attributes, key=_before_metadata)}
    opening = f"<!-- wp:{token['name']} {write_attributes(ordered)}{token['void'] or ''}-->"
    return content[: token.start()] + opening + content[token.end() :]


def _before_metadata(name: str) -> int:
    """Sort key: of what a group has, the editor writes only these before the metadata."""
    return 0 if name in ("tagName", "templateLock", "lock") else 1 if name == "metadata" else 2


def _marked(content: str) -> Iterator[_Marked]:
    """The comments that bear an identity, in order."""
    if MARKER not in content:
        return
    start = content.find("<!--")
    while start >= 0:
        end = content.find("-->", start + 4)
        if end < 0:
            return
        inside = content[start + 4 : end]
        if MARKER in inside:
            classic = _COMMENT.match(inside)
            identity = _of(classic[1], ()) if classic else _of_block(inside)
            if identity:
                yield _Marked(start, end + 3, identity, bool(classic))
        start = content.find("<!--", end)


def _of_block(inside: str) -> Identity | None:
    block = _BLOCK.match(inside)
    return _of(block[1], ("metadata", MARKER)) if block else None


def _of(text: str, path: tuple[str, ...]) -> Identity | None:
    mark: Any = _loads(text)
    for step in path:
        mark = mark.get(step) if isinstance(mark, dict) else None
    if not isinstance(mark, dict):
        return None
    key, rev = mark.get("key"), mark.get("rev", "")
    if not (isinstance(key, str) and isinstance(rev, str) and 0 < len(key) <= _LONGEST and key.isprintable()):
        return None
    return Identity(key, rev if len(rev) <= _LONGEST and rev.isprintable() else "")


def _loads(text: str) -> dict[str, Any] | None:
    """The JSON object, also where something turned its quotes into entities."""
    for source in (text, html.unescape(text)):
        try:
            value = json.loads(source)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict) else None
    return None
