"""A newcomer's first minutes, in an empty folder, with the installed command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run


def test_init_new_check_render(run: Run, tmp_path: Path) -> None:
    assert run("init", ".").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".env.example", ".gitignore", "drafts"]
    assert run("new", "Éléonore L'Écuyer").out == "wrote drafts/eleonore-lecuyer.md\n"

    empty = run("check", "--format", "json")
    assert empty.code == 1
    assert {each["code"] for each in json.loads(empty.out)["diagnostics"]} == {"Q004", "Q006"}

    draft = tmp_path / "drafts" / "eleonore-lecuyer.md"
    parts = draft.read_text(encoding="utf-8").split("\n\n\n")
    draft.write_text("\n\nUne réponse.\n\n".join(part.strip() for part in parts), encoding="utf-8")
    checked = run("check", "--strict")
    assert (checked.code, checked.out) == (0, "1 draft, nothing to report\n")
    page = run("render", "drafts/eleonore-lecuyer.md")
    assert page.code == 0
    assert "Une réponse." in page.out
    assert page.out.startswith("<!-- wp:group")
    assert "<!-- wp:" not in run("render", "--markup", "classic").out
    assert run("render", "-o", "public").code == 0
    assert (tmp_path / "public" / "eleonore-lecuyer.html").read_text(encoding="utf-8") == page.out


def test_init_and_new_leave_what_is_there(run: Run, tmp_path: Path) -> None:
    run("init")
    series = tmp_path / "drafts" / "series" / "portraits.yml"
    series.write_text(
        "name: À moi\ntitle: 'Moi : {{ person.name }}'\nquestions: [{id: a, text: Qui ?}]\n", encoding="utf-8"
    )
    assert run("init").code == 0
    assert series.read_text(encoding="utf-8").startswith("name: À moi")
    assert run("new", "Camille Roy").code == 0
    again = run("new", "camille  roy")
    assert again.code == 2
    assert "drafts/camille-roy.md exists already" in again.err


def test_a_name_in_another_script_needs_a_key(run: Run, tmp_path: Path) -> None:
    run("init")
    without = run("new", "Камиль Roy")
    assert (without.code, without.out) == (2, "")
    assert "'Камиль Roy' gives no file name." in without.err
    assert run("new", "Камиль", "--key", "../kamil").code == 2
    assert run("new", "Камиль", "--key", "kamil").out == "wrote drafts/kamil.md\n"
    assert "name: Камиль\n" in (tmp_path / "drafts" / "kamil.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["check"], "wp-portraits init"),
        (["check", "--format", "xml"], "--format"),
        (["chek"], "No such command"),
        (["-C", "nowhere", "check"], "is not a folder"),
        (["sandbox", "up", "--port", "99999"], "port"),
        (["sandbox", "up", "--wordpress", "4.2"], "7.1"),
    ],
)
def test_a_wrong_call_ends_2_with_advice(run: Run, argv: list[str], words: str) -> None:
    ran = run(*argv)
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_what_is_refused_is_shown_harmlessly(run: Run, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    ran = run("check", "drafts/\x1b[2J\u202ea.md")
    assert ran.code == 2
    assert "there is no such file" in ran.err
    assert not {"\x1b", "\u202e"} & set(ran.err)


def test_without_a_site_the_setting_is_named(run: Run) -> None:
    run("init")
    run("new", "Camille Roy")
    ran = run("plan")
    assert ran.code == 2
    assert "WP_URL is not set" in ran.err


def test_a_bug_is_one_line_and_a_log(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, wp_portraits.workspace.locate\n"
        "def broken(*_): raise ZeroDivisionError('inside')\n"
        "sys.modules['wp_portraits.workspace.locate'].locate = broken\n",
        encoding="utf-8",
    )
    ran = run("check", env={"PYTHONPATH": str(tmp_path)})
    assert ran.code == 70
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err
    log = Path(ran.err.split()[-1])
    assert "ZeroDivisionError: inside" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o777 == 0o600
    log.unlink()


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_check_starts_without_the_heavy_libraries_and_with_one_report(run: Run, form: str) -> None:
    run("init")
    run("new", "Camille Roy")
    ran = run("check", "--format", form, env={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip() for line in ran.err.splitlines() if line.startswith("import time:")}
    assert "wp_portraits.check" in loaded
    assert loaded.isdisjoint({"requests", "rich", "keyring", "sqlite3", "PIL.Image"})
    told = {name.removeprefix("wp_portraits.reports.findings_") for name in loaded if ".reports.findings_" in name}
    below = {"github": {"text", "markdown"}, "junit": {"text"}}
    assert told == {form} | below.get(form, set())


def test_an_option_behind_the_command_is_told_its_place(run: Run) -> None:
    ran = run("publish", "--transport", "rest")
    assert (ran.code, ran.out) == (2, "")
    assert "Error: --transport stands before the command: wp-portraits --transport … publish …\n" in ran.err
