"""One run at a time in a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from wp_portraits.errors import Locked, StateError


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a state folder; :class:`~wp_portraits.errors.Locked` at once when another run holds it.

    The lock belongs to the process (flock): a killed run leaves none behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(
            f"{folder}: {error.strerror or error}", hint="Check the permissions of the folder and its disk."
        ) from error
    path = folder / "lock"
    held = FileLock(path, timeout=0, mode=0o600)
    try:
        held.acquire()
    except Timeout:
        raise Locked(
            f"Another wp-portraits run (process {_holder(path)}) is at work in this workspace.",
            hint="Wait until it ends, then run the command again.",
        ) from None
    except OSError as error:
        raise StateError(
            f"{path}: {error.strerror or error}", hint="Check the permissions of the folder and its disk."
        ) from error
    try:
        path.with_name("lock.pid").write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        held.release()


def _holder(path: Path) -> str:
    try:
        return path.with_name("lock.pid").read_text(encoding="ascii")
    except OSError:
        return "unknown"
