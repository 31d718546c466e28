"""``check --format``, with the installed command, in a workspace inside a repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from junitparser import JUnitXml

from tests.conftest import Run

SERIES = "name: S\nquestions:\n  - {id: debut, text: Qui ?}\n"
GOOD = "---\nseries: s\nperson: {name: Zoé}\n---\n\n## Qui?\n\nMoi.\n"
BROKEN = "---\nseries: s\nperson: {name: Léa}\ntitel: Élan\n---\n\n## Qui?\n\nMoi.\n\n## Quoi donc?\n\nRien.\n"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A workspace in the folder ``blog`` of a repository, with a good draft and a broken one."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "blog/drafts/series").mkdir(parents=True)
    (tmp_path / "blog/drafts/series/s.yml").write_text(SERIES, encoding="utf-8")
    (tmp_path / "blog/drafts/zoe.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "blog/drafts/lea.md").write_text(BROKEN, encoding="utf-8")
    return tmp_path / "blog"


def test_github_annotates_and_fills_the_summary(run: Run, blog: Path, tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n", encoding="utf-8")
    env = {"GITHUB_WORKSPACE": str(tmp_path), "GITHUB_STEP_SUMMARY": str(page)}
    ran = run("-C", "blog", "check", "--format", "github", env=env)
    assert ran.code == 1
    assert ran.out.splitlines()[0].startswith("::error file=blog/drafts/lea.md,line=4,col=1,endLine=4,endColumn=6,")
    assert ran.out.splitlines()[1].startswith("::warning file=blog/drafts/lea.md,line=11,")
    assert ran.out.endswith("\n1 error, 1 warning in 2 drafts\n")
    assert page.read_text(encoding="utf-8").startswith("before\n### wp-portraits check\n")
    assert "blog/drafts/lea.md:4:1" in page.read_text(encoding="utf-8")


def test_a_summary_that_cannot_be_written_is_said_and_changes_nothing(run: Run, blog: Path, tmp_path: Path) -> None:
    ran = run("-C", "blog", "check", "--format", "github", env={"GITHUB_STEP_SUMMARY": str(tmp_path)})
    assert ran.code == 1
    assert "summary of the step cannot be written" in ran.err
    assert ran.out.startswith("::error file=blog/drafts/lea.md,")


def test_a_checkout_elsewhere_does_not_count(run: Run, blog: Path, tmp_path: Path) -> None:
    ran = run("check", "--format", "github", cwd=blog, env={"GITHUB_WORKSPACE": "/nowhere"})
    assert ran.out.startswith("::error file=blog/drafts/lea.md,")
    (tmp_path / ".git").rmdir()
    ran = run("check", "--format", "github", cwd=blog)
    assert ran.out.startswith("::error file=drafts/lea.md,")


def test_sarif_begins_at_the_repository(run: Run, blog: Path, tmp_path: Path) -> None:
    ran = run("check", "--format", "sarif", cwd=blog)
    assert ran.code == 1
    [found] = json.loads(ran.out)["runs"]
    assert found["originalUriBaseIds"]["%SRCROOT%"]["uri"] == f"{tmp_path.as_uri()}/"
    uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in found["results"]}
    assert uris == {"blog/drafts/lea.md"}


@pytest.mark.parametrize(("options", "failed"), [((), 0), (("--strict",), 1)])
def test_junit_has_every_draft_and_strict_is_heard(run: Run, blog: Path, options: tuple[str, ...], failed: int) -> None:
    ran = run("check", "--format", "junit", "--select", "Q003", *options, cwd=blog)
    xml = JUnitXml.fromstring(ran.out.encode())
    assert (ran.code, xml.tests, xml.failures) == (failed, 2, failed)


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_a_form_for_programs_is_utf_8_whatever_the_locale(run: Run, blog: Path, form: str) -> None:
    ran = run("check", "--format", form, cwd=blog, env={"PYTHONIOENCODING": "ascii"})
    assert "Unknown key “titel”." in ran.out
    if form == "json":
        assert json.loads(ran.out)["errors"] == 1


def test_the_fixes_in_sarif_mend_what_they_are_for(run: Run, blog: Path) -> None:
    text = "---\r\nseries: s\r\nperson: {name: Ana}\r\n---\r\n\r\n## Qui ?\r\n\r\n💡 Moi ! Oui : « moi ».\r\n"
    (blog / "drafts/ana.md").write_bytes(text.encode())
    results = json.loads(run("check", "--format", "sarif", "drafts/ana.md", cwd=blog).out)["runs"][0]["results"]
    changes = [change for each in results for change in each["fixes"][0]["artifactChanges"]]
    assert {change["artifactLocation"]["uri"] for change in changes} == {"blog/drafts/ana.md"}
    lines = text.splitlines(keepends=True)
    replacements = [replacement for change in changes for replacement in change["replacements"]]
    for replacement in sorted(replacements, key=lambda each: each["deletedRegion"]["startColumn"], reverse=True):
        region = replacement["deletedRegion"]
        line = lines[region["startLine"] - 1]
        before, after = line[: region["startColumn"] - 1], line[region["endColumn"] - 1 :]
        lines[region["startLine"] - 1] = before + replacement["insertedContent"]["text"] + after
    assert len(replacements) >= 5
    assert "".join("".join(lines).split()) == "".join(text.split())  # nothing but spaces is another
    (blog / "drafts/ana.md").write_bytes("".join(lines).encode())
    assert run("check", "--format", "json", "drafts/ana.md", cwd=blog).out.count('"code"') == 0


def test_a_series_file_stands_for_its_drafts(run: Run, blog: Path) -> None:
    (blog / "drafts/series/autre.yml").write_text("name: Autre\n", encoding="utf-8")
    ran = run("check", "--format", "json", "drafts/series/s.yml", cwd=blog)
    assert (ran.code, json.loads(ran.out)["drafts"]) == (1, 2)
    ran = run("check", "--format", "json", "drafts/series/autre.yml", cwd=blog)
    assert (ran.code, json.loads(ran.out)["drafts"]) == (0, 0)
