"""Read the workspace: every series, every draft, every picture they name, and what there is to say about them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wp_portraits.check import Surroundings, pictures_of, verdict
from wp_portraits.diagnostics import Diagnostic, Severity, Span, finding
from wp_portraits.drafts import parse_draft
from wp_portraits.model.picture import Picture
from wp_portraits.model.portrait import Portrait
from wp_portraits.model.series import Series
from wp_portraits.schema import ReadDraft, read_portrait, read_series, series_name
from wp_portraits.workspace import (
    Workspace,
    list_drafts,
    list_files,
    list_series,
    look_at,
    read_bytes,
    select_drafts,
    select_series,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The workspace as read.

    ``portraits`` are the valid drafts of the whole workspace, by path; ``chosen`` the paths of the drafts the command
    named; ``diagnostics`` the findings of these and of every series file, sorted; ``sources`` the text of each file a
    finding may point into.
    """

    portraits: Mapping[str, Portrait]
    chosen: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    pictures: Mapping[str, Picture]
    sources: Mapping[str, str]

    @property
    def errors(self) -> int:
        """How many of the findings stop publishing."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many of them stop it only under ``--strict``."""
        return self._count(Severity.WARNING)

    def _count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)


def read_workspace(workspace: Workspace, names: Sequence[str], *, now: datetime | None = None) -> Reading:
    """Read and check everything; ``names`` (drafts, folders, series files) choose which drafts are reported on and acted upon.

    A draft's neighbours are always read too: keys and slugs must be unique, related portraits must exist.
    ``now`` (the moment, with its zone) is for the rules about dates.
    """
    with _undisturbed():
        return _read(workspace, names, now)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No search for garbage meanwhile, and none later among what is there at the end.

    A thousand drafts are a million values that stay, without a cycle; looking through them again and again takes a
    third of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.enable()


def _read(workspace: Workspace, names: Sequence[str], now: datetime | None) -> Reading:
    paths = {workspace.relative(path): path for path in list_drafts(workspace)}
    chosen = frozenset(workspace.relative(path) for path in select_drafts(workspace, names))
    of_series_named = {path.stem for path in select_series(workspace, names)}
    sources: dict[str, str] = {}
    series, of_series = _read_series(workspace, sources)
    reads, unreadable = _read_drafts(paths, series, sources)
    chosen |= {read.draft.path for read in reads if read.front.series in of_series_named}
    pictures = _look_at_pictures(workspace, reads)
    surroundings = Surroundings.of(reads, pictures, now, files=list_files(workspace))
    findings = {read.draft.path: verdict(read, surroundings) for read in reads}
    portraits = {
        read.draft.path: read.portrait
        for read in reads
        if read.portrait and not any(each.severity is Severity.ERROR for each in findings[read.draft.path])
    }
    findings.update(unreadable)
    told = [*of_series, *(each for path in chosen for each in findings[path])]
    told.sort(key=lambda diagnostic: diagnostic.sort_key)
    return Reading(portraits, chosen, tuple(told), pictures, sources)


def _read_series(workspace: Workspace, sources: dict[str, str]) -> tuple[dict[str, Series | None], list[Diagnostic]]:
    """Series by id, None for one whose file has errors, and what there is to say about the files."""
    series: dict[str, Series | None] = {}
    found: list[Diagnostic] = []
    for path in list_series(workspace):
        shown = workspace.relative(path)
        body = read_bytes(path)
        if isinstance(body, str):
            series[path.stem] = None
            found.append(finding("F010", Span.whole(shown), f"the file cannot be read: {body}"))
            continue
        sources[shown] = body.decode("utf-8-sig", "replace")
        series[path.stem], diagnostics = read_series(shown, body)
        found += diagnostics
    return series, found


def _read_drafts(
    paths: Mapping[str, Path], series: Mapping[str, Series | None], sources: dict[str, str]
) -> tuple[list[ReadDraft], dict[str, tuple[Diagnostic, ...]]]:
    """The drafts that can be read, and for each that cannot the one finding that says why."""
    reads: list[ReadDraft] = []
    unreadable: dict[str, tuple[Diagnostic, ...]] = {}
    for shown, path in paths.items():
        body = read_bytes(path)
        if isinstance(body, str):
            unreadable[shown] = (finding("F010", Span.whole(shown), f"the file cannot be read: {body}"),)
            continue
        draft = parse_draft(shown, body)
        reads.append(read_portrait(draft, series.get(series_name(draft) or ""), known_series=series))
        sources[shown] = draft.text
    return reads, unreadable


def _look_at_pictures(workspace: Workspace, reads: Sequence[ReadDraft]) -> dict[str, Picture]:
    """Every picture the drafts name that exists in the workspace, each looked at once."""
    seen: dict[str, Picture | None] = {}
    for read in reads:
        for path, _ in pictures_of(read):
            if path is not None and path not in seen:
                seen[path] = look_at(workspace.root / path, path)
    return {path: picture for path, picture in seen.items() if picture}
