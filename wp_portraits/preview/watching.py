"""When something on the disk changes. The only door to watchfiles."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from watchfiles import watch

LOOK_UP: Final = 2.0
"""Seconds after which the folders are looked for anew: one may have come or gone."""

_GATHER: Final = 200
"""Milliseconds in which changes count as one: an editor writes, renames and removes for a single save."""
_STEP: Final = 50


def changes(folders: Callable[[], list[Path]], look_up: float = LOOK_UP) -> Iterator[None]:
    """Something each time a file below these folders (those that exist) changed, came or went; for ever.

    Where the system cannot tell (too many watched files, some network disks), the folders are looked through again and
    again.
    """
    known = _present(folders)
    polling = False
    while True:
        if known:
            try:
                yield from _watched(known, folders, polling, look_up)
            except (OSError, RuntimeError):
                if polling and known == _present(folders):
                    raise
                polling = polling or known == _present(folders)
        else:
            time.sleep(look_up)
        if known != (known := _present(folders)):
            yield None


def _present(folders: Callable[[], list[Path]]) -> list[Path]:
    return [folder for folder in folders() if folder.is_dir()]


def _watched(known: list[Path], folders: Callable[[], list[Path]], polling: bool, look_up: float) -> Iterator[None]:
    """Word of changes until one of the folders comes or goes."""
    for found in watch(
        *known,
        watch_filter=None,
        debounce=_GATHER,
        step=_STEP,
        rust_timeout=round(look_up * 1000),
        yield_on_timeout=True,
        force_polling=polling or None,
    ):
        if found:
            yield None
        if _present(folders) != known:
            return
