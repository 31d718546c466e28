"""A workspace full of fuzzed drafts: checked, rendered, mended twice; what must never happen is written down."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.fuzz.mending import judged, mended, rendered
from tests.fuzz.salad import DRAFTS, SERIES, draft, series
from wp_portraits.flows.checking import Findings, check_workspace
from wp_portraits.flows.fixing import fix_drafts
from wp_portraits.flows.reading import read_workspace
from wp_portraits.schema.series_reading import read_series
from wp_portraits.workspace.locate import Workspace

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SLOW = 2.0
"""Seconds no draft may take, read, judged, rendered and mended."""


@dataclass
class Tally:
    """What became of the drafts. ``violations`` should stay empty."""

    drafts: int = 0
    valid: int = 0
    mended: int = 0
    places: int = 0
    left: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    violations: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.drafts} drafts, {self.valid} of them valid: {self.mended} mended at {self.places} places, {self.left} left alone"
        return f"{told}; the slowest took {self.slowest[0]:.2f} s (seed {self.slowest[1]}); {len(self.violations)} violations"


def cook(folder: Path, seeds: range, tally: Tally) -> None:
    """Make a workspace of these drafts in ``folder``, do everything with it, and add to the tally."""
    drafts = folder / "drafts"
    (drafts / "series").mkdir(parents=True)
    (drafts / "images").symlink_to(DRAFTS / "images")
    for sample in DRAFTS.rglob("[!_]*.md"):
        shutil.copy(sample, drafts / sample.name)
    known = SERIES if seeds.start % 4 else series(seeds.start)
    (drafts / "series" / "portrait-de-gestionnaire.yml").write_text(known, encoding="utf-8", newline="")
    raws = {f"drafts/d{seed}.md": draft(seed) for seed in seeds}
    for path, raw in raws.items():
        (folder / path).write_bytes(raw)
    for seed in seeds:
        _alone(seed, known, tally)
    _together(Workspace(folder, folder), raws, tally)


def _alone(seed: int, known: str, tally: Tally) -> None:
    """One draft from end to end in memory, on the clock."""
    begin = time.perf_counter()
    try:
        text = draft(seed).decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    try:
        one = judged(text, read_series("drafts/series/s.yml", known.encode())[0])
        if one.read.portrait is not None:
            rendered(one)
        mended(text, one.read.series, "T")
    except Exception as problem:
        tally.violations.append(f"seed {seed}: {problem!r}")
    tally.slowest = max(tally.slowest, (time.perf_counter() - begin, seed))


def _together(workspace: Workspace, raws: dict[str, bytes], tally: Tally) -> None:
    """The workspace through the same flows as the command: checked, mended, checked, mended again."""
    before = read_workspace(workspace, [], now=NOW)
    fixing = fix_drafts(workspace, [], before, tuple, NOW, write=True)
    after = read_workspace(workspace, [], now=NOW)
    again = fix_drafts(workspace, [], check_workspace(workspace, [], now=NOW, jobs=1), tuple, NOW, write=False)
    touched = {each.path for each in fixing.mended}
    tally.drafts += len(raws)
    tally.valid += len(before.portraits.keys() & raws.keys())
    tally.mended += len(touched)
    tally.places += sum(each.places for each in fixing.mended)
    tally.left += len(fixing.left)
    tally.violations += [f"{path}: was valid, is not" for path in before.portraits.keys() - after.portraits.keys()]
    tally.violations += [f"{each.path}: mended again" for each in again.mended]
    tally.violations += [
        f"{path}: written without a fix"
        for path, raw in raws.items()
        if path not in touched and (workspace.root / path).read_bytes() != raw
    ]
    if _told(fixing.found) != _told(after):
        tally.violations.append(f"{min(raws)} and others: what is told is not what is there")


def _told(found: Findings) -> list[tuple[str, str]]:
    return [(each.code, str(each.span)) for each in found.diagnostics]
