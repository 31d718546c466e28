"""Mend drafts: make the edits that findings carry, until none is left, and never a draft worse than it was."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wp_portraits.diagnostics import Diagnostic, Severity
from wp_portraits.drafts import edit_text, parse_draft, same_markup
from wp_portraits.errors import UsageError
from wp_portraits.flows.reading import Reading, read_workspace
from wp_portraits.workspace import Workspace, read_bytes, write_atomically

PASSES = 10
"""So often the drafts are edited and looked at again: one mended place may show another, but not for ever."""

_TYPOGRAPHY = "T"
"""The family whose edits are of words alone."""

Choose = Callable[[Sequence[Diagnostic]], tuple[Diagnostic, ...]]
"""The findings that are to be told and mended, among all."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A draft that was edited: its text before and after, and at how many places."""

    path: str
    before: str
    after: str
    places: int


@dataclass(frozen=True, slots=True)
class Fixing:
    """What became of the drafts: the workspace as it reads now, what was mended, and which drafts were left and why."""

    reading: Reading
    mended: tuple[Mended, ...]
    left: dict[str, str]


def fix_drafts(
    workspace: Workspace, names: Sequence[str], reading: Reading, choose: Choose, now: datetime, *, write: bool
) -> Fixing:
    """Make the edits of the chosen findings of a reading (and of readings after them); without ``write``, in memory only.

    A draft that would have an error it has not, or other markup by edits of its typography, is left as it is. A file
    that somebody else changed meanwhile is not overwritten: UsageError.
    """
    bench = _Bench(workspace, reading)
    for _ in range(PASSES):
        edited = bench.edit(choose(reading.diagnostics), reading.sources)
        if not edited:
            break
        trial = read_workspace(workspace, names, now=now, instead=bench.texts | edited)
        kept = bench.keep(edited, reading, trial)
        reading = trial if kept else read_workspace(workspace, names, now=now, instead=bench.texts)
    mended = bench.mended(reading)
    if write:
        for each in mended:
            bench.write(each.path)
    return Fixing(reading, mended, bench.left)


class _Bench:
    """The drafts that are being mended: as they were, as they are to be, and those that are better left alone."""

    def __init__(self, workspace: Workspace, reading: Reading) -> None:
        self._workspace = workspace
        self._chosen = reading.chosen
        self._before = dict(reading.sources)
        self._files: dict[str, bytes] = {}
        self._places: Counter[str] = Counter()
        self._of_words: dict[str, bool] = {}
        self.texts: dict[str, bytes] = {}
        self.left: dict[str, str] = {}

    def edit(self, findings: Sequence[Diagnostic], sources: Mapping[str, str]) -> dict[str, bytes]:
        """What the drafts read like once the findings' edits are made, by path; drafts without an edit are not there.

        Typography waits until a draft has nothing else to mend: it must leave markup alone, and others make some.
        """
        by_path: dict[str, list[Diagnostic]] = {}
        for each in findings:
            if each.fix and each.span.path in self._chosen - self.left.keys():
                by_path.setdefault(each.span.path, []).append(each)
        edited = {}
        for path, every in by_path.items():
            its = [each for each in every if each.code[0] != _TYPOGRAPHY] or every
            self._of_words[path] = its is every
            text, made = edit_text(sources[path], [each.fix for each in its])
            self._places[path] += len(made)
            edited[path] = self._mark(path) + text.encode()
        return edited

    def keep(self, edited: Mapping[str, bytes], before: Reading, after: Reading) -> bool:
        """Keep what became of the drafts; False when some got worse: these are given up, as they were at first."""
        harm = {path: self._harm(path, raw, before, after) for path, raw in edited.items()}
        worse = {path: reason for path, reason in harm.items() if reason}
        self.texts |= {path: raw for path, raw in edited.items() if path not in worse}
        for path in worse:
            self.texts.pop(path, None)
        self.left |= worse
        return not worse

    def _harm(self, path: str, raw: bytes, before: Reading, after: Reading) -> str:
        """What a draft would lose by its edits, empty when nothing.

        Front matter that could not be read hid all its other errors: that they are seen now is no loss.
        """
        was, becomes = _errors(before, path), _errors(after, path)
        fresh = becomes - was
        if fresh and not was["F003"] > becomes["F003"]:
            return f"it would have the error {min(fresh)}"
        drafts = [parse_draft(path, each) for each in (before.sources[path].encode(), raw)]
        return "its markup would change" if self._of_words[path] and not same_markup(*drafts) else ""

    def mended(self, reading: Reading) -> tuple[Mended, ...]:
        """The drafts that are different now, in order."""
        return tuple(
            Mended(path, self._before[path], reading.sources[path], self._places[path]) for path in sorted(self.texts)
        )

    def write(self, path: str) -> None:
        """Write a draft to its file, whose permissions stay; a link to a file stays one."""
        file = (self._workspace.root / path).resolve()
        if read_bytes(file) != self._files[path]:
            raise UsageError(f"{path} was changed meanwhile.", hint="Nothing was written to it: run the command again.")
        write_atomically(file, self.texts[path].decode(), mode=file.stat().st_mode & 0o7777)

    def _mark(self, path: str) -> bytes:
        """The file's byte order mark, which is no part of its text."""
        if path not in self._files:
            raw = read_bytes(self._workspace.root / path)
            self._files[path] = raw if isinstance(raw, bytes) else b""
        return codecs.BOM_UTF8 if self._files[path].startswith(codecs.BOM_UTF8) else b""


def _errors(reading: Reading, path: str) -> Counter[str]:
    return Counter(
        each.code for each in reading.diagnostics if each.severity is Severity.ERROR and each.span.path == path
    )
