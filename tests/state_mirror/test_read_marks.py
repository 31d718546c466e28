"""Which comments were seen is remembered beside the mirror, whatever becomes of that one."""

from __future__ import annotations

import stat
from pathlib import Path

from wp_portraits.state.read_marks import ReadMarks


def test_marks_stay(tmp_path: Path) -> None:
    path = tmp_path / "state" / "read.sqlite"
    with ReadMarks(path) as marks:
        assert marks.read() == frozenset()
        marks.mark([3, 1])
        marks.mark([3, 2])
        marks.mark([])
    with ReadMarks(path) as marks:
        assert marks.read() == {1, 2, 3}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_file_makes_everything_unread(tmp_path: Path) -> None:
    path = tmp_path / "read.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with ReadMarks(path) as marks:
        assert marks.read() == frozenset()
        marks.mark([7])
        assert marks.read() == {7}
