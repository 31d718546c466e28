"""Characters that XML has no place for: who sends one makes the post unreadable over XML-RPC and in feeds.

XML 1.0 takes tabs, line ends and everything from the space on, but for halves of surrogate pairs, U+FFFE and U+FFFF
(https://www.w3.org/TR/xml/#charsets).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from wp_portraits.errors import RequestRefused
from wp_portraits.model.post import PostChanges

_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_SHOWN: Final = {"alt": "alternative text", "filename": "file name"}
_HINT: Final = "Remove it there; text copied from a PDF or a word processor often holds some that are not seen."


def refused_text(name: str, text: str) -> RequestRefused | None:
    """The refusal of ``text`` when it holds such a character: it names the field, the first place and the character.

    Lines and columns are counted from 1, columns in characters. None when the text may be sent.
    """
    found = _REFUSED.search(text)
    if found is None:
        return None
    lines = _LINE_END.split(text[: found.start()])
    code = ord(found[0])
    return RequestRefused(
        f"The {_SHOWN.get(name, name.replace('_', ' '))} holds the {_kind(code)} U+{code:04X} in line {len(lines)}, "
        f"column {len(lines[-1]) + 1}; it was not sent.",
        hint=_HINT,
    )


def _kind(code: int) -> str:
    if code < 0x20:
        return "control character"
    return "half character" if code <= 0xDFFF else "invalid character"


def refusal_among(texts: Mapping[str, object]) -> RequestRefused | None:
    """The refusal of the first of these fields that holds such a character; what is not text is passed over."""
    refusals = (refused_text(name, text) for name, text in texts.items() if isinstance(text, str))
    return next((refusal for refusal in refusals if refusal is not None), None)


def refusals_of_posts(posts: Sequence[PostChanges]) -> dict[int, RequestRefused]:
    """The refusals of those posts that hold such a character, by their position in ``posts``."""
    refusals = {position: refusal_among(post) for position, post in enumerate(posts)}
    return {position: refusal for position, refusal in refusals.items() if refusal is not None}


def require_wellformed(**texts: str) -> None:
    """RequestRefused when one of the texts, given by the name of its field, holds such a character."""
    refusal = refusal_among(texts)
    if refusal is not None:
        raise refusal
