"""Colours on a terminal, and who does not want them."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).with_name("wp-portraits"))


def on_terminal(folder: Path, *argv: str, **environment: str) -> str:
    """What the command shows on a terminal of its own."""
    kept = {name: text for name, text in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    ours, theirs = pty.openpty()
    subprocess.run([COMMAND, *argv], cwd=folder, env={**kept, **environment}, stdout=theirs, check=False, timeout=60)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass  # nobody holds the other end any more
    finally:
        os.close(ours)
    return shown.decode()


@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        ((), {"TERM": "xterm"}, True),
        ((), {"TERM": "xterm", "NO_COLOR": ""}, True),
        ((), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (("--no-color",), {"TERM": "xterm"}, False),
        ((), {"TERM": "dumb"}, False),
    ],
)
def test_colors_are_for_terminals_that_want_them(
    tmp_path: Path, options: tuple[str, ...], environment: dict[str, str], colored: bool
) -> None:
    (tmp_path / "drafts").mkdir()
    shown = on_terminal(tmp_path, *options, "check", **environment)
    assert "0 drafts, nothing to report" in shown
    assert ("\x1b[" in shown) is colored
