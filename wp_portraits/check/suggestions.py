"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import basename, splitext

from wp_portraits.diagnostics.spelling import near

NEAR = 0.6
"""How alike (difflib's ratio) two names must be for a suggestion: a slip or two in a short name, more in a long one."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` was probably meant to be, None when none is near. Letter case does not count.

    Among equally near names the first in alphabetical order is taken.
    """
    folded: dict[str, str] = {}
    for each in sorted(known):
        folded.setdefault(each.casefold(), each)
    close = near(name.casefold()[:300], folded, NEAR)
    return folded[close] if close is not None else None


def nearest_path(path: str, known: Iterable[str]) -> str | None:
    """The known path that was probably meant: by the file's name first, then by its folder and extension."""
    by_stem: dict[str, list[str]] = {}
    for each in sorted(known):
        by_stem.setdefault(_stem(each), []).append(each)
    close = near(_stem(path)[:300], by_stem, NEAR)
    return near(path, by_stem[close], 0) if close is not None else None


def _stem(path: str) -> str:
    return splitext(basename(path))[0].casefold()


def listed(names: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
