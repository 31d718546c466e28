"""Every code, on drafts that fail and drafts that pass: ``cases/FAMILY.yml``, explained in :mod:`tests.check.rule_case`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.rule_case import CASES, Case, cases, edited, findings_of, text_of
from wp_portraits.check.pages import families

FAMILIES = families()
ALL = list(cases())
ELSEWHERE = {"F010": "tests/cli/test_check_and_explain.py"}
"""Codes that need more than a text, and the tests that have them."""


@pytest.mark.parametrize("case", ALL, ids=str)
def test_case(case: Case) -> None:
    text = text_of(case.told)
    everything = findings_of(case.told, text)
    found = tuple(each for each in everything if each.code in FAMILIES[case.family])
    places = [f"{each.code} {each.span.line}:{each.span.column}" for each in found]
    if not case.fails:
        assert [place for place in places if place.startswith(case.code)] == []
        return
    assert places == case.found
    assert case.code in " ".join(places)
    assert all(each.message and each.span.path for each in found)
    after = edited(text, found)
    assert after == (text if case.fixed() is None else case.fixed())
    if after != text:
        left = [each for each in findings_of(case.told, after) if each.code in FAMILIES[case.family] and each.fix]
        assert left == [], "what was mended is mended for good"


def test_every_page_has_its_cases() -> None:
    assert sorted(path.stem for path in CASES.glob("*.yml")) == sorted(FAMILIES)


@pytest.mark.parametrize("code", [code for codes in FAMILIES.values() for code in codes if code not in ELSEWHERE])
def test_every_code_fails_and_passes(code: str) -> None:
    of_code = [case for case in ALL if case.code == code]
    assert {case.fails for case in of_code} == {True, False}, f"{code} has no failing or no passing case"
    assert {case.family for case in of_code} == {name for name, codes in FAMILIES.items() if code in codes}


@pytest.mark.parametrize(("code", "path"), ELSEWHERE.items())
def test_codes_that_need_more_than_a_text_are_tested_elsewhere(code: str, path: str) -> None:
    assert code in (Path(__file__).parents[2] / path).read_text(encoding="utf-8")
