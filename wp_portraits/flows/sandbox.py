"""The workspace's own throwaway WordPress, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wp_portraits.errors import ConfigurationError
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.state.aside import delete_memories
from wp_portraits.state.lock import lock
from wp_portraits.workspace.locate import Workspace, locate


def sandbox_of(start: Path, version: str | None, say: Callable[[str], None]) -> Sandbox:
    """The sandbox in ``.wp-portraits/sandbox`` of the workspace, or of the folder itself where no workspace is."""
    return Sandbox(_workspace(start).state / "sandbox", version, say)


def forget_what_was_there(start: Path, url: str) -> None:
    """Let nothing be remembered of a site that is empty again: its posts would be missed as if somebody had removed
    them. Raises StateError, and Locked when another run is at work."""
    folder = _workspace(start).site_state(url)
    if folder.is_dir():
        with lock(folder):
            delete_memories(folder)


def _workspace(start: Path) -> Workspace:
    try:
        return locate(start)
    except ConfigurationError:
        if not start.is_dir():
            raise
        return Workspace(start.resolve(), start.resolve())
