"""Dates as drafts write them."""

from __future__ import annotations

from datetime import datetime

import pytest

from wp_portraits.schema.dates import read_date
from wp_portraits.schema.kind import Unfit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20 09:00", datetime(2026, 11, 20, 9)),
        ("2026-11-20T09:05", datetime(2026, 11, 20, 9, 5)),
        ("2026-11-20 09:05:07", datetime(2026, 11, 20, 9, 5, 7)),
        ("2026-11-20 9:05", datetime(2026, 11, 20, 9, 5)),
        ("2026-1-2", datetime(2026, 1, 2)),
        ("2024-02-29", datetime(2024, 2, 29)),
    ],
)
def test_good_dates(text: str, expected: datetime) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("2026-02-30", "D001", "no day 30"),
        ("2026-02-29 10:00", "D001", "no day 29"),
        ("2026-13-01", "D001", "no month 13"),
        ("2026-00-01", "D001", "no month 0"),
        ("2026-11-20 25:00", "D001", "23:59"),
        ("2026-11-20 24:00", "D001", "23:59"),
        ("2026-11-20 09:60", "D001", "23:59"),
        ("0000-11-20", "D001", "year"),
        ("demain", "F007", "2026-11-20"),
        ("20/11/2026", "F007", "2026-11-20"),
        ("2026", "F007", "2026-11-20"),
        ("2026-11-20 09h00", "F007", "2026-11-20"),
        ("2026-11-20T09:00:00Z", "F007", "Leave out “Z”"),
        ("2026-11-20 09:00 -05:00", "F007", "Leave out “-05:00”"),
        ("2026-11-20 09:00 UTC", "F007", "Leave out “UTC”"),
    ],
)
def test_bad_dates(text: str, code: str, hint: str) -> None:
    with pytest.raises(Unfit) as caught:
        read_date(text)
    assert caught.value.code == code
    assert hint in caught.value.hint
