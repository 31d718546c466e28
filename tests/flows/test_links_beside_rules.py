from __future__ import annotations

from wp_portraits.diagnostics.diagnostic import finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.flows.links import AskedLinks


def at(line: int, column: int = 1, path: str = "drafts/a.md") -> Span:
    return Span(path, line, column, line, column + 1)


def test_what_the_web_answers_stands_in_the_place_of_a_guess() -> None:
    answered = (finding("L003", at(7, 9), "answers over https"), finding("L001", at(3), "dead"))
    guessed = [finding("U005", span, "not encrypted") for span in (at(7), at(3), at(7, path="drafts/b.md"))]
    other = finding("U001", at(7), "malformed")
    told = AskedLinks(answered, {}).beside([*guessed, other])
    assert set(told) == {*answered, *guessed[1:], other}
    assert list(told) == sorted(told, key=lambda each: each.sort_key)
