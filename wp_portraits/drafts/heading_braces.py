"""Braces at the end of a heading that are not an anchor.

The parser takes any ``{…}`` that ends a heading for attributes and removes it; only ``{#anchor}`` is one here, so
``## Écrire {bien}`` must keep its words.
"""

from __future__ import annotations

import re

from wp_portraits.model.markdown import Event, Kind

_TRAILING = re.compile(
    r"(\{[^{}\r\n]*\})[ \t]*#*[ \t]*(?:\r\n|\n|\r)?(?:[ \t]*[-=]+[ \t]*(?:\r\n|\n|\r)?)?\Z",
)


def swallowed_braces(source: str) -> tuple[int, str] | None:
    """Offset and text of the braces that end a heading's source (underline included), None without any."""
    if "}" not in source:
        return None
    match = _TRAILING.search(source)
    return None if match is None else (match.start(1), match.group(1))


def restore_braces(events: list[Event], braces: Event) -> None:
    """Append the braces to the heading that ends ``events``, unless the parser left them in its text after all."""
    last = events[-1]
    if last.end > braces.start and last.kind is not Kind.ENTER:
        return
    alone = last.kind is Kind.ENTER and last.tag == "heading"
    events.append(braces if alone else braces._replace(value=f" {braces.value}"))
