"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, known: Iterable[str], cutoff: float) -> str | None:
    """The known word most like ``word``, None when none is as like it as ``cutoff`` (difflib's ratio)."""
    from difflib import get_close_matches  # seldom needed: most words are spelt right

    close = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return close[0] if close else None
