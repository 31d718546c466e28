"""What to ask WordPress's search for, which takes words, to find at least every post that holds a text."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"\w{3,}", re.ASCII)


def longest_word(text: str) -> str:
    """The longest plain word of ``text``, empty when it has none.

    Spaces, quotes and a leading minus mean something to the search (``WP_Query::parse_search``), so no more than one
    word is asked for; the rest is compared by whoever asks.
    """
    return max(_WORD.findall(text), key=len, default="")
