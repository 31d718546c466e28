"""Findings as a Markdown table: the page that a CI job shows as its summary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.reports.cells import safe
from wp_portraits.reports.findings_text import summary

MOST = 200_000
"""Characters of a table: GitHub drops a summary of more than a megabyte whole."""

_MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.HINT: "💡"}
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#|~&!$]")


def findings_markdown(diagnostics: Iterable[Diagnostic], *, drafts: int, prefix: str = "") -> str:
    """A heading, how many findings there are, and a row for each, the errors first.

    ``prefix`` leads from the repository's root to the workspace. What does not fit is counted below the table.
    """
    ordered = sorted(diagnostics, key=lambda each: (list(Severity).index(each.severity), each.sort_key))
    lines = ["### wp-portraits check", "", summary(ordered, drafts=drafts).rstrip(), ""]
    if ordered:
        lines += ["| | where | what | what to do |", "| --- | --- | --- | --- |"]
    size = 0
    for number, each in enumerate(ordered):
        row = _row(each, prefix)
        size += len(row)
        if size > MOST:
            lines += ["", f"… and {len(ordered) - number} more: see the log."]
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def _row(diagnostic: Diagnostic, prefix: str) -> str:
    kind = f"{_MARKS[diagnostic.severity]} {diagnostic.severity} {diagnostic.code}"
    place = _plain(f"{prefix}{diagnostic.span}")
    hint = "<br>".join(_plain(line) for line in diagnostic.hint.splitlines())
    return f"| {kind} | {place} | {_plain(diagnostic.message)} | {hint} |"


def _plain(text: str) -> str:
    """The text on one line of a table, without anything Markdown would see markup in."""
    return _MARKUP.sub(lambda sign: f"\\{sign[0]}", safe(text))
