"""The workspace's own throwaway WordPress."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wp_portraits.errors import ConfigurationError
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.workspace.locate import locate


def sandbox_of(start: Path, version: str | None, say: Callable[[str], None]) -> Sandbox:
    """The sandbox in ``.wp-portraits/sandbox`` of the workspace, or of the folder itself where no workspace is."""
    try:
        root = locate(start).root
    except ConfigurationError:
        if not start.is_dir():
            raise
        root = start.resolve()
    return Sandbox(root / ".wp-portraits" / "sandbox", version, say)
