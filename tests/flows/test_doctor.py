"""What the doctor says of clocks, on a real WordPress."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Run
from wp_portraits.model.clock import same_clock
from wp_portraits.sandbox.box import Sandbox

SUMMER = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "site", "offset", "same"),
    [
        ("America/Toronto", "America/Toronto", -5, True),
        ("America/Montreal", "America/Toronto", -5, True),
        ("America/Toronto", "Europe/Paris", 1, False),
        ("America/Bogota", "America/Toronto", -5, False),
        ("America/Bogota", "", -5, True),
        ("America/Toronto", "", -4, False),
        ("Etc/GMT+5", "", -5, True),
    ],
)
def test_clocks_are_the_same_that_show_the_same_all_year(zone: str, site: str, offset: float, same: bool) -> None:
    assert same_clock(zone, site, offset, SUMMER) is same


@pytest.mark.site
def test_the_doctor_compares_the_clocks_of_series_and_site(run: Run, tmp_path: Path, wordpress: Sandbox) -> None:
    series = tmp_path / "drafts" / "series"
    series.mkdir(parents=True)
    (series / "ici.yml").write_text("name: Ici\ntimezone: America/Montreal\n", encoding="utf-8")
    (series / "ailleurs.yml").write_text("name: Ailleurs\ntimezone: Europe/Paris\n", encoding="utf-8")
    (series / "partout.yml").write_text("name: Partout\n", encoding="utf-8")
    user, password = wordpress.credentials()
    settings = {"WP_URL": wordpress.status().url, "WP_USERNAME": user, "WP_APP_PASSWORD": password}
    told = run("doctor", env=settings)
    assert told.code == 0
    [said] = [line for line in told.out.splitlines() if "clock is" in line]
    assert said == "✗ drafts/series/ailleurs.yml says that the site's clock is Europe/Paris: it is America/Toronto"
    assert "Write “timezone: America/Toronto” there" in told.out
