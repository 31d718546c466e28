"""Braces at the end of a heading that are not an anchor.

The parser takes any ``{…}`` that ends a heading for attributes and removes it; only ``{#anchor}`` is one here, so
``## Écrire {bien}`` must keep its words.
"""

from __future__ import annotations

from wp_portraits.model.markdown import Event, Kind

_WHITE = " \t\r\n"


def swallowed_braces(source: str) -> tuple[int, str] | None:
    """Offset and text of the braces that end a heading's source (underline included), None without any.

    The text begins with a space where white space separates the braces from what comes before.
    """
    if "}" not in source:
        return None
    heading = source.rstrip(_WHITE)
    if not source.startswith("#"):
        heading = heading.rstrip("-=").rstrip(_WHITE)
    heading = heading.rstrip("#").rstrip(_WHITE)
    opening = heading.rfind("{")
    if not heading.endswith("}") or opening < 0 or "}" in heading[opening:-1]:
        return None
    space = " " if heading[:opening][-1:].isspace() else ""
    return opening, space + heading[opening:]


def restore_braces(events: list[Event], braces: Event) -> None:
    """Append the braces to the heading that ends ``events``, unless the parser left them in its text after all."""
    last = events[-1]
    if last.end > braces.start and last.kind is not Kind.ENTER:
        return
    alone = last.kind is Kind.ENTER and last.tag == "heading"
    events.append(braces._replace(value=braces.value.lstrip()) if alone else braces)
