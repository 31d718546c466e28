"""Folders of the local state, which keep themselves out of Git, whatever the workspace's own ``.gitignore`` says."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def make_state_folder(folder: Path) -> None:
    """Make the folder if need be. OSError when the disk refuses it; that it has no ``.gitignore`` stops nobody."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError), (folder / ".gitignore").open("x", encoding="utf-8") as ignore:
        ignore.write("*\n")
