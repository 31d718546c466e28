"""Check the drafts of a workspace: the work is shared out, and what did not change is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.flows.accounts import Account, Ground, in_doubt
from wp_portraits.flows.crew import Crew, jobs_for
from wp_portraits.flows.memory import Memory, recall, remember
from wp_portraits.workspace.files import read_bytes, select_drafts, select_series
from wp_portraits.workspace.locate import Workspace


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to say about the chosen drafts (their paths) and about every series file, sorted.

    ``sources``: the text of each file a finding may point into, read when it is asked for.
    """

    chosen: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
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


def check_workspace(
    workspace: Workspace, names: Sequence[str], *, now: datetime | None = None, jobs: int | None = None
) -> Findings:
    """Check everything; ``names`` (drafts, folders, series files) choose which drafts are reported on.

    A draft's neighbours are always read too: keys and slugs must be unique, related portraits must exist. ``now`` (the
    moment, with its zone) is for the rules about dates. ``jobs``: how many processes share the work; None: as many as help.
    """
    ground = Ground.of(workspace, now)
    if names:
        select_drafts(workspace, names, ground.drafts)  # a wrong one is told before the work
    accounts, told = _judged(ground, jobs)
    return findings_of(ground, chosen_of(workspace, names, accounts.values()), accounts, told)


def chosen_of(workspace: Workspace, names: Sequence[str], accounts: Iterable[Account]) -> frozenset[str]:
    """The paths of the drafts that are named, or whose series file is. ``accounts`` are those of all drafts."""
    series_of = {account.path: account.series for account in accounts}
    if not names:
        return frozenset(series_of)
    chosen = {workspace.relative(path) for path in select_drafts(workspace, names, list(series_of))}
    series = {path.stem for path in select_series(workspace, names)}
    return frozenset(chosen | {path for path, name in series_of.items() if name in series})


def findings_of(
    ground: Ground, chosen: frozenset[str], accounts: Mapping[str, Account], of_series: Iterable[Diagnostic]
) -> Findings:
    """The findings that are to be told."""
    findings = [*of_series, *(each for path in chosen for each in accounts[path].findings)]
    findings.sort(key=lambda diagnostic: diagnostic.sort_key)
    return Findings(chosen, tuple(findings), Sources(ground.workspace.root, (*ground.series, *ground.drafts)))


def _judged(ground: Ground, jobs: int | None) -> tuple[Mapping[str, Account], tuple[Diagnostic, ...]]:
    """The accounts of all drafts, and what there is to say of the series: as far as they are known, from memory."""
    memory = recall(ground)
    kept = memory.accounts
    again = in_doubt(ground, kept, partial(memory.sure, ground))
    work = len(ground.drafts) - len(kept) + len(again)
    accounts, of_series = kept, memory.of_series
    if work or of_series is None:
        accounts, of_series = _judged_anew(ground, memory, jobs_for(work, jobs))
    remember(ground, memory, accounts.values(), of_series)
    return accounts, of_series


def _judged_anew(ground: Ground, memory: Memory, jobs: int) -> tuple[Mapping[str, Account], tuple[Diagnostic, ...]]:
    """The same with reading; what that needs is loaded only now."""
    from wp_portraits.flows.judging import Desk, judge_all, read_all_series

    with Crew(partial(Desk, ground, memory.accounts, memory.looks), jobs) as crew:
        return judge_all(ground, crew, memory.accounts, partial(memory.sure, ground)), read_all_series(ground)[1]


class Sources(Mapping[str, str]):
    """The text of files of a workspace, by path; what cannot be read is empty."""

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self._root = root
        self._paths = dict.fromkeys(paths)
        self._texts: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._texts:
            if path not in self._paths:
                raise KeyError(path)
            body = read_bytes(self._root / path)
            self._texts[path] = body.decode("utf-8-sig", "replace") if isinstance(body, bytes) else ""
        return self._texts[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
