"""Every code of the register is explained, and somewhere in the program it is really reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wp_portraits.check import manual, page
from wp_portraits.diagnostics import CODES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_what_is_wrong_what_is_right_and_how_to_mend_it(code: str) -> None:
    text = page(code)
    assert text.startswith(f"# {code}: {CODES[code].title} ({CODES[code].severity})\n")
    assert [word for word in ("Wrong", "Right", "To mend it:") if word not in text] == []


def test_pages_are_found_whatever_the_case_and_only_for_codes() -> None:
    assert page(" q001 ") == page("Q001")
    with pytest.raises(KeyError):
        page("Z999")


def test_the_documentation_is_the_pages() -> None:
    shown = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert shown == manual(), "write wp_portraits.check.manual() to docs/checks.md"
    headings = re.findall(r"^### ([A-Z]\d{3}):", shown, re.MULTILINE)
    assert sorted(headings) == sorted(CODES)


def test_every_code_has_a_producer() -> None:
    sources = [path for path in (ROOT / "wp_portraits").rglob("*.py") if path.parent.name != "diagnostics"]
    produced = {code for path in sources for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8"))}
    assert sorted(set(CODES) - produced) == []
    assert sorted(code for code in produced if code[0] in "FSQKRIUD" and code not in CODES) == []
