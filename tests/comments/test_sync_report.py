"""How a sync is reported."""

from __future__ import annotations

import json

import pytest

from wp_portraits.reports.comments import sync_json, sync_text


def test_json_shape() -> None:
    assert json.loads(sync_json(new=3, edited=1, moderated=2, removed=4, total=120, requests=7)) == {
        "schema": 1,
        "new": 3,
        "edited": 1,
        "moderated": 2,
        "removed": 4,
        "total": 120,
        "requests": 7,
    }


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((3, 1, 2, 4, 120, 7), "Comments: 3 new, 1 edited, 2 moderated, 4 removed; 120 in all (7 requests).\n"),
        ((0, 0, 1, 0, 9, 1), "Comments: 1 moderated; 9 in all (1 request).\n"),
        ((0, 0, 0, 0, 0, 0), "Comments: nothing new; 0 in all (0 requests).\n"),
    ],
)
def test_text(numbers: tuple[int, ...], text: str) -> None:
    names = ("new", "edited", "moderated", "removed", "total", "requests")
    assert sync_text(**dict(zip(names, numbers, strict=True))) == text
