"""Dates as drafts write them."""

from __future__ import annotations

import re
from datetime import datetime

from wp_portraits.schema.kind import Unfit

_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
    r"(?P<zone>[ \t]*(?:[Zz]|UTC|[+-]\d{1,2}(?::?\d{2})?))?"
)


def read_date(text: str) -> datetime:
    """``2026-11-20 09:00`` (or ``T`` between, with seconds, or the day alone: midnight) in the site's time zone.

    Raises Unfit: F007 for what does not look like a date or carries a time zone, D001 for a day or time that
    does not exist.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        message = f"“{text}” is not a date."
        raise Unfit("F007", message, "Write the year first: 2026-11-20 09:00, or 2026-11-20 alone.")
    if match["zone"]:
        message = f"The date “{text}” has a time zone; dates are in the site's own."
        raise Unfit("F007", message, f"Leave out “{match['zone'].strip()}” and write the hour it is on the site.")
    numbers = [int(match[part] or 0) for part in ("year", "month", "day", "hour", "minute", "second")]
    try:
        return datetime(*numbers)  # type: ignore[arg-type]
    except ValueError:
        raise Unfit("D001", f"“{text}” does not exist.", _impossible(numbers)) from None


def _impossible(numbers: list[int]) -> str:
    """What is wrong with the numbers of an impossible date."""
    year, month, day, hour, minute, second = numbers
    if year < 1:
        return "There is no year 0."
    if not 1 <= month <= 12:
        return f"There is no month {month}: write year, month, day."
    if hour > 23 or minute > 59 or second > 59:
        return "Hours go from 00:00 to 23:59."
    return f"That month has no day {day}."
