"""Long lines of a difference, cut down to the words that changed and a few around them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

_WORD: Final = re.compile(r"\S+")
_WIDTH: Final = 100
"""Lines up to so many characters are shown whole."""
_AROUND: Final = 5
"""Words kept before and after a change."""
_LONGEST: Final = 40
"""Words kept of a longer piece that was put in or taken out."""
_HARD_SPACES: Final = str.maketrans("\u00a0\u202f", "⍽⍽")
_ELISION: Final = "…"


def clipped(line: str) -> str:
    """The beginning of a line that stands alone."""
    words = line.split()
    return line if len(line) <= _WIDTH or len(words) <= _LONGEST else " ".join([*words[:_LONGEST], _ELISION])


def brief(line: str) -> str:
    """The beginning of a line that did not change."""
    return line if len(line) <= _WIDTH else line[:_WIDTH].rpartition(" ")[0] + " " + _ELISION


def clipped_pair(old: str, new: str) -> tuple[str, str]:
    """Two versions of one line, both cut to what differs. Where only the kind of a space differs, it is made
    visible."""
    if old.split() == new.split():
        old, new = old.translate(_HARD_SPACES), new.translate(_HARD_SPACES)
    if max(len(old), len(new)) <= _WIDTH:
        return old, new
    before, after = _words(old), _words(new)
    left: list[str] = []
    right: list[str] = []
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (kind, start, end, there, to) in enumerate(changes):
        if kind == "equal":
            kept = _between(before[start:end], first=place == 0, last=place == len(changes) - 1)
            left, right = left + kept, right + kept
        else:
            left, right = left + _shortened(before[start:end]), right + _shortened(after[there:to])
    return " ".join(left), " ".join(right)


def alike(old: str, new: str) -> bool:
    """Whether two lines are versions of one another rather than two different lines."""
    matcher = SequenceMatcher(None, _words(old), _words(new), autojunk=False)
    return matcher.real_quick_ratio() >= 0.5 and matcher.ratio() >= 0.5 if old and new else False


def _words(line: str) -> list[str]:
    """A hard space is no end of a word: one that became soft is a change."""
    return _WORD.findall(line) if not re.search("[\u00a0\u202f]", line) else [w for w in re.split("[ \t]+", line) if w]


def _between(words: list[str], *, first: bool, last: bool) -> list[str]:
    """Unchanged words: those next to a change."""
    head, tail = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(words) <= head + tail + 1:
        return words
    return [*words[:head], _ELISION, *words[len(words) - tail :]]


def _shortened(words: list[str]) -> list[str]:
    return words if len(words) <= _LONGEST else [*words[:_LONGEST], _ELISION]
