"""What ``script/bench pages`` times does its work. What it takes is never asserted."""

from __future__ import annotations

import shutil
from pathlib import Path

import generators
import pages
import peers
import pytest
from arena import BenchError
from interviews import interviews
from measuring import Command, Row, time_it, weigh


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only generators that are installed already take part: tests fetch nothing."""
    real = peers.installed

    def installed(name: str, version: str, requirement: str = "") -> Path:
        if not (peers._HOMES / f"{name}-{version}" / "ready").exists():
            raise peers.Missing(f"{name} is not installed")
        return real(name, version, requirement)

    def hugo() -> str:
        found = shutil.which("hugo")
        if found is None:
            raise peers.Missing("hugo is not installed")
        return found

    monkeypatch.setattr(generators, "installed", installed)
    monkeypatch.setattr(generators, "_hugo", hugo)


@pytest.mark.usefixtures("others")
def test_everybody_makes_every_page_and_the_table_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = tmp_path / "figures.json"
    assert pages.main(["--posts", "7", "--rounds", "1", "--home", str(tmp_path / "home"), "--json", str(told)]) == 0
    table = capsys.readouterr().out
    for row in (pages.RENDER, pages.CHECK, pages.AGAIN, pages.ONE, pages.ALONE):
        assert f"| {row} | " in table
    assert "an unchanged check, of checking and rendering" in table
    assert '"schema": 1' in told.read_text(encoding="utf-8")


def test_a_page_that_lacks_a_part_is_noticed(tmp_path: Path) -> None:
    found = interviews(7)
    render, *_ = pages._ours(tmp_path, found)
    time_it(render.command, Row("once"))
    render.verify()
    page = tmp_path / "ours" / f"{found[0].key}.html"
    page.write_text(page.read_text(encoding="utf-8").replace(found[0].reading[0][1], ""), encoding="utf-8")
    with pytest.raises(BenchError, match="is not whole"):
        render.verify()
    page.unlink()
    with pytest.raises(BenchError, match="6 pages were made, not these 7"):
        render.verify()


def test_a_command_that_fails_is_out_and_memory_is_that_of_all_processes(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="ended with 3: Non"):
        time_it(Command(["sh", "-c", "echo Non >&2; exit 3"], tmp_path), Row("no"))
    eats = "import time; a = b'x' * 30_000_000; time.sleep(0.5)"
    row = Row("twice")
    weigh(Command(["sh", "-c", f'python3 -c "{eats}" & python3 -c "{eats}"; wait'], tmp_path), row)
    assert row.resident >= row.proportional > 60
