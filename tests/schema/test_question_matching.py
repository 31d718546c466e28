"""Which question a heading asks."""

from __future__ import annotations

import pytest

from wp_portraits.model.series import Question, Series
from wp_portraits.schema.matching import Questionnaire, normal_wording, suggest

QUESTIONS = (
    Question("debut", "Comment as-tu commencé ?"),
    Question("erreur", "Quelle est la pire erreur que tu as faite ?", aliases=("Ta pire erreur ?",)),
    Question("peche", "La pêche ?"),
    Question("pecher", "La péché ?"),
    Question("ia", "L'œuvre de l’I.A. ?"),
)
QUESTIONNAIRE = Questionnaire(QUESTIONS)
SERIES = Series("s", "drafts/series/s.yml", "S", questions=QUESTIONS)


@pytest.mark.parametrize(
    ("heading", "anchor", "expected"),
    [
        ("Comment as-tu commencé ?", None, "debut"),
        ("comment AS TU commencé", None, "debut"),
        ("Comment as\u2011tu\u00a0commencé\u202f?!…", None, "debut"),
        ("Comment as-tu commence?", None, "debut"),
        ("Comment as-tu commence\u0301 ?", None, "debut"),
        ("« Ta pire erreur »", None, "erreur"),
        ("l'oeuvre de l'IA", None, "ia"),
        ("L`ŒUVRE DE L'IA", None, "ia"),
        ("La pêche", None, "peche"),
        ("La péché", None, "pecher"),
        ("La peche", None, None),
        ("Tout autre chose", "debut", "debut"),
        ("Comment as-tu commencé ?", "autre", None),
        ("Comment as-tu commencé la musique ?", None, None),
        ("", None, None),
        ("?", None, None),
    ],
)
def test_matching(heading: str, anchor: str | None, expected: str | None) -> None:
    found = QUESTIONNAIRE.question(heading, anchor)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Comment as-tu commancé ?", "debut"),
        ("Comment as-tu débuté ?", "debut"),
        ("Ta pire erreure", "erreur"),
        ("Que manges-tu le matin ?", None),
        ("", None),
    ],
)
def test_suggestions_for_near_misses(heading: str, expected: str | None) -> None:
    found = suggest(heading, SERIES)
    assert (found.id if found else None) == expected


def test_other_scripts_keep_their_letters_and_marks() -> None:
    assert normal_wording("आप कैसे हैं?") != normal_wording("आप कस ह?")
    assert normal_wording("最初は？") == "最初は"
