"""Completion, with a real bash that has the printed script and a person who presses Tab."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run

COMMAND = Path(sys.executable).with_name("wp-portraits")


class Bash:
    """An interactive bash on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        environment = {"PATH": f"{COMMAND.parent}:/usr/bin:/bin", "PS1": "$ ", "TERM": "dumb", "HOME": str(folder)}
        argv = ["bash", "--norc", "--noprofile", "-i"]
        self._process = subprocess.Popen(
            argv, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.type('bind "set bell-style none"; eval "$(wp-portraits completion bash)"; echo ready$((40+2))\n')
        self.read_until("ready42")

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def read_until(self, wanted: str) -> str:
        """What the terminal shows, up to ``wanted`` or for ten seconds."""
        shown, end = "", time.monotonic() + 10
        while wanted not in shown and time.monotonic() < end:
            if select.select([self._ours], [], [], 0.2)[0]:
                shown += os.read(self._ours, 4096).decode(errors="replace")
        return shown

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)


@pytest.fixture
def bash(tmp_path: Path) -> Iterator[Bash]:
    shell = Bash(tmp_path)
    yield shell
    shell.close()


def test_tab_completes_commands_options_choices_and_files(bash: Bash, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "camille-roy.md").write_text("", encoding="utf-8")
    for typed, whole in (
        ("wp-portraits compl\t", "wp-portraits completion "),
        ("wp-portraits check --form\t", "wp-portraits check --format "),
        ("wp-portraits check --format sa\t", "wp-portraits check --format sarif "),
        ("wp-portraits check drafts/cam\t", "wp-portraits check drafts/camille-roy.md "),
        ("wp-portraits comments exp\t", "wp-portraits comments export "),
    ):
        bash.type(typed)
        assert whole in bash.read_until(whole), typed
        bash.type("\x15")  # Ctrl-U: an empty line again


@pytest.mark.parametrize(("shell", "words"), [("zsh", "#compdef wp-portraits"), ("fish", "complete --no-files")])
def test_other_shells_have_their_script(run: Run, shell: str, words: str) -> None:
    ran = run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert words in ran.out
    assert "_WP_PORTRAITS_COMPLETE" in ran.out


def test_a_shell_nobody_knows_is_refused(run: Run) -> None:
    assert run("completion", "tcsh").code == 2
