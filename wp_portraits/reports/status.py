"""Where things stand, on one screen or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from wp_portraits.reports.cells import safe
from wp_portraits.reports.phrases import painted

_BOLD, _FAINT, _YELLOW = "1", "2", "33"
_WIDEST: Final = 12

_STATUSES: Final = {
    "approved": "approved",
    "hold": "waiting for approval",
    "spam": "spam",
    "trash": "in the bin",
    "post-trashed": "under a portrait in the bin",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known without asking the site.

    ``site`` is empty when none is set. ``unpublished`` counts valid drafts that were never published from here,
    ``open_intents`` names the keys of posts whose last write has no known outcome. ``last_sync``: aware; None: never.
    """

    workspace: Path
    site: str
    series: int
    drafts: int
    drafts_with_errors: int
    published: int
    unpublished: int
    open_intents: tuple[str, ...]
    last_sync: datetime | None
    comments: Mapping[str, int]
    unread: int
    now: datetime


def standing_text(standing: Standing, color: bool = False) -> str:
    """A line for each thing, and what to do about it where something is to be done."""
    lines = [
        f"{painted(name.ljust(_WIDEST), _BOLD if name else '', color)}{painted(text, style, color)}"
        for name, text, style in _lines(standing)
    ]
    return "\n".join(lines) + "\n"


def _lines(standing: Standing) -> Iterator[tuple[str, str, str]]:
    """Name, text and style of each line."""
    yield "workspace", safe(str(standing.workspace)), ""
    yield "site", safe(standing.site) or "not set: copy .env.example to .env and fill it in", ""
    yield "series", str(standing.series), ""
    yield "drafts", str(standing.drafts), ""
    if standing.drafts_with_errors:
        yield "", f"{standing.drafts_with_errors} with errors: wp-portraits check", _YELLOW
    yield "published", f"{standing.published} from here", ""
    if standing.unpublished:
        yield "", f"{standing.unpublished} ready, never published from here: wp-portraits plan", ""
    if standing.open_intents:
        keys = safe(", ".join(standing.open_intents))
        yield "", f"interrupted: {keys}; the next wp-portraits publish looks what became of it", _YELLOW
    yield from _conversation(standing)


def _conversation(standing: Standing) -> Iterator[tuple[str, str, str]]:
    if standing.last_sync is None:
        yield "comments", "never brought home: wp-portraits comments sync", ""
        return
    total = sum(standing.comments.values())
    age = _ago(standing.now - standing.last_sync)
    yield "comments", f"{total}, as of {standing.last_sync:%Y-%m-%d %H:%M} UTC ({age})", ""
    counts = [f"{number} {_STATUSES.get(status, safe(status))}" for status, number in standing.comments.items()]
    if counts:
        yield "", ", ".join(counts), _FAINT
    if standing.comments.get("hold"):
        yield "waiting", f"{standing.comments['hold']}: wp-portraits comments list --status hold", _YELLOW
    if standing.unread:
        yield "unread", f"{standing.unread}: wp-portraits comments list --unread", ""


def standing_json(standing: Standing) -> str:
    """The same, schema 1."""
    last = standing.last_sync
    told = {
        "schema": 1,
        "workspace": str(standing.workspace),
        "site": standing.site or None,
        "series": standing.series,
        "drafts": standing.drafts,
        "drafts_with_errors": standing.drafts_with_errors,
        "published": standing.published,
        "unpublished": standing.unpublished,
        "open_intents": list(standing.open_intents),
        "last_sync": f"{last:%Y-%m-%dT%H:%M:%SZ}" if last else None,
        "last_sync_age_seconds": max(0, int((standing.now - last).total_seconds())) if last else None,
        "comments": dict(standing.comments),
        "waiting": standing.comments.get("hold", 0),
        "unread": standing.unread,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _ago(age: timedelta) -> str:
    """About how long, in the largest unit of which there are two."""
    seconds = max(0, int(age.total_seconds()))
    for unit, length in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit} ago"
    return "just now" if seconds < 60 else "a minute ago"
