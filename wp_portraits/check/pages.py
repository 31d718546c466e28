"""The page of each code: what it means, why it matters, an example wrong and right, how to mend it."""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

from wp_portraits.check import front_matter, series
from wp_portraits.check.rules import FAMILIES
from wp_portraits.diagnostics import CODES

_INTRODUCTION = """# What check finds

`wp-portraits check` reads every draft and series file and reports everything that is wrong at once, each finding with
its place, a code and a hint. An **error** stops publishing, a **warning** does not (unless `--strict`), a **hint** never does.
`wp-portraits explain CODE` shows the page of one code. Codes are permanent: they never come to mean something else.
"""

_HEADING = re.compile(r"^## ([A-Z]\d{3})$", re.MULTILINE)


def page(code: str) -> str:
    """The page of a code, in Markdown; KeyError for a code that does not exist. Letter case does not count."""
    return _pages()[code.strip().upper()]


def manual() -> str:
    """All pages, by family: the text of ``docs/checks.md``."""
    parts = [_INTRODUCTION]
    for family in _families():
        title, _, rest = _docstring(family).partition("\n")
        body = _HEADING.sub(lambda found: f"##{_title(found[1])}", rest)
        parts.append(f"## {title.rstrip('.')}\n{body}\n")
    return "\n".join(parts)


@cache
def _pages() -> dict[str, str]:
    """The pieces of the families' docstrings, by code."""
    pages = {}
    for family in _families():
        _, *pieces = _HEADING.split(_docstring(family))
        for code, text in zip(pieces[::2], pieces[1::2], strict=True):
            pages[code] = f"{_title(code)}\n\n{text.strip()}\n"
    return pages


def _families() -> tuple[ModuleType, ...]:
    return (front_matter, series, *FAMILIES)


def _docstring(family: ModuleType) -> str:
    return (family.__doc__ or "").strip()


def _title(code: str) -> str:
    entry = CODES[code]
    return f"# {code}: {entry.title} ({entry.severity})"
