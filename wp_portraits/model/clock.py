"""The time at a site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

_EDGE = timedelta(days=2)
"""Moments nearer to the first or last that there is cannot be brought to another zone."""


def known_zone(name: str) -> bool:
    """Whether ``name`` is a time zone's name in the IANA database, such as ``America/Toronto``."""
    return _zone(name) is not None


def skipped(moment: datetime, zone: str) -> bool:
    """Whether the clocks of ``zone`` are put forward over ``moment`` (without zone): there is no such time that day."""
    there = _zone(zone)
    if there is None or not datetime.min + _EDGE < moment < datetime.max - _EDGE:
        return False
    return moment.replace(tzinfo=there).astimezone(UTC).astimezone(there).replace(tzinfo=None) != moment


def same_clock(zone: str, other: str, offset: float, now: datetime) -> bool:
    """Whether the clocks of ``zone`` show what a site's do, from ``now`` (aware) on for a year: zones have several names,
    and a site may know its ``offset`` alone (``other`` empty)."""
    months = (now + timedelta(days=days) for days in range(0, 365, 15))
    return zone == other or all(local_time(month, zone, 0) == local_time(month, other, offset) for month in months)


def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # seldom needed

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def local_time(moment: datetime, zone: str, offset: float) -> datetime:
    """``moment`` (aware) in the site's zone, without zone; ``offset`` (hours) where the zone's name is empty or
    unknown."""
    there = _zone(zone) if zone else None
    if there is not None:
        return moment.astimezone(there).replace(tzinfo=None)
    return (moment.astimezone(UTC) + timedelta(hours=offset)).replace(tzinfo=None)
