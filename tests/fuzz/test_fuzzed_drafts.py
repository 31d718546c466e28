"""Fuzzed drafts: none makes anything raise, mending comes to an end and makes no valid draft invalid.

``python -m tests.fuzz --drafts 10000`` takes more of them, and the time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.kitchen import Tally, cook


@pytest.mark.parametrize("start", [0, 50, 100, 150, 200, 250])
def test_fuzzed_drafts(tmp_path: Path, start: int) -> None:
    tally = Tally()
    cook(tmp_path, range(start, start + 50), tally)
    assert tally.violations == []
    assert tally.mended > 0
