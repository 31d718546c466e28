"""Files of the local state that are believed only when they are whole and were written for the same purpose.

They are disposable: whatever is not what we wrote counts as absent, and a disk that refuses them changes nothing.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from wp_portraits.workspace.files import write_state

_LONGEST = 200_000_000
"""Bytes of such a file: a thousand drafts take a few hundred thousand."""


def read_sealed(path: Path, purpose: str) -> Any:
    """What was written with :func:`write_sealed` for this purpose; None when it is not there any more."""
    try:
        with path.open("rb") as file:
            seal, written = file.readline(200).rstrip(b"\n").decode(), file.read(_LONGEST)
        return json.loads(written) if seal == _seal(written, purpose) else None
    except (OSError, ValueError, RecursionError, MemoryError):
        return None


def write_sealed(path: Path, purpose: str, told: Any) -> None:
    """Write what JSON can tell, in the place of what was there."""
    written = json.dumps(told, separators=(",", ":"))
    write_state(path, f"{_seal(written.encode(), purpose)}\n{written}")


def _seal(written: bytes, purpose: str) -> str:
    return sha256(purpose.encode() + b"\n" + written).hexdigest()
