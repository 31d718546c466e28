"""In which of two languages a few words are written, where that is evident."""

from __future__ import annotations

import re

_ENGLISH = """
    the of and to for with your how is are that from by what why you we this when it its not my their who his her was
    were our should does at about into without
"""
_FRENCH = """
    le la les des du une et pour dans avec est sont à qui que au aux par ces cette nos vos mes ses sans chez sur comment
    pourquoi notre votre leur où l d qu
"""
_WORDS = {"en": frozenset(_ENGLISH.split()), "fr": frozenset(_FRENCH.split())}
"""Small words that one of the two has and the other has not."""
_WORD = re.compile(r"[^\W\d_]+")


def evident_language(text: str) -> str | None:
    """``en`` or ``fr`` when at least two small words of one and none of the other stand in ``text``; else None."""
    words = set(_WORD.findall(text.lower()))
    found = {lang: len(words & small) for lang, small in _WORDS.items()}
    for lang, other in (("en", "fr"), ("fr", "en")):
        if found[lang] >= 2 and not found[other]:
            return lang
    return None
