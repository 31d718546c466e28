"""What the tests share: a real WordPress for the whole run, and the command as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from wp_portraits.sandbox.box import Sandbox

ROOT = Path(__file__).parent.parent


VERSIONS = ("7.1", "6.8", "6.1")
"""The versions of WordPress that the transports are tested on."""


@pytest.fixture(scope="session")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Sandbox]]:
    """From a version to a running WordPress, started when it is first asked for and stopped at the end.

    WP_PORTRAITS_TEST_SANDBOXES names a folder with one for each version (7.1, 6.8, 6.1) to use instead and leave
    running; WP_PORTRAITS_TEST_SANDBOX one for 7.1 alone.
    """
    running: dict[str, Sandbox] = {}
    ours: list[Sandbox] = []

    def running_box(version: str) -> Sandbox:
        if version not in running:
            kept = _kept(version)
            box = Sandbox(kept or tmp_path_factory.mktemp("sandbox"), version=version)
            if kept is None:
                ours.append(box)
            box.up(port=0, consent=lambda packages: True)
            running[version] = box
        return running[version]

    yield running_box
    for box in ours:
        box.down()


def _kept(version: str) -> Path | None:
    alone, folder = (os.environ.get(f"WP_PORTRAITS_TEST_SANDBOX{s}") for s in ("", "ES"))
    if alone and version == "7.1":
        return Path(alone)
    return Path(folder) / version if folder else None


@pytest.fixture(scope="session")
def wordpress(boxes: Callable[[str], Sandbox]) -> Sandbox:
    """A running WordPress 7.1."""
    return boxes("7.1")


@pytest.fixture(scope="session", params=VERSIONS)
def each_wordpress(boxes: Callable[[str], Sandbox], request: pytest.FixtureRequest) -> Sandbox:
    """A running WordPress of each version, one after the other."""
    return boxes(request.param)


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
