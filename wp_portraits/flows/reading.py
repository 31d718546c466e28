"""Read the workspace: every series, every draft, every picture they name, and what there is to say about them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from wp_portraits.check.rules import verdict
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.flows.accounts import Ground, pictures_in
from wp_portraits.flows.checking import Findings, chosen_of
from wp_portraits.flows.crew import Crew
from wp_portraits.flows.judging import Desk, judge_all, read_all_series
from wp_portraits.model.picture import Picture
from wp_portraits.model.portrait import Portrait
from wp_portraits.schema.read import ReadDraft
from wp_portraits.workspace.locate import Workspace


@dataclass(frozen=True, slots=True)
class Reading(Findings):
    """The workspace as read: with what :class:`Findings` has, all of it in memory.

    ``portraits`` are the valid drafts of the whole workspace, by path; ``pictures`` those that drafts show.
    """

    portraits: Mapping[str, Portrait]
    pictures: Mapping[str, Picture]


def read_workspace(
    workspace: Workspace,
    names: Sequence[str],
    *,
    now: datetime | None = None,
    instead: Mapping[str, bytes] = MappingProxyType({}),
    errors_only: bool = False,
) -> Reading:
    """Read and check everything; ``names`` (drafts, folders, series files) choose which drafts are reported on and acted upon.

    A draft's neighbours are always read too: keys and slugs must be unique, related portraits must exist.
    ``now`` (the moment, with its zone) is for the rules about dates. ``instead`` has, by path, what is to be read in the
    place of a draft's file. ``errors_only``: where nothing is wrong, who publishes need not wait for warnings and hints;
    where something is, everything is told.
    """
    with _undisturbed():
        reading = _read(workspace, names, now, instead, errors_only)
        return _read(workspace, names, now, instead, False) if errors_only and reading.errors else reading


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


def _read(
    workspace: Workspace,
    names: Sequence[str],
    now: datetime | None,
    instead: Mapping[str, bytes],
    errors_only: bool,
) -> Reading:
    ground = Ground.of(workspace, now)
    desk = _ReadingDesk(ground, instead, errors_only)
    with Crew(lambda: desk, 1) as alone:
        accounts = judge_all(ground, alone, {})
    chosen = chosen_of(workspace, names, accounts.values())
    _, told = read_all_series(ground)
    findings = [*told, *(each for path in chosen for each in accounts[path].findings)]
    pictures = {path: picture for account in accounts.values() for path, picture in pictures_in(account).items()}
    return Reading(
        portraits={path: desk.portraits[path] for path in accounts if path in desk.portraits},
        chosen=chosen,
        diagnostics=tuple(sorted(findings, key=lambda diagnostic: diagnostic.sort_key)),
        pictures=pictures,
        sources={**series_sources(ground), **desk.sources},
    )


class _ReadingDesk(Desk):
    """Keeps every valid portrait, and the text of every draft; reads some drafts in the place of their files."""

    def __init__(self, ground: Ground, instead: Mapping[str, bytes], errors_only: bool) -> None:
        super().__init__(ground)
        self._instead = instead
        self._errors_only = errors_only
        self.portraits: dict[str, Portrait] = {}
        self.sources: dict[str, str] = {}

    def read(self, path: str) -> bytes | str:
        """What stands in the place of the draft's file, else that."""
        return self._instead[path] if path in self._instead else super().read(path)

    def verdict(self, read: ReadDraft, view: Surroundings) -> tuple[Diagnostic, ...]:
        """What there is to say of a draft, or what keeps it from being published."""
        return verdict(read, view, errors_only=self._errors_only)

    def keep(self, path: str, text: str, portrait: Portrait | None, _pictures: Mapping[str, Picture]) -> None:
        """The text in any case."""
        self.sources[path] = text
        if portrait is not None:
            self.portraits[path] = portrait

    def forget(self, path: str) -> None:
        """It may turn out not to be valid."""
        self.portraits.pop(path, None)


def series_sources(ground: Ground) -> dict[str, str]:
    """The text of every series file that can be read, by path."""
    return {
        path: body.decode("utf-8-sig", "replace") for path, body in ground.series.items() if isinstance(body, bytes)
    }
