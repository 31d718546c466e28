"""Findings for a program: one JSON document, schema 1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.reports.json_text import json_text

SCHEMA = 1
"""Number of the document's shape; another shape gets another number."""


def findings_json(diagnostics: Iterable[Diagnostic], *, drafts: int) -> str:
    """The findings in order of file and place, and how many there are; ends with a line end.

    Shape: ``{"schema", "drafts", "errors", "warnings", "diagnostics": [{"code", "severity", "path", "line", "column",
    "end_line", "end_column", "message", "hint"}]}``. Text is UTF-8, not escaped, but for control and invisible
    characters. Lines and columns are 1-based, columns count characters, the end is exclusive.
    """
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    count = Counter(diagnostic.severity for diagnostic in ordered)
    document = {
        "schema": SCHEMA,
        "drafts": drafts,
        "errors": count[Severity.ERROR],
        "warnings": count[Severity.WARNING],
        "diagnostics": [_entry(diagnostic) for diagnostic in ordered],
    }
    return json_text(document)


def _entry(diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }
