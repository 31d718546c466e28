"""Findings for GitHub Actions: annotations beside the drafts' lines, then the same in plain text for the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.diagnostics.register import CODES
from wp_portraits.reports.cells import safe
from wp_portraits.reports.findings_text import finding_text, summary

MOST = 10
"""GitHub shows so many annotations of each level for a step, and silently drops the others."""
LISTED = 50
"""Findings that the last annotation of a level lists, where not all have one of their own."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def findings_github(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str], *, drafts: int, prefix: str = ""
) -> str:
    """Workflow commands, errors first, then every finding with its place in the text, then the summary.

    ``prefix`` leads from the repository's root to the workspace: empty, or a folder with ``/`` at its end. Of more
    findings of one level than GitHub shows, every file has its first, and the last annotation lists the others.
    """
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    commands = [line for severity in Severity for line in _annotations(ordered, severity, prefix)]
    told = "\n".join(finding_text(each, sources.get(each.span.path, "")) for each in ordered)
    return "".join(f"{line}\n" for line in commands) + _not_obeyed(told) + summary(ordered, drafts=drafts)


def _not_obeyed(text: str) -> str:
    """``text`` between two commands that keep the runner from obeying any in it; no text can hold its own digest."""
    token = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"::stop-commands::{token}\n{text}\n::{token}::\n" if text else ""


def _annotations(ordered: Sequence[Diagnostic], severity: Severity, prefix: str) -> Iterator[str]:
    found = [each for each in ordered if each.severity is severity]
    alone = found if len(found) <= MOST else _spread(found)[: MOST - 1]
    for each in found:
        if each in alone:
            yield _annotation(each, prefix)
    rest = [each for each in found if each not in alone]
    if rest:
        yield _rest(rest, severity, prefix)


def _spread(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The first finding of each file, then the second of each, and so on."""
    before: Counter[str] = Counter()
    turns = []
    for each in found:
        turns.append((before[each.span.path], each.sort_key, each))
        before[each.span.path] += 1
    return [each for _, _, each in sorted(turns, key=lambda turn: turn[:2])]


def _annotation(diagnostic: Diagnostic, prefix: str) -> str:
    """One command. Columns only inside one line: GitHub takes none for a place of several."""
    span = diagnostic.span
    place = {"file": prefix + span.path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        place |= {"col": span.column, "endColumn": span.end_column}
    message = "\n".join([safe(diagnostic.message), *(safe(hint) for hint in diagnostic.hint.splitlines())])
    title = f"{diagnostic.code}: {CODES[diagnostic.code].title}"
    return _command(diagnostic.severity, {**_in_order(place), "title": title}, message)


def _in_order(place: Mapping[str, object]) -> dict[str, object]:
    return {name: place[name] for name in ("file", "line", "col", "endLine", "endColumn") if name in place}


def _rest(rest: Sequence[Diagnostic], severity: Severity, prefix: str) -> str:
    """One command for all the findings that have none of their own."""
    files = len({each.span.path for each in rest})
    lines = [f"{prefix}{each.span}: {each.code}: {each.message}" for each in rest[:LISTED]]
    if len(rest) > LISTED:
        lines.append(f"… and {len(rest) - LISTED} more: see the log of this step.")
    title = f"{len(rest)} more {severity}s in {files} {'file' if files == 1 else 'files'}"
    return _command(severity, {"title": title}, "\n".join(map(safe, lines)))


def _command(severity: Severity, properties: Mapping[str, object], message: str) -> str:
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVELS[severity]} {told}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
