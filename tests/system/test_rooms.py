"""The rooms of the code load nothing by themselves; the scripts beside them load what is there."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

import pytest

import wp_portraits

HOME = Path(wp_portraits.__file__).parent
SCRIPTS = sorted((HOME.parent / "script").glob("*.py"))
ROOMS = sorted(path.relative_to(HOME).parent.as_posix() for path in HOME.glob("*/**/__init__.py"))
STARTS_ITSELF = {"cli/comments"}
"""A command with commands of its own: its file is the room's."""


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in STARTS_ITSELF])
def test_a_room_loads_no_other_module(room: str) -> None:
    tree = ast.parse((HOME / room / "__init__.py").read_text(encoding="utf-8"))
    loaded = [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert not [name for name in loaded if name.startswith("wp_portraits")]


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.name for script in SCRIPTS])
def test_a_script_loads(script: Path) -> None:
    assert runpy.run_path(str(script))["__doc__"]
