"""The small pieces of which the reports are made."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """``1 draft``, ``7 drafts``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def painted(text: str, tone: str, color: bool = True) -> str:
    """The text in a tone (an SGR code), or as it is: without ``color``, or where either is empty."""
    return f"\x1b[{tone}m{text}\x1b[0m" if color and tone and text else text
