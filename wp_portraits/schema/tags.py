"""Removing HTML tags from a title, as PHP's ``strip_tags`` does."""

from __future__ import annotations

_WHITE = frozenset(" \t\n\r\v\f")


def strip_tags(text: str) -> str:
    """The text without tags and comments.

    As in PHP, ``<`` opens a tag unless white space follows, a ``>`` between quotes does not close it, and what is never
    closed swallows the rest.
    """
    if "<" not in text:
        return text
    kept: list[str] = []
    position = 0
    while position < len(text):
        if text[position] == "<" and text[position + 1 : position + 2] not in _WHITE:
            position = _tag_end(text, position)
        else:
            kept.append(text[position])
            position += 1
    return "".join(kept)


def _tag_end(text: str, start: int) -> int:
    """The offset after the tag or comment that begins at ``start``."""
    for opening, closing in (("<!--", "-->"), ("<?", "?>")):
        if text.startswith(opening, start):
            end = text.find(closing, start + len(opening))
            return len(text) if end < 0 else end + len(closing)
    quote, depth = "", 0
    for position in range(start + 1, len(text)):
        character = text[position]
        if character in "\"'":
            quote = "" if quote == character else quote or character
        elif character == "<" and not quote and text[position + 1 : position + 2] not in _WHITE:
            depth += 1
        elif character == ">" and depth:
            depth -= 1
        elif character == ">" and not quote:
            return position + 1
    return len(text)
