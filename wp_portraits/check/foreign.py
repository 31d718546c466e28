"""Which prose is in another language than its draft, as far as one can tell."""

from __future__ import annotations

import re
from bisect import bisect_right

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*+)([^<>]*+)>")
_LANG = re.compile(r"\blang\s*+=\s*+[\"']?([A-Za-z]++)", re.IGNORECASE)
_VERBATIM = frozenset(("code", "kbd", "samp", "var", "tt", "pre", "script", "style", "math", "svg", "textarea"))
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"))


class Hidden:
    """Follows the tags of raw HTML; true while what they enclose is code, or in another language than ``lang``."""

    def __init__(self, lang: str) -> None:
        self._primary = primary_of(lang)
        self._name = ""
        self._depth = 0
        self._inline = False

    def __bool__(self) -> bool:
        return self._depth > 0

    def read(self, html: str, *, inline: bool = False) -> None:
        """A piece of raw HTML; what an ``inline`` one opens ends with its block."""
        for closing, written, attributes in _TAG.findall(html):
            name = written.lower()
            if self._depth:
                self._depth += 0 if name != self._name else -1 if closing else 1
            elif not closing and name not in _VOID and (name in _VERBATIM or self._is_foreign(attributes)):
                self._name, self._depth, self._inline = name, 1, inline

    def end_block(self) -> None:
        """A block begins or ends."""
        if self._inline:
            self._depth = 0

    def _is_foreign(self, attributes: str) -> bool:
        found = _LANG.search(attributes)
        return found is not None and found[1].lower() != self._primary


def primary_of(lang: str) -> str:
    """The language of a tag, without script and region: ``fr`` of ``fr-CA``."""
    return lang.partition("-")[0].lower()


_STRETCH_END = re.compile("[\0\ue000\ue001\ue002«»“”]+")
_FRENCH = re.compile(
    r"\b(?:le|la|les|de|des|du|un|une|et|est|sont|que|qui|dans|pour|pas|en|au|aux|sur|avec|ce|ça|je|tu|il|elle|nous|vous|on"
    r"|ne|se|plus|à|où|mais|ou)\b|\b(?:[ldjcnsmt]|qu)['’]",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|and|of|to|is|are|was|with|that|this|it|you|for|my|your|we|they|what|how|not|be|i|from|by|at|have)\b",
    re.IGNORECASE,
)
_MANY = 8
"""So many words of French have a French article, preposition or pronoun among them."""


class French:
    """Tells the stretches of a French draft's prose that are plainly in another language: a quotation, a title.

    A stretch ends where emphasis, a link, quotation marks or the block do. The commonest words of French and English
    decide; a stretch with none of them is taken for French when it is short.
    """

    def __init__(self, prose: str) -> None:
        self._prose = prose
        self._starts: list[int] = []
        self._told: dict[int, bool] = {}

    def at(self, offset: int) -> bool:
        """Whether the sign at ``offset`` stands in a stretch of French."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in _STRETCH_END.finditer(self._prose))]
        place = bisect_right(self._starts, offset) - 1
        if place not in self._told:
            after = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._prose)
            self._told[place] = _is_french(self._prose[self._starts[place] : after])
        return self._told[place]


def _is_french(stretch: str) -> bool:
    french, english = len(_FRENCH.findall(stretch)), len(_ENGLISH.findall(stretch))
    if not french and not english:
        return stretch.count(" ") < _MANY
    return french >= english
