"""The drafts this project ships must be good portraits, and quick to read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from wp_portraits.diagnostics.diagnostic import Severity
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.series import Series
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.series_reading import read_series

ROOT = Path(__file__).parents[2]
DRAFTS = [path for path in sorted((ROOT / "drafts").rglob("*.md")) if not path.name.startswith("_")]


@pytest.fixture(scope="module")
def series() -> Series:
    path = ROOT / "drafts/series/portrait-de-gestionnaire.yml"
    found, diagnostics = read_series("drafts/series/portrait-de-gestionnaire.yml", path.read_bytes())
    assert found is not None, diagnostics
    return found


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_sample_is_a_portrait(path: Path, series: Series) -> None:
    draft = parse_draft(path.relative_to(ROOT).as_posix(), path.read_bytes())
    found = read_portrait(draft, series)
    assert [one for one in found.diagnostics if one.severity is Severity.ERROR] == []
    assert found.portrait is not None
    assert len(found.portrait.answers) >= series.minimum_answers


def test_a_long_interview_is_read_in_milliseconds(series: Series) -> None:
    raw = (ROOT / "drafts/camille-roy.md").read_bytes()
    durations = []
    for _ in range(20):
        begun = time.perf_counter()
        read_portrait(parse_draft("drafts/camille-roy.md", raw), series)
        durations.append(time.perf_counter() - begun)
    assert min(durations) < 0.02
