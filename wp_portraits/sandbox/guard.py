"""Who may change a sandbox: one command at a time, and only in a folder that is a sandbox or empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from wp_portraits.errors import Locked, SandboxError
from wp_portraits.sandbox.layout import Layout

#: Seconds to wait for another command: long enough for its first download.
_LOCK_TIMEOUT = 300.0


@contextmanager
def locked(layout: Layout, *, timeout: float = _LOCK_TIMEOUT) -> Iterator[None]:
    """Make the folder if need be and hold its lock.

    Raises Locked when another command keeps it for ``timeout`` seconds, and SandboxError when the folder holds
    something else, or cannot be written.
    """
    try:
        _refuse_foreign_folder(layout)
        layout.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(layout.lock, timeout=timeout):
            yield
    except Timeout as problem:
        raise Locked(
            f"another command has been at work on the sandbox in {layout.folder} for {timeout:.0f} seconds",
            hint="Wait for it to end, then try again.",
        ) from problem
    except OSError as problem:
        raise SandboxError(
            f"the sandbox in {layout.folder} cannot go on: {problem}",
            hint="Is the disk full, or the folder another user's?",
        ) from problem


def _refuse_foreign_folder(layout: Layout) -> None:
    if layout.settings.exists() or not layout.folder.exists():
        return
    begun = {layout.lock.name, f"{layout.settings.name}.new"}  # what an interrupted first start may leave
    if any(path.name not in begun for path in layout.folder.iterdir()):
        raise SandboxError(f"{layout.folder} is not empty and is no sandbox", hint="Name another folder.")
