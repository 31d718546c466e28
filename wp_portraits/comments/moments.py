"""Moments as people write them: a date, or how long ago."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from wp_portraits.errors import UsageError

_UNITS: Final = {"min": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_AGO: Final = re.compile(r"([0-9]{1,6})\s*(min|h|d|w)")


def to_the_minute(moment: datetime) -> str:
    """``2026-11-20 14:05``. ``strftime`` would write the year 987 with three digits."""
    return moment.replace(tzinfo=None).isoformat(" ", "minutes")


def to_the_second(moment: datetime) -> str:
    """A moment in UTC as programs read it: ``2026-11-20T14:05:00Z``."""
    return moment.replace(tzinfo=None).isoformat("T", "seconds") + "Z"


def moment(text: str, now: datetime) -> datetime:
    """The moment that ``text`` names, aware: ``2026-11-20``, ``2026-11-20 14:00``, or so long before ``now`` as
    ``30min``, ``12h``, ``7d`` or ``2w`` say. A date without zone is UTC. UsageError for anything else."""
    written = text.strip()
    ago = _AGO.fullmatch(written)
    try:
        if ago:
            return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        found = datetime.fromisoformat(written)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            f"{text!r} is neither a date nor a duration.",
            hint="Write a date (2026-11-20, or 2026-11-20T14:00) or how long ago: 30min, 12h, 7d, 2w.",
        ) from None
