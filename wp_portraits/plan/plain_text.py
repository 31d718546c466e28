"""The HTML of a post as plain text: one paragraph a line, marked as one would mark it in a draft."""

from __future__ import annotations

import html
import re
from typing import Final

_TAG: Final = re.compile(r"<(?P<closer>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^>]*)>")
_ATTRIBUTE: Final = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)

_MARKS: Final = {"strong": "**", "b": "**", "em": "*", "i": "*", "code": "`", "del": "~~", "s": "~~"}
_STARTS: Final = {f"h{level}": "#" * level + " " for level in range(1, 7)} | {
    "li": "- ",
    "hr": "---",
    "br": " / ",
    "td": " | ",
    "th": " | ",
}
_SHOWN_FROM: Final = frozenset({"img", "iframe", "video", "audio", "embed", "object", "script", "form", "input"})
_SPACES: Final = re.compile(r"[ \t]{2,}")


def plain(line: str) -> str:
    """One line of HTML as text. Links become ``words (address)``, pictures and embeds ``[what: address]``; what has no
    text (the end of a list, a wrapper) becomes an empty line."""
    pieces: list[str] = []
    links: list[str] = []
    position = 0
    for tag in _TAG.finditer(line):
        pieces += [html.unescape(line[position : tag.start()]), _shown(tag, links)]
        position = tag.end()
    pieces.append(html.unescape(line[position:]))
    return _SPACES.sub(" ", "".join(pieces)).strip()


def _shown(tag: re.Match[str], links: list[str]) -> str:
    name = tag["name"].lower()
    if name == "a":
        return _link(tag, links)
    if name in _MARKS:
        return _MARKS[name]
    if tag["closer"]:
        return ""
    return _thing(name, _attributes(tag)) if name in _SHOWN_FROM else _STARTS.get(name, "")


def _link(tag: re.Match[str], links: list[str]) -> str:
    """``links``: the addresses of the links that are open."""
    if not tag["closer"]:
        links.append(_attributes(tag).get("href", ""))
        return ""
    address = links.pop() if links else ""
    return f" ({address})" if address else ""


def _thing(name: str, attributes: dict[str, str]) -> str:
    what = attributes.get("alt") or attributes.get("title") or ("picture" if name == "img" else name)
    address = attributes.get("src", "")
    return f"[{what}: {address}]" if address else f"[{what}]"


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag["rest"])
    return {name.lower(): html.unescape(double or single) for name, double, single in found}
