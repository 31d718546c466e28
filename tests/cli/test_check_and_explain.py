"""``check --select``, ``--ignore`` and ``explain``, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from wp_portraits.diagnostics.register import CODES

DRAFT = "---\nseries: portraits\nperson: {name: Camille Roy}\ntags: santé\n---\n## Qui?\n"


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """A workspace with one draft that lacks its answer and has a wrong tag."""
    series = tmp_path / "drafts" / "series" / "portraits.yml"
    series.parent.mkdir(parents=True)
    series.write_text("name: Portraits\n", encoding="utf-8")
    (tmp_path / "drafts" / "camille-roy.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "codes", "code"),
    [
        ((), ["F007", "Q006"], 1),
        (("--select", "Q"), ["Q006"], 1),
        (("--select", "q006,F0"), ["F007", "Q006"], 1),
        (("--ignore", "Q00"), ["F007"], 1),
        (("--select", "Q", "--select", "F", "--ignore", "F007", "--ignore", "Q006"), [], 0),
        (("--select", "U"), [], 0),
    ],
)
def test_findings_are_chosen_by_code(
    run: Run, folder: Path, options: tuple[str, ...], codes: list[str], code: int
) -> None:
    ran = run("check", "--format", "json", *options)
    told = json.loads(ran.out)
    assert [each["code"] for each in told["diagnostics"]] == codes
    assert (ran.code, told["errors"]) == (code, len(codes))


@pytest.mark.parametrize(
    ("command", "name", "hint"),
    [
        (("check", "--select"), "QOO2", "Did you mean Q002?"),
        (("check", "--ignore"), "7", "There are F, S, "),
        (("explain",), "Q9", "There are Q001, Q002"),
    ],
)
def test_an_unknown_code_names_those_near(
    run: Run, folder: Path, command: tuple[str, ...], name: str, hint: str
) -> None:
    ran = run(*command, name)
    assert (ran.code, ran.out) == (2, "")
    assert f"There is no code “{name}”." in ran.err
    assert hint in ran.err


def test_a_file_that_cannot_be_read_is_a_finding_f010(run: Run, folder: Path) -> None:
    (folder / "drafts" / "lea.md").symlink_to(folder / "nowhere.md")
    (found,) = json.loads(run("check", "--format", "json", "--select", "F010").out)["diagnostics"]
    assert (found["code"], found["path"], found["line"]) == ("F010", "drafts/lea.md", 1)


def test_a_day_that_is_past_is_judged_by_the_clock(run: Run, folder: Path) -> None:
    text = "---\nseries: portraits\nperson: {name: Léa}\ndate: 2014-01-23\nstatus: draft\n---\n"
    (folder / "drafts" / "lea.md").write_text(text, encoding="utf-8")
    (found,) = json.loads(run("check", "--strict", "--format", "json", "drafts/lea.md").out)["diagnostics"]
    assert (found["code"], found["line"], found["column"]) == ("D003", 4, 7)


def test_explain_tells_the_page_of_each_code(run: Run, tmp_path: Path) -> None:
    told = run("explain", "q005", "U00").out
    titles = [f"{code}: {CODES[code].title}" for code in CODES if code == "Q005" or code.startswith("U00")]
    assert [line for line in told.splitlines() if line[:5] in {f"{code}:" for code in CODES}] == [
        f"{title} ({CODES[title[:4]].severity})" for title in titles
    ]
    assert "\n    ## Comment as-tu commencé?\n\n    Par hasard.\n" in told
    assert "```" not in told


def test_explain_alone_lists_every_code(run: Run, tmp_path: Path) -> None:
    lines = run("explain").out.splitlines()
    assert [line.split()[:2] for line in lines] == [[code.code, str(code.severity)] for code in CODES.values()]
