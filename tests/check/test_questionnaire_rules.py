from __future__ import annotations

import pytest

from tests.check.conftest import SERIES, Look, draft
from wp_portraits.diagnostics.diagnostic import Severity

START = "## Comment as-tu commencé?\n\nPar hasard.\n"


def test_a_good_draft_has_nothing_to_report(look: Look) -> None:
    checked = look(draft(body="Une introduction.\n\n" + START + "\n## Ta pire erreur?\n\nUn mauvais samedi.\n"))
    assert checked.read.diagnostics == ()
    assert checked.found == ()
    assert checked.read.portrait is not None


def test_q001_a_required_question_without_heading(look: Look) -> None:
    found = look(draft(body="## Ta pire erreur?\n\nUn samedi.\n")).only()
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("Q001", 2, 9, 10)
    assert "Comment as-tu commencé?" in found.message
    assert found.hint == "Add it: ## Comment as-tu commencé? {#debut}"


def test_q001_points_to_the_heading_that_was_probably_meant(look: Look) -> None:
    checked = look(draft(body="## Comment as-tu comencé?\n\nPar hasard.\n"))
    assert checked.places == [("Q001", 2, 9), ("Q003", 5, 1)]
    assert checked.found[0].hint == "If the heading on line 5 asks it, add {#debut} at that line's end."


@pytest.mark.parametrize("heading", ["Comment as-tu commencé?", "COMMENT AS-TU COMMENCÉ?", "Et ce début? {#debut}"])
def test_q001_is_content_with_the_wording_or_the_id(look: Look, heading: str) -> None:
    assert look(draft(body=f"## {heading}\n\nPar hasard.\n")).found == ()


def test_q002_counts_what_a_reader_sees(look: Look) -> None:
    body = (
        START
        + "\n## Décris ton travail en 20 caractères.\n\nJ’écoute **tout** le monde, [vraiment](https://example.org/x).\n"
    )
    found = look(draft(body=body)).only()
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("Q002", 9, 1, 40)
    assert found.message == "This answer has 33 characters, 13 more than the 20 its question allows."
    assert found.hint == "What fits ends with “…J’écoute tout le mon”."


@pytest.mark.parametrize(
    "answer",
    [
        "J'écoute le monde...",
        "**J'écoute**\n*le monde*...",
        "J'écoute\n\nle monde...",
        "J'e\u0301coute le monde...",
        "J'écoute ![un très long texte de remplacement](images/a.png)le monde...",
        "J'écoute <!-- une note qui ne compte pas du tout --> le monde.",
        "👩🏽\u200d💻" * 20,
        "🇨🇦" * 20,
    ],
)
def test_q002_exactly_as_long_as_allowed(look: Look, answer: str) -> None:
    codes = [
        place[0] for place in look(draft(body=f"{START}\n## Décris ton travail en 20 caractères.\n\n{answer}\n")).places
    ]
    assert "Q002" not in codes


@pytest.mark.parametrize("answer", ["x" * 21, "👩🏽\u200d💻" * 21, "mot " * 5 + "m", "a\n" * 11])
def test_q002_one_too_many(look: Look, answer: str) -> None:
    found = look(draft(body=f"{START}\n## Décris ton travail en 20 caractères.\n\n{answer}\n")).only()
    assert found.message.startswith("This answer has 21 characters, 1 more")


def test_q003_suggests_the_nearest_question(look: Look) -> None:
    found = look(draft(body=START + "\n## Quelle est la pire ereur que tu a faite?\n\nUn samedi.\n")).only()
    assert (found.code, found.severity) == ("Q003", Severity.WARNING)
    assert (found.span.line, found.span.column) == (9, 1)
    assert found.hint == "Did you mean “Quelle est la pire erreur que tu as faite?” {#erreur}?"


def test_q003_leaves_questions_of_ones_own_alone_but_says_so(look: Look) -> None:
    found = look(draft(body=START + "\n## Ton chat a-t-il un nom?\n\nOui.\n")).only()
    assert found.code == "Q003"
    assert found.hint == "As a question of your own it is fine. The questionnaire's ids are: debut, bref, erreur."


def test_q003_names_the_anchor_that_is_no_id(look: Look) -> None:
    found = look(draft(body=START + "\n## Ta pire erreur? {#ereur}\n\nUn samedi.\n")).only()
    assert found.message == "“#ereur” is not the id of a question of “Portrait de gestionnaire”."
    assert "{#erreur}" in found.hint


def test_a_series_without_questions_takes_any(look: Look) -> None:
    assert look(draft(body="## N’importe quoi?\n\nOui.\n"), series="name: Libre\n").found == ()


def test_q004_too_few_answers(look: Look) -> None:
    series = SERIES.replace("minimum_answers: 1", "minimum_answers: 3")
    body = START + "\n## Ta pire erreur?\n\n<!-- à venir -->\n"
    checked = look(draft(body=body), series=series)
    assert checked.places == [("Q004", 2, 9), ("Q006", 9, 1)]
    assert checked.found[0].message == "The draft has 1 answer; its series asks for at least 3."


def test_q004_counts_a_question_answered_twice_once(look: Look) -> None:
    series = SERIES.replace("minimum_answers: 1", "minimum_answers: 2")
    checked = look(draft(body=START + "\n" + START), series=series)
    assert checked.places == [("Q004", 2, 9), ("Q005", 9, 1)]


def test_q005_names_the_line_of_the_first(look: Look) -> None:
    body = START + "\n## Autrement dit {#debut}\n\nPar une file d’attente.\n"
    found = look(draft(body=body)).only()
    assert (found.code, found.span.line, found.span.column) == ("Q005", 9, 1)
    assert found.message == "The question “Autrement dit” is already answered on line 5."


def test_q005_also_for_questions_of_ones_own(look: Look) -> None:
    body = "## Ton chat?\n\nOui.\n\n## TON CHAT?\n\nEncore.\n"
    assert look(draft(body=body), series="name: Libre\n").places == [("Q005", 9, 1)]


@pytest.mark.parametrize(
    "answer", ["", "\n\n", "<!-- plus tard\n\nvraiment -->\n", "***\n", "&nbsp;\n", "<div></div>\n"]
)
def test_q006_nothing_a_reader_could_see(look: Look, answer: str) -> None:
    found = look(draft(body=START + "\n## Ta pire erreur?\n\n" + answer)).only()
    assert (found.code, found.span.line, found.span.column) == ("Q006", 9, 1)


@pytest.mark.parametrize(
    "answer",
    ["Oui.", "`code`", "![Un chat](https://example.org/chat.jpg)", "```\nx\n```", "<img src='x.jpg' alt=''>", "1. un"],
)
def test_q006_accepts_whatever_shows(look: Look, answer: str) -> None:
    assert look(draft(body=f"{START}\n## Ta pire erreur?\n\n{answer}\n")).found == ()


def test_an_empty_required_answer_is_told_once(look: Look) -> None:
    assert look(draft(body="## Comment as-tu commencé?\n\n## Ta pire erreur?\n\nUn samedi.\n")).places == [
        ("Q006", 5, 1)
    ]
