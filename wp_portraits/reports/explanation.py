"""The page of a code, for a person at a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import fill

from wp_portraits.diagnostics.register import Code
from wp_portraits.reports.phrases import painted

_BOLD, _CYAN = "1", "36"
_FENCE = "```"
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def explanation_text(page: str, *, width: int = 0, color: bool = False) -> str:
    """A page in Markdown as plain text: examples indented, paragraphs wrapped at ``width`` (0: as they are written)."""
    lines: list[str] = []
    fenced = False
    for block in page.strip().split("\n\n"):
        if fenced or block.startswith(_FENCE):
            fenced = block.count(_FENCE) % 2 == (0 if fenced else 1)
            lines += [_example(line, color) for line in block.split("\n") if not line.startswith(_FENCE)]
        else:
            lines += _paragraph(block, width, color)
        lines.append("")
    return "\n".join(lines)


def codes_text(codes: Iterable[Code]) -> str:
    """Every code in a line of its own, with its severity and title."""
    return "".join(f"{code.code}  {code.severity:<7}  {code.title}\n" for code in codes)


def _example(line: str, color: bool) -> str:
    shown = f"    {line}" if line else ""
    return painted(shown, _CYAN, color)


def _paragraph(block: str, width: int, color: bool) -> list[str]:
    if block.startswith("#"):
        title = block.lstrip("# ")
        return [painted(title, _BOLD, color)]
    text = _STRONG.sub(r"\1", _LINK.sub(r"\1", block))
    if not width or text.startswith(("- ", "|")):
        return text.split("\n")
    return fill(text, width, break_long_words=False, break_on_hyphens=False).split("\n")
