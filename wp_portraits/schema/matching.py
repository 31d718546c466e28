"""Which question of the questionnaire a heading asks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from wp_portraits.diagnostics.spelling import near
from wp_portraits.model.series import Question, Series

NEAR = 0.7
"""How alike (difflib's ratio) a heading and a wording must be for a suggestion: less confuses "Comment … -tu …?" with
its neighbours.
"""


@lru_cache(maxsize=4096)
def normal_wording(text: str) -> str:
    """A wording's letters and digits, case folded: what counts when wordings are compared.

    The drafts of a series ask the same questions, so that wordings are remembered. Spaces of any kind, punctuation, apostrophes and symbols do not count; accents do.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in folded if unicodedata.category(character)[0] in "LNM")


def without_accents(wording: str) -> str:
    """A normal wording without its accents, for the second, more tolerant look."""
    letters = unicodedata.normalize("NFD", wording.replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in letters if not "\u0300" <= character <= "\u036f")


class Questionnaire:
    """A series' questions, ready to be looked up. Where two wordings coincide, the first question has them."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._by_id = {question.id: question for question in questions}
        self._exact: dict[str, Question] = {}
        self._plain: dict[str, Question | None] = {}
        for question in questions:
            for wording in map(normal_wording, (question.text, *question.aliases)):
                self._exact.setdefault(wording, question)
                plain = without_accents(wording)
                same = self._plain.setdefault(plain, question) is question
                self._plain[plain] = question if same else None

    def question(self, heading_text: str, anchor: str | None) -> Question | None:
        """The question a heading belongs to: by its ``{#id}`` when it bears one, else by its wording.

        A heading with an anchor that is no question's id is the interviewer's own question. Wordings are compared
        with accents first, then without, where that leaves one question only.
        """
        if anchor is not None:
            return self._by_id.get(anchor)
        wording = normal_wording(heading_text)
        if not wording:
            return None
        return self._exact.get(wording) or self._plain.get(without_accents(wording))

    def nearest(self, heading_text: str) -> Question | None:
        """The question whose wording the heading most resembles, None when none is near."""
        wordings = {plain: question for plain, question in self._plain.items() if question is not None}
        close = near(without_accents(normal_wording(heading_text))[:300], wordings, NEAR)
        return wordings[close] if close is not None else None


@lru_cache(maxsize=16)
def questionnaire_of(questions: tuple[Question, ...]) -> Questionnaire:
    """The questionnaire of these questions, built once."""
    return Questionnaire(questions)


def suggest(heading_text: str, series: Series) -> Question | None:
    """The question a heading that matches none was probably meant to be."""
    return questionnaire_of(series.questions).nearest(heading_text)
