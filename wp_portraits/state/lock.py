"""One run at a time in a workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from wp_portraits.errors import Locked
from wp_portraits.folders import make_state_folder
from wp_portraits.state.trouble import disk_trouble


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a state folder; :class:`~wp_portraits.errors.Locked` at once when another run holds it.

    The lock belongs to the process (flock): a killed run leaves none behind, whatever files it left. Raises StateError
    when the folder cannot be written to, or its disk has no locks.
    """
    path = folder / "lock"
    try:
        make_state_folder(folder)
        held = FileLock(path, timeout=0, mode=0o600, fallback_to_soft=False)
        held.acquire()
    except Timeout:
        raise Locked(
            f"Another wp-portraits run{_holder(path)} is at work in this workspace.",
            hint="Wait until it ends, then run the command again. If it hangs, stop it: what it did is recorded.",
        ) from None
    except OSError as error:
        raise disk_trouble(path if folder.is_dir() else folder, error) from error
    try:
        _sign(path)
        yield
    finally:
        with suppress(OSError):
            _signature(path).unlink(missing_ok=True)
        held.release()


def _signature(path: Path) -> Path:
    """Beside the lock: Windows lets nobody read a file that is locked."""
    return path.with_name("lock.pid")


def _sign(path: Path) -> None:
    try:
        _signature(path).write_text(str(os.getpid()), encoding="ascii")
    except OSError as error:
        raise disk_trouble(_signature(path), error) from error


def _holder(path: Path) -> str:
    """Which process holds the lock, if it says so."""
    try:
        number = _signature(path).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return f" (process {number})" if number.isdigit() else ""
