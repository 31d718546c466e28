"""action.yml, its steps run as GitHub would run them, on a broken workspace and against a real WordPress."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.system.github_runner import ACTION, ROOT, Runner
from wp_portraits.sandbox.box import Sandbox

SERIES = "name: S\nquestions:\n  - {id: debut, text: Débuts}\n"
GOOD = "---\nseries: s\nperson: {name: Zoé}\n---\n\n## Débuts\n\nMoi.\n"
BROKEN = """\
---
series: s
person: {name: Léa}
titel: Élan
follow:
  - mastodon: "::error file=x,line=1::Ha ##[add-path]/tmp"
---

## Débuts

## Autre chose

Rien.
"""
SLIGHT = GOOD.replace("Zoé", "Ana") + "\n## Autre chose\n\nRien.\n"
RUN = "Run wp-portraits"


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A machine on which the action's own step has installed wp-portraits, from this checkout."""
    runner = Runner(tmp_path_factory.mktemp("machine"), tmp_path_factory.mktemp("checkout"))
    runner.set_python_up()
    (runner.checkout / "pip").mkdir()
    (runner.checkout / "pip/__init__.py").write_text("raise SystemExit('a trap')\n", encoding="utf-8")
    ran = runner.run("Install wp-portraits", inputs={})
    assert ran.code == 0, ran.log
    assert (runner.python / "bin/wp-portraits").exists()
    return runner


@pytest.fixture
def drafts(runner: Runner) -> Path:
    """The drafts of a workspace in a folder of the checkout with a name that a shell would stumble over."""
    folder = runner.checkout / "mon blogue; $(touch trap)" / "drafts"
    (folder / "series").mkdir(parents=True, exist_ok=True)
    (folder / "series/s.yml").write_text(SERIES, encoding="utf-8")
    for draft in folder.glob("*.md"):
        draft.unlink()
    (folder / "zoe.md").write_text(GOOD, encoding="utf-8")
    return folder


def test_a_broken_draft_is_annotated_at_the_right_lines(runner: Runner, drafts: Path) -> None:
    (drafts / "léa 100%.md").write_text(BROKEN.replace("series: s", "series: s\nid: lea"), encoding="utf-8")
    place = f"{drafts.parent.name}/drafts/léa 100%.md"
    ran = runner.run(RUN, inputs={"working-directory": drafts.parent.name})
    assert ran.code == 1
    assert ran.annotations() == [
        ("error", place, 5),  # titel
        ("error", place, 7),  # no handle on Mastodon
        ("error", place, 10),  # an empty answer
        ("warning", place, 12),  # no question of the questionnaire
    ]
    assert {name: ran.outputs[name] for name in ("drafts", "errors", "warnings")} == {
        "drafts": "2", "errors": "3", "warnings": "1",
    }  # fmt: skip
    assert ran.summary.startswith("### wp-portraits check\n\n3 errors, 1 warning in 2 drafts\n")
    assert not (runner.checkout / "trap").exists()


def test_strict_is_heard_and_good_drafts_pass(runner: Runner, drafts: Path) -> None:
    inputs = {"working-directory": drafts.parent.name}
    (drafts / "ana.md").write_text(SLIGHT, encoding="utf-8")
    lenient, strict = runner.run(RUN, inputs=inputs), runner.run(RUN, inputs={**inputs, "strict": "true"})
    assert (lenient.code, strict.code) == (0, 1)
    assert lenient.annotations() == strict.annotations() == [("warning", f"{drafts.parent.name}/drafts/ana.md", 10)]


def test_publish_stops_before_the_site_when_a_draft_is_broken(runner: Runner, drafts: Path) -> None:
    (drafts / "lea.md").write_text(BROKEN, encoding="utf-8")
    inputs = {"working-directory": drafts.parent.name, "command": "publish", "url": "http://127.0.0.1:9"}
    ran = runner.run(RUN, inputs=inputs)
    assert ran.code == 1
    assert ran.annotations()
    assert ran.outputs["created"] == ""


def test_what_is_missing_is_said(runner: Runner, drafts: Path) -> None:
    inputs = {"working-directory": drafts.parent.name}
    ran = runner.run(RUN, inputs={**inputs, "command": "plan"})
    assert ran.code == 2
    assert re.search(r"^::stop-commands::(\w{32,})$.*WP_URL is not set.*^::\1::$", ran.log, re.MULTILINE | re.DOTALL)
    ran = runner.run(RUN, inputs={**inputs, "command": "destroy; ls"})
    assert ran.code == 2
    assert "must be one of: check, plan, publish" in ran.log
    assert runner.run(RUN, inputs={"working-directory": "nowhere"}).code == 2


@pytest.mark.site
def test_plan_and_publish_tell_what_became_of_the_posts(runner: Runner, drafts: Path, fresh_wordpress: Sandbox) -> None:
    username, password = fresh_wordpress.credentials()
    inputs = {
        "working-directory": drafts.parent.name,
        "url": fresh_wordpress.env_values()["WP_URL"],
        "username": username,
        "app-password": password,
    }
    planned = runner.run(RUN, inputs={**inputs, "command": "plan"})
    assert (planned.code, planned.outputs["create"], planned.outputs["update"]) == (0, "1", "0"), planned.log
    published = runner.run(RUN, inputs={**inputs, "command": "publish"})
    counts = {name: published.outputs[name] for name in ("created", "updated", "kept", "failed", "conflicts", "errors")}
    assert counts == {"created": "1", "updated": "0", "kept": "0", "failed": "0", "conflicts": "0", "errors": "0"}
    assert "<tr><td>create</td><td>zoe</td><td>http" in published.summary
    assert password not in planned.log + published.log + published.summary
    again = runner.run(RUN, inputs={**inputs, "command": "publish"})
    assert (again.outputs["created"], again.outputs["kept"]) == ("0", "1")
    assert "<table>" not in again.summary


def test_no_input_can_become_a_command() -> None:
    """Expressions stand in ``env``, ``with``, ``if`` and ``value`` only: never inside a script."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert "app-password" not in step.get("run", "")
    assert {each["value"].split(".")[2] for each in ACTION["outputs"].values()} == {"outputs"}
    known = {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    used = {
        value
        for step in ACTION["runs"]["steps"]
        for value in (*step.get("env", {}).values(), *step.get("with", {}).values())
    }
    assert used == known


def test_the_action_and_the_workflows_of_the_documentation_are_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs/continuous-integration.md").read_text(encoding="utf-8")
    blocks = [part.split("```")[0] for part in page.split("```yaml\n")[1:]]
    workflows = [block for block in blocks if "\non:\n" in block]
    gitlab = [block for block in blocks if "artifacts:" in block]
    assert len(workflows) == 2
    assert len(gitlab) == 1
    validate("github-actions", [ROOT / "action.yml"])
    validate("github-workflows", written(tmp_path, "workflow", workflows))
    validate("gitlab-ci", written(tmp_path, "gitlab", gitlab))
    uses = [step for block in workflows for job in yaml.safe_load(block)["jobs"].values() for step in job["steps"]]
    ours = [step for step in uses if "/wp-portraits@" in step.get("uses", "")]
    assert len(ours) >= 3
    for step in ours:
        assert set(step.get("with", {})) <= set(ACTION["inputs"])


def written(folder: Path, name: str, texts: list[str]) -> list[Path]:
    paths = [folder / f"{name}-{number}.yml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def validate(schema: str, paths: list[Path]) -> None:
    tool = str(Path(sys.executable).with_name("check-jsonschema"))
    done = subprocess.run(
        [tool, "--builtin-schema", f"vendor.{schema}", *map(str, paths)], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_gitlab_job_leaves_a_report_and_fails(tmp_path: Path) -> None:
    from junitparser import JUnitXml

    page = (ROOT / "docs/continuous-integration.md").read_text(encoding="utf-8")
    block = next(part.split("```")[0] for part in page.split("```yaml\n") if "junit:" in part)
    job = yaml.safe_load(block)["portraits"]
    (tmp_path / "drafts/series").mkdir(parents=True)
    (tmp_path / "drafts/series/s.yml").write_text(SERIES, encoding="utf-8")
    (tmp_path / "drafts/lea.md").write_text(BROKEN, encoding="utf-8")
    lines = [line for line in job["script"] if not line.startswith("pip install")]
    assert len(lines) == len(job["script"]) - 1
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=tmp_path,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "drafts/lea.md:4:1: error F005" in done.stdout
    assert JUnitXml.fromfile(str(tmp_path / job["artifacts"]["reports"]["junit"])).failures == 1
