"""The examples of the pages are true: the wrong one is found, the right one is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.check.rule_case import findings_of, text_of
from wp_portraits.check.pages import page
from wp_portraits.schema.series_reading import read_series

DEBUT, BREF = "Comment as-tu commencé?", "Décris ton travail en 140 caractères."
QUESTIONS: list[dict[str, Any]] = [{"id": "debut", "text": DEBUT}, {"id": "bref", "text": BREF, "max_chars": 140}]
SERIES_FOR: dict[str, dict[str, Any]] = {
    "Q001": {"questions": [{**QUESTIONS[0], "required": True}, QUESTIONS[1]]},
    "Q002": {"questions": [QUESTIONS[0], {**QUESTIONS[1], "max_chars": 10}]},
    "Q004": {"questions": QUESTIONS, "minimum_answers": 2},
    **{code: {"questions": QUESTIONS} for code in ("Q003", "Q005", "Q006", "Q007", "W002", "X002")},
    "R001": {"reading": {"min": 1}},
    "D002": {"timezone": "America/Toronto"},
}
IN_A_DRAFT = (
    *("F003", "F004", "F005", "F006", "F007", "F011", "D001", "D002", "K003", "K004", "I001", "I002", "I003", "I004"),
    *("Q001", "Q002", "Q003", "Q004", "Q005", "Q006", "Q007", "P001", "P002", "P003", "P004", "I008"),
    *("R001", "R002", "R003", "R004", "R005", "R006", "R007", "R008", "U001", "U002", "U003", "U004", "U005"),
    *("W001", "W002", "W003", "W004", "W005", "X001", "X002", "X003"),
)
PICTURES: dict[str, dict[str, Any]] = {
    "drafts/images/camille.jpg": {"mime": "image/jpeg"},
    "drafts/images/agenda.png": {"mime": "image/png"},
    "drafts/images/local.jpg": {"mime": "image/jpeg"},
    "drafts/images/IMG_2047.jpg": {"mime": "image/jpeg"},
    "drafts/images/local.heic": {"problem": "WordPress does not take HEIF pictures everywhere"},
}
COMPTOIR = "reading: [{title: Le comptoir, url: https://editions.example.org/le-comptoir}]"
OTHERS: dict[str, dict[str, Any]] = {
    "drafts/camille-roy.md": {"front": COMPTOIR},
    "drafts/lea-tremblay.md": {},
    "drafts/nadia-benali.md": {},
}


def examples(code: str) -> list[tuple[str, str]]:
    """The language and text of the page's two examples."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", page(code), re.MULTILINE | re.DOTALL)


def codes_of(code: str, language: str, text: str) -> set[str]:
    """What is found in a draft with this front matter or text."""
    path = "drafts/camille-roy.md" if code in ("R003", "P001", "P002") else "drafts/zoe.md"
    others = {where: what for where, what in OTHERS.items() if where != path}
    if code == "R008":
        others["drafts/lea-tremblay.md"] = {"front": "related: [nadia-benali]"}
    told = {"path": path, "series": SERIES_FOR.get(code, {}), "others": others, "pictures": PICTURES}
    return {each.code for each in findings_of(told, whole(language, text))}


def whole(language: str, text: str) -> str:
    """A draft around an example."""
    if language != "yaml":
        return text_of({"name": "Zoé", "body": text})
    series = "" if "series:" in text else "series: s\n"
    person = "" if "person:" in text else "person: {name: Zoé}\n"
    return f"---\n{series}{person}{text}---\n## {DEBUT}\n\nPar hasard.\n"


@pytest.mark.parametrize("code", IN_A_DRAFT)
def test_examples_in_a_draft(code: str) -> None:
    (wrong_language, wrong), (right_language, right) = examples(code)
    assert code in codes_of(code, wrong_language, wrong)
    assert codes_of(code, right_language, right) == set()


def test_the_example_of_a_day_that_is_past() -> None:
    (_, wrong), (_, right) = examples("D003")
    told = {"now": datetime(2014, 1, 24, tzinfo=UTC)}
    assert [each.code for each in findings_of(told, whole("yaml", wrong))] == ["D003"]
    assert findings_of(told, whole("yaml", right)) == ()


@pytest.mark.parametrize("code", ["S003", "S004"])
def test_examples_in_a_series(code: str) -> None:
    (_, wrong), (_, right) = examples(code)
    assert {each.code for each in read_series("drafts/series/s.yml", f"name: S\n{wrong}".encode())[1]} == {code}
    assert read_series("drafts/series/s.yml", f"name: S\n{right}".encode())[1] == ()
