"""Findings for a program: one JSON document, schema 1."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from wp_portraits.diagnostics import Diagnostic, Severity

SCHEMA = 1
"""Number of the document's shape; another shape gets another number."""

_INVISIBLE = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What JSON allows as it is, but a terminal or log would obey or hide; lone surrogates could not be written at all."""


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
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


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
