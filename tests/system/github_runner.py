"""A small runner for action.yml: does with its steps what GitHub's own does, as far as a composite action goes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


@dataclass
class Ran:
    """What became of the steps: exit code, log, the action's outputs, the job's summary."""

    code: int = 0
    log: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    def annotations(self) -> list[tuple[str, str, int]]:
        """Level, file and line of each annotation that the runner obeys."""
        found, stopped = [], ""
        for line in self.log.splitlines():
            if line.startswith("::stop-commands::"):
                stopped = line.removeprefix("::stop-commands::")
            elif stopped and line == f"::{stopped}::":
                stopped = ""
            match = re.match(r"::(error|warning|notice) file=([^,]*),line=(\d+),", line)
            if match and not stopped:
                found.append((match[1], match[2].replace("%25", "%"), int(match[3])))
        return found


@dataclass
class Runner:
    """A machine: ``checkout`` is the user's repository, ``folder`` holds the rest."""

    folder: Path
    checkout: Path

    @property
    def python(self) -> Path:
        """Where the Python is that setup-python would have set up."""
        return self.folder / "python"

    def set_python_up(self) -> None:
        """Stand in for the one step that is somebody else's action: a Python that has the libraries already."""
        subprocess.run([sys.executable, "-m", "virtualenv", "--quiet", str(self.python)], check=True)
        [packages] = self.python.glob("lib/python*/site-packages")
        (packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")

    def run(self, *names: str, inputs: dict[str, str]) -> Ran:
        """Run the named steps in their order until one fails, with ``inputs`` beside the action's defaults."""
        known = {name: str(each["default"]) for name, each in ACTION["inputs"].items()}
        assert set(inputs) <= set(known), "a workflow's input that the action does not have"
        context = {f"inputs.{name}": value for name, value in {**known, **inputs}.items()}
        ran = Ran()
        for step in ACTION["runs"]["steps"]:
            if step["name"] in names and ran.code == 0:
                self._step(step, context, ran)
        ran.outputs = {name: _filled(each["value"], context) for name, each in ACTION["outputs"].items()}
        return ran

    def _step(self, step: dict[str, Any], context: dict[str, str], ran: Ran) -> None:
        assert step["shell"] == "bash"
        files = {name: self.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.checkout,
            env=self._environment() | {name: str(path) for name, path in files.items()}
            | {name: _filled(value, context) for name, value in step.get("env", {}).items()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )  # fmt: skip
        ran.code = done.returncode
        ran.log += done.stdout
        ran.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            context[f"steps.{step['id']}.outputs.{name}"] = value

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WP_", "GITHUB_", "VIRTUAL"))}
        return {
            **kept,
            "PATH": f"{self.python / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PIP_NO_COMPILE": "1",  # what is never imported here need not be compiled
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.checkout),
            "GITHUB_ACTION_PATH": str(ROOT),
        }


def _filled(text: str, context: dict[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: context.get(found[1], ""), str(text))
