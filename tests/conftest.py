"""What the tests share: a real WordPress for the whole run, and the command as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from wp_portraits.sandbox import Sandbox

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A running WordPress 7.1. WP_PORTRAITS_TEST_SANDBOX names the folder of one to use instead (and leave running)."""
    kept = os.environ.get("WP_PORTRAITS_TEST_SANDBOX")
    box = Sandbox(Path(kept) if kept else tmp_path_factory.mktemp("sandbox"), version="7.1")
    box.up(port=0, consent=lambda packages: True)
    yield box
    if not kept:
        box.down()


@pytest.fixture
def fresh_wordpress(wordpress: Sandbox) -> Sandbox:
    """The running WordPress, emptied: no post, no picture, no comment."""
    wordpress.reset()
    return wordpress


@dataclass(frozen=True)
class Ran:
    """What became of a command."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the installed command in a folder (default: the test's own), without a terminal and without our settings."""

    def run_command(*argv: str, cwd: Path = tmp_path, env: dict[str, str] | None = None, stdin: str = "") -> Ran:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
        done = subprocess.run(
            [str(Path(sys.executable).with_name("wp-portraits")), *argv],
            cwd=cwd,
            env={**environment, **(env or {})},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run_command
