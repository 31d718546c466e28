"""Mend drafts: make the edits that findings carry, until none is left, and never a draft worse than it was."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.drafts.editing import edit_text, same_markup
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.errors import UsageError
from wp_portraits.flows.checking import Findings
from wp_portraits.flows.reading import read_workspace
from wp_portraits.workspace.files import read_bytes, write_atomically
from wp_portraits.workspace.locate import Workspace

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
    """What became of the drafts: what is found now, what was mended, and which drafts were left as they were and why."""

    found: Findings
    mended: tuple[Mended, ...]
    left: Mapping[str, str]


def fix_drafts(
    workspace: Workspace, names: Sequence[str], found: Findings, choose: Choose, now: datetime, *, write: bool
) -> Fixing:
    """Make the edits of the chosen findings, and of those that are found after them; without ``write``, in memory only.

    A draft that would have an error it has not, or other markup by edits of its typography, is left as it is. A file
    that somebody else changed meanwhile is not overwritten: UsageError.
    """
    bench = _Bench(workspace)
    for turn in range(PASSES + 1):
        edited = bench.edited(choose(found.diagnostics), found.chosen)
        if not edited:
            break
        if turn == PASSES:
            edited = bench.given_up(edited)
        trial = read_workspace(workspace, names, now=now, instead=bench.drafts | edited)
        kept = bench.keep(edited, found, trial)
        found = trial if kept else read_workspace(workspace, names, now=now, instead=bench.drafts)
    if write:
        for path in bench.drafts:
            bench.write(path)
    return Fixing(found, bench.mended(), bench.left)


class _Bench:
    """The drafts that are being mended, as the bytes of their files: ``drafts`` as they are to be, by path.

    ``left``: the drafts that are better left alone, and why.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.drafts: dict[str, bytes] = {}
        self.left: dict[str, str] = {}
        self._root = workspace.root
        self._files: dict[str, bytes] = {}
        self._places: Counter[str] = Counter()
        self._of_words: set[str] = set()

    def edited(self, findings: Iterable[Diagnostic], chosen: Container[str]) -> dict[str, bytes]:
        """What the chosen drafts are once the findings' edits are made; drafts without an edit are not there.

        Typography waits until a draft has nothing else to mend: it must leave markup alone, and others make some.
        """
        fixable: dict[str, list[Diagnostic]] = {}
        for each in findings:
            if each.fix and each.span.path in chosen and each.span.path not in self.left:
                fixable.setdefault(each.span.path, []).append(each)
        self._of_words = {path for path, its in fixable.items() if all(each.code[0] == _TYPOGRAPHY for each in its)}
        return {path: self._edited(path, its) for path, its in fixable.items()}

    def _edited(self, path: str, findings: Sequence[Diagnostic]) -> bytes:
        due = [each.fix for each in findings if path in self._of_words or each.code[0] != _TYPOGRAPHY]
        raw = self._as_it_is(path)
        edited = edit_text(_text(raw), due)
        self._places[path] += len(edited.made)
        return raw[: len(raw) - len(raw.removeprefix(codecs.BOM_UTF8))] + edited.text.encode()

    def keep(self, edited: Mapping[str, bytes], before: Findings, after: Findings) -> bool:
        """Keep what became of the drafts; False when some got worse: these are given up, as they were at first."""
        harm = {path: self._harm(path, raw, before, after) for path, raw in edited.items()}
        self.left |= {path: reason for path, reason in harm.items() if reason}
        self.drafts |= edited
        for path in self.left:
            self.drafts.pop(path, None)
        return not any(harm.values())

    def given_up(self, endless: Iterable[str]) -> dict[str, bytes]:
        """Leave drafts as they were at first whose edits do not come to an end: none is made."""
        for path in endless:
            self.left[path] = "its edits do not come to an end"
            self.drafts.pop(path, None)
        return {}

    def _harm(self, path: str, raw: bytes, before: Findings, after: Findings) -> str:
        """What a draft would lose by its edits, empty when nothing.

        Front matter that could not be read hid all its other errors: that they are seen now is no loss.
        """
        was, becomes = _errors(before, path), _errors(after, path)
        fresh = becomes - was
        if fresh and not was["F003"] > becomes["F003"]:
            return f"it would have the error {min(fresh)}"
        if path in self._of_words and not same_markup(parse_draft(path, self._as_it_is(path)), parse_draft(path, raw)):
            return "its markup would change"
        return ""

    def mended(self) -> tuple[Mended, ...]:
        """The drafts that are different now, in order."""
        return tuple(
            Mended(path, _text(self._files[path]), _text(raw), self._places[path])
            for path, raw in sorted(self.drafts.items())
        )

    def write(self, path: str) -> None:
        """Write a draft to its file, whose permissions stay; a link to a file stays one."""
        file = (self._root / path).resolve()
        if read_bytes(file) != self._files[path]:
            raise UsageError(f"{path} was changed meanwhile.", hint="Nothing was written to it: run the command again.")
        write_atomically(file, self.drafts[path].decode(), mode=file.stat().st_mode & 0o7777)

    def _as_it_is(self, path: str) -> bytes:
        """The draft as mended so far; the file's bytes, at first."""
        if path not in self._files:
            raw = read_bytes(self._root / path)
            self._files[path] = raw if isinstance(raw, bytes) else b""
        return self.drafts.get(path, self._files[path])


def _text(raw: bytes) -> str:
    return raw.decode("utf-8-sig")


def _errors(found: Findings, path: str) -> Counter[str]:
    return Counter(
        each.code for each in found.diagnostics if each.severity is Severity.ERROR and each.span.path == path
    )
