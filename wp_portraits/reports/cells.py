"""Text in a terminal: what may be shown as it is, and how many cells it takes.

Text from a file is not trusted: an escape sequence in it could clear the screen or retitle the window, a
bidirectional override could show code in another order than it has. Whatever is not plainly visible is replaced by
something that is.
"""

from __future__ import annotations

import unicodedata

TAB = 4
"""A tab goes to the next multiple of so many cells."""

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: part of Persian, Hindi and of emoji, and harmless."""
_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Korean letters that look like nothing."""
_EMOJI_STYLE = "\ufe0f"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


def safe(text: str) -> str:
    """``text`` on one line, without anything a terminal would obey.

    Line ends and tabs become spaces; other control characters their picture (``␛``) or, like bidirectional
    overrides, lone surrogates and other invisible signs, their number (``<U+202E>``).
    """
    return "".join(" " if sign in "\t\r\n" else _visible(sign) for sign in text)


def cells_of(text: str) -> list[tuple[str, int]]:
    """For each character of one line what to show for it, and how many cells that takes.

    Wide East Asian characters and emoji take two; combining signs none; of an emoji made of several only the first
    counts, as terminals do that know such emoji. The shown form never holds a tab or a control character.
    """
    shown: list[tuple[str, int]] = []
    column = 0
    before = ""
    for sign in text:
        if sign == "\t":
            cell = (" " * (TAB - column % TAB), TAB - column % TAB)
        else:
            visible = _visible(sign)
            cell = (visible, _width(sign, before) if visible == sign else len(visible))
        shown.append(cell)
        column += cell[1]
        before = sign
    return shown


def _visible(sign: str) -> str:
    """The sign itself when it is harmless, else what stands for it."""
    if " " <= sign <= "~" or sign in _JOINERS:
        return sign
    if sign < " ":
        return chr(0x2400 + ord(sign))
    if sign == "\x7f":
        return "␡"
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and not _is_new_emoji(sign)
    if hidden or sign in _FILLERS:
        return f"<U+{ord(sign):04X}>"
    return sign


def _width(sign: str, before: str) -> int:
    """Cells of a visible sign, given the one before it."""
    if sign == _EMOJI_STYLE:
        return 1 if before and _own_width(before) == 1 and unicodedata.category(before) == "So" else 0
    if before == "\u200d" and _own_width(sign) == 2:
        return 0
    if _SKIN_TONES[0] <= sign <= _SKIN_TONES[1] and before and _own_width(before) > 0:
        return 0
    return _own_width(sign)


def _own_width(sign: str) -> int:
    if sign in _JOINERS or unicodedata.category(sign) in ("Mn", "Me", "Mc") or _is_joining_jamo(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") or _is_new_emoji(sign) else 1


def _is_new_emoji(sign: str) -> bool:
    """Whether a sign without properties is an emoji all the same: younger than this Python's tables."""
    return "\U0001f300" <= sign <= "\U0001faff" and unicodedata.category(sign) == "Cn"


def _is_joining_jamo(sign: str) -> bool:
    """Whether a Korean vowel or final consonant, which joins the letter before it."""
    return "\u1160" <= sign <= "\u11ff" or "\ud7b0" <= sign <= "\ud7ff"
