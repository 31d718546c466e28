"""The page about editors: what it shows works with what ``check`` really prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import regress

from tests.conftest import Run

PAGE = (Path(__file__).parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")
SERIES = "name: S\nquestions: [{id: debut, text: Qui ?}]\n"
BROKEN = "---\nseries: s\nperson: {name: Léa}\ntitel: Élan\n---\n\n## Qui?\n\nMoi.\n\n## Quoi?\n\nRien.\n"


def test_the_task_of_visual_studio_code_finds_every_finding(run: Run, tmp_path: Path) -> None:
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
    [task] = next(block for block in blocks if "tasks" in block)["tasks"]
    (tmp_path / "drafts/series").mkdir(parents=True)
    (tmp_path / "drafts/series/s.yml").write_text(SERIES, encoding="utf-8")
    (tmp_path / "drafts/lea.md").write_text(BROKEN, encoding="utf-8")
    ran = run(*task["args"])
    matcher = task["problemMatcher"]["pattern"]
    found = []
    for line in ran.out.splitlines():
        match = regress.Regex(matcher["regexp"]).find(line)
        if match is not None:
            found.append(
                tuple(line[match.group(matcher[part])] for part in ("file", "line", "column", "severity", "code"))
            )
    told = json.loads(run("check", "--format", "json").out)["diagnostics"]
    assert len(told) == 2
    assert found == [
        (each["path"], str(each["line"]), str(each["column"]), each["severity"], each["code"]) for each in told
    ]


def test_the_commands_on_the_page_make_the_files_that_the_settings_name(run: Run, tmp_path: Path) -> None:
    commands = re.findall(r"^wp-portraits (schema .*)$", PAGE, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        assert run(*command.split()).code == 0
    settings = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
    for path in settings["yaml.schemas"]:
        assert json.loads((tmp_path / path).read_text(encoding="utf-8"))["title"] == "A series of portraits"
