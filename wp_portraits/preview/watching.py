"""When something on the disk changes. The only door to watchfiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from watchfiles import watch

_GATHER: Final = 200
"""Milliseconds in which changes count as one: an editor writes, renames and removes for a single save."""
_STEP: Final = 50
_LOOK_UP: Final = 2_000
"""Milliseconds after which the folders are looked for anew: one may have come or gone."""


def changes(folders: Callable[[], list[Path]]) -> Iterator[None]:
    """Something each time a file below these folders (those that exist) changed, came or went; for ever.

    Where the system cannot tell (too many watched files, some network disks), the folders are looked through again and
    again.
    """
    known: list[Path] = []
    polling = False
    while True:
        present = [folder for folder in folders() if folder.is_dir()]
        if known and present != known:
            yield None
        known = present
        try:
            yield from _watched(known, folders, polling)
        except (OSError, RuntimeError) as trouble:
            if polling and known == [folder for folder in folders() if folder.is_dir()]:
                raise OSError(f"changes cannot be noticed: {trouble}") from trouble
            polling = True


def _watched(known: list[Path], folders: Callable[[], list[Path]], polling: bool) -> Iterator[None]:
    """Word of changes until one of the folders comes or goes."""
    settings = {"debounce": _GATHER, "step": _STEP, "rust_timeout": _LOOK_UP, "yield_on_timeout": True}
    for found in watch(*known, watch_filter=None, force_polling=polling or None, **settings):  # type: ignore[arg-type]
        if found:
            yield None
        if [folder for folder in folders() if folder.is_dir()] != known:
            return
