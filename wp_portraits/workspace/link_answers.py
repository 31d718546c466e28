"""What became of the addresses that were asked: kept for a day, so that a second check asks nobody.

The file is disposable: whatever is not what we wrote counts as absent, and a disk that refuses it changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from wp_portraits.model.link import Fate, Hop, LinkAnswer
from wp_portraits.workspace.files import write_state

KEPT: Final[Mapping[Fate, timedelta]] = {
    Fate.ALIVE: timedelta(days=1),
    Fate.SHUT: timedelta(days=1),
    Fate.DEAD: timedelta(hours=1),
    Fate.UNKNOWN: timedelta(minutes=10),
    Fate.BARRED: timedelta(0),
}
"""How long an answer is trusted. What is barred is never asked, so there is nothing to keep."""

_FILE: Final = "links.json"
_SCHEMA: Final = 1
_LONGEST: Final = 50_000_000
"""Characters of the file: a thousand addresses take a few hundred thousand."""


def recall_answers(folder: Path, now: datetime) -> dict[str, LinkAnswer]:
    """The answers kept in a state folder that are still young enough at ``now``, by address."""
    return {url: answer for url, (answer, _) in _young(folder, now).items()}


def remember_answers(folder: Path, answers: Mapping[str, LinkAnswer], now: datetime) -> None:
    """Keep what came at ``now`` beside what is kept already; a folder that cannot be written to keeps none."""
    kept = _young(folder, now) | {url: (answer, now) for url, answer in answers.items() if KEPT[answer.fate]}
    told = {
        "schema": _SCHEMA,
        "answers": {url: _told(answer, since) for url, (answer, since) in sorted(kept.items())},
    }
    write_state(folder / _FILE, json.dumps(told, indent=0) + "\n")


def _young(folder: Path, now: datetime) -> dict[str, tuple[LinkAnswer, datetime]]:
    try:
        with (folder / _FILE).open(encoding="utf-8") as file:
            told = json.loads(file.read(_LONGEST))
        kept = {url: _read(entry) for url, entry in told["answers"].items()} if told["schema"] == _SCHEMA else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}
    return {url: (answer, since) for url, (answer, since) in kept.items() if now - KEPT[answer.fate] < since <= now}


def _told(answer: LinkAnswer, since: datetime) -> dict[str, Any]:
    return {
        "fate": str(answer.fate),
        "reason": answer.reason,
        "status": answer.status,
        "hops": [[hop.status, hop.url] for hop in answer.hops],
        "since": since.astimezone(UTC).isoformat(timespec="seconds"),
    }


def _read(entry: Any) -> tuple[LinkAnswer, datetime]:
    """An answer in decoded JSON. Raises what a wrong shape makes Python raise."""
    since = datetime.fromisoformat(entry["since"]).astimezone(UTC)
    status = None if entry["status"] is None else int(entry["status"])
    hops = tuple(Hop(int(number), str(url)) for number, url in entry["hops"])
    return LinkAnswer(Fate(entry["fate"]), str(entry["reason"]), status, hops), since
