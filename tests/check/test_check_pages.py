"""Every code of the register is explained, and somewhere in the program it is really reported."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from wp_portraits.check.pages import families, manual, page
from wp_portraits.check.rules import LENIENT
from wp_portraits.diagnostics.diagnostic import Severity
from wp_portraits.diagnostics.register import CODES

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
    docs, told = ROOT / "docs", manual()
    written = {path.relative_to(docs).as_posix() for path in (docs / "rules").iterdir()} | {"checks.md"}
    shown = {path: (docs / path).read_text(encoding="utf-8") for path in written}
    assert shown == told, "run script/rules.py"


def test_every_code_has_its_page_and_the_index_leads_there() -> None:
    documented = [code for codes in families().values() for code in codes]
    assert sorted(documented) == sorted(CODES)
    told = manual()
    links = re.findall(r"^\| \[([A-Z]\d{3})\]\((rules/[\w-]+\.md)#([\w-]+)\)", told["checks.md"], re.MULTILINE)
    assert [code for code, _, _ in links] == documented
    for code, path, anchor in links:
        heading = f"## {code}: {CODES[code].title} ({CODES[code].severity})"
        assert f"\n{heading}\n" in told[path]
        assert anchor == re.sub(r"[^a-z0-9 -]", "", heading.lower()).strip().replace(" ", "-")


def test_every_code_has_a_producer() -> None:
    sources = [path for path in (ROOT / "wp_portraits").rglob("*.py") if path.parent.name != "diagnostics"]
    produced = {code for path in sources for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8"))}
    assert sorted(set(CODES) - produced) == []
    assert sorted(code for code in produced if code not in CODES) == []


@pytest.mark.parametrize("family", sorted(LENIENT, key=lambda family: family.__name__), ids=lambda each: each.__name__)
def test_what_publishing_passes_over_finds_no_error(family: ModuleType) -> None:
    codes = re.findall(r"^## ([A-Z]\d{3})$", family.__doc__ or "", re.MULTILINE)
    assert codes
    assert not [code for code in codes if CODES[code].severity is Severity.ERROR]
