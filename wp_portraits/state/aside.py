"""Making room for a fresh file: a damaged one is put aside, what is remembered of a site that is gone is deleted."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

from wp_portraits.state.trouble import disk_trouble

COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file. Left there, they would be taken for the fresh file's."""


def put_aside(path: Path) -> Path:
    """Rename a file (or folder) to ``NAME.damaged-DATE-TIME`` beside it, its companions likewise; the new path.

    Raises OSError when the disk refuses.
    """
    name = f"{path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S}"
    names = (path.with_name(name if number == 1 else f"{name}-{number}") for number in count(1))
    target = next(free for free in names if not free.exists())
    path.rename(target)
    for companion in COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(target.with_name(target.name + companion))
    return target


def delete_memories(folder: Path) -> None:
    """Delete everything that is remembered of a site, in its state folder. What a person wrote and did not send stays.
    StateError when the disk refuses."""
    try:
        for each in folder.glob("*.sqlite*"):
            each.unlink(missing_ok=True)
    except OSError as error:
        raise disk_trouble(folder, error) from error


def delete_aside(path: Path) -> int:
    """Delete the files put aside for ``path``; how many there were, companions not counted. StateError when the disk
    refuses."""
    aside = [each for each in path.parent.glob(f"{path.name}.damaged-*") if not each.is_dir()]
    try:
        for each in aside:
            each.unlink(missing_ok=True)
    except OSError as error:
        raise disk_trouble(path, error) from error
    return sum(not each.name.endswith(COMPANIONS) for each in aside)
