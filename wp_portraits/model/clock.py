"""The time at a site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def local_time(moment: datetime, zone: str, offset: float) -> datetime:
    """``moment`` (aware) in the site's zone, without zone; ``offset`` (hours) where the zone's name is empty or
    unknown."""
    try:
        if zone:
            return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    return (moment.astimezone(UTC) + timedelta(hours=offset)).replace(tzinfo=None)
