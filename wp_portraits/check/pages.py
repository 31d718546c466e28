"""The page of each code: what it means, why it matters, an example wrong and right, how to mend it."""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

from wp_portraits.check import series, silencing, web_links
from wp_portraits.check.rules import FAMILIES
from wp_portraits.diagnostics.register import CODES

_INDEX = """\
# What check finds

`wp-portraits check` reads every draft and series file and reports everything that is wrong at once, each finding with
its place, a code and a hint. An **error** stops publishing, a **warning** does not (unless `--strict`), a **hint** never does.
`wp-portraits explain CODE` shows the page of one code. Codes are permanent: they never come to mean something else.
A finding that is not to be mended may be [silenced](rules/silencing.md) in the draft.
"""

_HEADING = re.compile(r"^## ([A-Z]\d{3})$", re.MULTILINE)
_FIRM = "\nIt cannot be silenced.\n"
_DOCUMENTED = (FAMILIES[0], series, *FAMILIES[1:], web_links, silencing)


def page(code: str) -> str:
    """The page of a code, in Markdown; KeyError for a code that does not exist. Letter case does not count."""
    return _pages()[code.strip().upper()]


def families() -> dict[str, tuple[str, ...]]:
    """The codes each page of ``docs/rules`` tells about, by the page's name (without ``.md``)."""
    return {_name(family): tuple(_HEADING.findall(_docstring(family))) for family in _DOCUMENTED}


def manual() -> dict[str, str]:
    """The documentation: the text of each file, by its path inside ``docs``."""
    told = {f"rules/{_name(family)}.md": _family_page(family) for family in _DOCUMENTED}
    return {"checks.md": _index(), **told}


def _index() -> str:
    """Every code, by family, with a link to its page."""
    parts = [_INDEX]
    for family in _DOCUMENTED:
        rows = [_row(code, _name(family)) for code in families()[_name(family)]]
        heading = f"## [{_family_title(family)}](rules/{_name(family)}.md)"
        parts.append("\n".join((heading, "", "| code | weight | finding |", "| --- | --- | --- |", *rows, "")))
    return "\n".join(parts)


def _row(code: str, name: str) -> str:
    anchor = re.sub(r"[^\w -]", "", _title(code).lower()).replace(" ", "-")
    return f"| [{code}](rules/{name}.md#{anchor}) | {CODES[code].severity} | {CODES[code].title} |"


def _family_page(family: ModuleType) -> str:
    introduction, *pieces = _HEADING.split(_docstring(family).partition("\n")[2])
    told = (introduction, *(page(code).replace("# ", "## ", 1) for code in pieces[::2]), "[All findings](../checks.md)")
    return f"# {_family_title(family)}\n\n" + "\n".join(f"{part.strip()}\n" for part in told)


@cache
def _pages() -> dict[str, str]:
    """The pieces of the families' docstrings, by code."""
    pages = {}
    for family in _DOCUMENTED:
        _, *pieces = _HEADING.split(_docstring(family))
        for code, text in zip(pieces[::2], pieces[1::2], strict=True):
            pages[code] = f"# {_title(code)}\n\n{text.strip()}\n{_FIRM if CODES[code].firm else ''}"
    return pages


def _name(family: ModuleType) -> str:
    return family.__name__.rpartition(".")[2].replace("_", "-")


def _family_title(family: ModuleType) -> str:
    return _docstring(family).partition("\n")[0].rstrip(".")


def _docstring(family: ModuleType) -> str:
    return (family.__doc__ or "").strip()


def _title(code: str) -> str:
    entry = CODES[code]
    return f"{code}: {entry.title} ({entry.severity})"
