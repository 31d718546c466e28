"""Which transport ``auto`` chose for a site: kept for a day, so that a blocked API does not cost its time-out each run.

The file is disposable: whatever is not what we wrote counts as absent, and a disk that refuses it changes nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from wp_portraits.errors import UsageError
from wp_portraits.workspace.files import write_atomically

KEPT: Final = timedelta(days=1)
"""How long a choice is trusted before the API that was passed over gets another chance."""

_FILE: Final = "transport.json"
_SCHEMA: Final = 1
_TRANSPORTS: Final = frozenset({"rest", "xmlrpc"})
_LONGEST: Final = 10_000
"""Characters of the file: ours has a few hundred."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A choice: the transport's name, the reason in half a sentence, and when it was made (UTC, with zone)."""

    transport: str
    reason: str
    since: datetime


def recall(folder: Path, now: datetime) -> Remembered | None:
    """The choice kept in a site's state folder; None when there is none, or none of the day before ``now``."""
    try:
        with (folder / _FILE).open(encoding="utf-8") as file:
            kept = _read(json.loads(file.read(_LONGEST)))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    if kept is None or not now - KEPT < kept.since <= now:
        return None
    return kept


def remember(folder: Path, choice: Remembered) -> None:
    """Keep a choice in the place of the one before; a folder that cannot be written to keeps none."""
    told = {
        "schema": _SCHEMA,
        "transport": choice.transport,
        "reason": choice.reason,
        "since": choice.since.astimezone(UTC).isoformat(timespec="seconds"),
    }
    try:
        write_atomically(folder / _FILE, json.dumps(told, ensure_ascii=False, indent=1) + "\n", mode=0o600)
    except UsageError:
        return


def _read(told: Any) -> Remembered | None:
    """The choice in decoded JSON, None when it is not of our making. Raises what a wrong shape makes Python raise."""
    since, reason = datetime.fromisoformat(told["since"]), told["reason"]
    ours = told["schema"] == _SCHEMA and told["transport"] in _TRANSPORTS
    if not ours or since.tzinfo is None or not isinstance(reason, str):
        return None
    fit_to_show = "".join(char if char.isprintable() else " " for char in reason)
    return Remembered(told["transport"], fit_to_show, since.astimezone(UTC))
