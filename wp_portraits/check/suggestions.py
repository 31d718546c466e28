"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from posixpath import basename, splitext

NEAR = 0.6
"""How alike (difflib's ratio) two names must be for a suggestion: a slip or two in a short name, more in a long one."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` was probably meant to be, None when none is near. Letter case does not count.

    Among equally near names the first in alphabetical order is taken.
    """
    folded: dict[str, str] = {}
    for each in sorted(known):
        folded.setdefault(each.casefold(), each)
    close = get_close_matches(name.casefold()[:300], folded, n=1, cutoff=NEAR)
    return folded[close[0]] if close else None


def nearest_path(path: str, known: Iterable[str]) -> str | None:
    """The known path that was probably meant: by the file's name first, then by its folder and extension."""
    by_stem: dict[str, list[str]] = {}
    for each in sorted(known):
        by_stem.setdefault(_stem(each), []).append(each)
    close = get_close_matches(_stem(path)[:300], by_stem, n=1, cutoff=NEAR)
    return get_close_matches(path, by_stem[close[0]], n=1, cutoff=0)[0] if close else None


def _stem(path: str) -> str:
    return splitext(basename(path))[0].casefold()


def listed(names: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
