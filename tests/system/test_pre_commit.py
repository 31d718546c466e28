"""The hook for pre-commit, as a user's repository would have it: installed by pre-commit from a copy of this one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
NEEDED = (
    "wp_portraits",
    "templates",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".env.example",
    ".pre-commit-hooks.yaml",
)
"""What of this repository the hook is installed from."""
SERIES = "name: S\nquestions:\n  - {id: debut, text: Qui ?}\n"
GOOD = "---\nseries: s\nperson: {name: Zoé}\n---\n\n## Qui ?\n\nMoi.\n"
BROKEN = GOOD.replace("person: {name: Zoé}", "person: {name: Léa}\ntitel: Élan")

Commit = Callable[[dict[str, str]], subprocess.CompletedProcess[str]]


def git(folder: Path, *argv: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    return subprocess.run(
        ["git", *identity, *argv], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The entry that the documentation shows for a ``.pre-commit-config.yaml``, with this checkout as it is."""
    folder = tmp_path_factory.mktemp("hook")
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "As it is")
    page = (ROOT / "docs/continuous-integration.md").read_text(encoding="utf-8")
    block = page.partition("```yaml\nrepos:")[2].partition("```")[0]
    [entry] = yaml.safe_load("repos:" + block)["repos"]
    assert set(entry) == {"repo", "rev", "hooks"}
    return {**entry, "repo": str(folder), "rev": git(folder, "rev-parse", "HEAD")}


@pytest.fixture(scope="module")
def commit(hook: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Commit:
    """Put files into a repository with the hook and try to commit them."""
    folder, store = tmp_path_factory.mktemp("blog"), tmp_path_factory.mktemp("store")
    git(folder, "init", "-q")
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [hook]}), encoding="utf-8")
    git(folder, "add", "-A")

    def try_to_commit(files: dict[str, str]) -> subprocess.CompletedProcess[str]:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        git(folder, "add", "-A")
        pre_commit = str(Path(sys.executable).with_name("pre-commit"))
        environment = {**os.environ, "PRE_COMMIT_HOME": str(store), "PIP_NO_COMPILE": "1"}
        return subprocess.run(
            [pre_commit, "run"], cwd=folder, env=environment, check=False, capture_output=True, text=True, timeout=300
        )

    return try_to_commit


def test_a_broken_draft_is_not_committed_until_it_is_mended(commit: Commit) -> None:
    refused = commit({"blog/drafts/series/s.yml": SERIES, "blog/drafts/zoe.md": GOOD, "blog/drafts/lea.md": BROKEN})
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "drafts/lea.md:4:1: error F005" in refused.stdout
    passed = commit({"blog/drafts/lea.md": BROKEN.replace("titel", "title"), "blog/drafts/_modele.md": "Rien.\n"})
    assert passed.returncode == 0, passed.stdout
    assert "wp-portraits check" in passed.stdout
    broken_series = commit({"blog/drafts/series/s.yml": SERIES + "title: '{{ nom }}'\n"})
    assert broken_series.returncode == 1
    assert "drafts/series/s.yml:4:8: error S003" in broken_series.stdout
