"""The rooms of the code load nothing by themselves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import wp_portraits

HOME = Path(wp_portraits.__file__).parent
ROOMS = sorted(path.relative_to(HOME).parent.as_posix() for path in HOME.glob("*/**/__init__.py"))
STARTS_ITSELF = {"cli/comments"}
"""A command with commands of its own: its file is the room's."""


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in STARTS_ITSELF])
def test_a_room_loads_no_other_module(room: str) -> None:
    tree = ast.parse((HOME / room / "__init__.py").read_text(encoding="utf-8"))
    loaded = [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert not [name for name in loaded if name.startswith("wp_portraits")]
