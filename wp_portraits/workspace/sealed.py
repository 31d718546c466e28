"""Files of the local state that are believed only when they are whole and were written for the same purpose.

They are disposable: whatever is not what we wrote counts as absent, and a disk that refuses them changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from wp_portraits.workspace.files import write_state

_LONGEST = 200_000_000
"""Bytes of such a file: a thousand drafts take a few hundred thousand."""


def read_sealed(path: Path, purpose: str) -> list[str] | None:
    """The lines that were written with :func:`write_sealed` for this purpose; None when they are not there any more."""
    try:
        with path.open("rb") as file:
            seal, written = file.readline(200).rstrip(b"\n").decode(), file.read(_LONGEST)
        return written.decode().split("\n") if seal == _seal(written, purpose) else None
    except (OSError, ValueError, MemoryError):
        return None


def write_sealed(path: Path, purpose: str, lines: Iterable[str]) -> None:
    """Write the lines in the place of what was there."""
    written = "\n".join(lines)
    write_state(path, f"{_seal(written.encode(), purpose)}\n{written}")


def _seal(written: bytes, purpose: str) -> str:
    return sha256(purpose.encode() + b"\n" + written).hexdigest()
