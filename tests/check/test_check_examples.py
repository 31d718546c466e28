"""The examples of the pages are true: the wrong one is found, the right one is not."""

from __future__ import annotations

import re

import pytest

from tests.check.conftest import Look, draft
from wp_portraits.check import page
from wp_portraits.model.picture import Picture
from wp_portraits.schema import read_series

QUESTIONS = """\
questions:
  - {id: debut, text: "Comment as-tu commencé?"}
  - {id: bref, text: "Décris ton travail en 140 caractères.", max_chars: 140}
"""
SERIES_FOR = {
    "Q001": QUESTIONS.replace('commencé?"', 'commencé?", required: true'),
    "Q002": QUESTIONS.replace("max_chars: 140", "max_chars: 10"),
    "Q003": QUESTIONS,
    "Q004": QUESTIONS + "minimum_answers: 2\n",
    "Q005": QUESTIONS,
    "Q006": QUESTIONS,
    "R001": "reading: {min: 1}\n",
}
IN_A_DRAFT = (
    *("F003", "F004", "F005", "F006", "F007", "D001", "K003", "I001", "I002", "I003", "I004"),
    *("Q001", "Q002", "Q003", "Q004", "Q005", "Q006", "R001", "R002", "R003", "R004", "U001", "U002", "U003", "U004"),
)
PICTURES = [
    *(Picture(f"drafts/images/{name}", "image/jpeg", 1, 1) for name in ("camille.jpg", "agenda.png", "local.jpg")),
    Picture("drafts/images/local.heic", problem="WordPress does not take HEIF pictures everywhere"),
]
OTHERS = {f"drafts/{key}.md": draft(name=key) for key in ("camille-roy", "lea-tremblay", "nadia-benali")}


def examples(code: str) -> list[tuple[str, str]]:
    """The language and text of the page's two examples."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", page(code), re.MULTILINE | re.DOTALL)


def codes_of(look: Look, code: str, language: str, text: str) -> set[str]:
    path = "drafts/camille-roy.md" if code == "R003" else "drafts/zoe.md"
    whole = draft(text, name="Zoé") if language == "yaml" else draft(body=text, name="Zoé")
    others = {where: what for where, what in OTHERS.items() if where != path}
    series = "name: Portrait\n" + SERIES_FOR.get(code, "")
    checked = look(whole, path=path, series=series, others=others, pictures=PICTURES)
    return {each.code for each in (*checked.read.diagnostics, *checked.found)}


@pytest.mark.parametrize("code", IN_A_DRAFT)
def test_examples_in_a_draft(look: Look, code: str) -> None:
    (wrong_language, wrong), (right_language, right) = examples(code)
    assert code in codes_of(look, code, wrong_language, wrong)
    assert codes_of(look, code, right_language, right) == set()


@pytest.mark.parametrize("code", ["S003", "S004"])
def test_examples_in_a_series(code: str) -> None:
    (_, wrong), (_, right) = examples(code)
    assert {each.code for each in read_series("drafts/series/s.yml", f"name: S\n{wrong}".encode())[1]} == {code}
    assert read_series("drafts/series/s.yml", f"name: S\n{right}".encode())[1] == ()
