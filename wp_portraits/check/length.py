"""How long an answer is, as a reader counts: what is seen, without markup; a composed emoji counts once."""

from __future__ import annotations

import re
import unicodedata

from wp_portraits.drafts.sections import plain_text
from wp_portraits.model.markdown import Event, Fragment, Kind

_JOINER = "\u200d"
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>?")
_SHOWING = re.compile(r"<\s*(?:img|video|audio|iframe|embed|object|svg|hr|input)\b", re.IGNORECASE)
"""Raw HTML that shows something without having text."""


def visible_text(body: Fragment) -> str:
    """The text of some blocks as read aloud: alternative texts and comments left out, white space collapsed, NFC."""
    depth = 0
    kept: list[Event] = []
    for event in body:
        if event.tag == "image":
            depth += 1 if event.kind is Kind.ENTER else -1
        elif not depth:
            kept.append(event)
    return unicodedata.normalize("NFC", plain_text(tuple(map(_as_text, _joined_html(kept)))))


def _joined_html(events: list[Event]) -> list[Event]:
    """Raw HTML blocks come line by line: one event for each, so that comments over several lines are seen whole."""
    joined: list[Event] = []
    for event in events:
        if event.kind is Kind.HTML and joined and joined[-1].kind is Kind.HTML:
            joined[-1] = joined[-1]._replace(value=f"{joined[-1].value}{event.value}", end=event.end)
        else:
            joined.append(event)
    return joined


def _as_text(event: Event) -> Event:
    """Raw HTML as the text a reader sees of it; what shows without text counts as one sign."""
    if event.kind not in (Kind.HTML, Kind.INLINE_HTML):
        return event
    source = _COMMENT.sub("", str(event.value))
    sign = "\ufffc" if _SHOWING.search(source) else ""
    return event._replace(kind=Kind.TEXT, value=f"{sign}{_TAG.sub('', source)}")


def character_count(text: str) -> int:
    """How many characters a reader sees in ``text``."""
    return len(_characters(text))


def cut_to(text: str, count: int) -> str:
    """The first ``count`` characters of ``text``, none of them cut in two."""
    return "".join(_characters(text)[:count])


def _characters(text: str) -> list[str]:
    """User-perceived characters, by the rules of Unicode's annex 29 that matter here."""
    characters: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if characters and (_extends(sign) or characters[-1].endswith(_JOINER) or _pairs(characters[-1], sign)):
            characters[-1] += sign
        else:
            characters.append(sign)
    return characters


def _extends(sign: str) -> bool:
    """Whether a sign belongs to the one before it: marks, variation selectors, joiners, skin tones, tags."""
    if unicodedata.category(sign) in ("Mn", "Me", "Mc") or sign == _JOINER:
        return True
    return "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"


def _pairs(before: str, sign: str) -> bool:
    """Whether two regional indicators make a flag."""
    return len(before) == 1 and _is_regional(before) and _is_regional(sign)


def _is_regional(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"
