"""Findings as SARIF 2.1.0: for code scanning, and for editors that read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from wp_portraits import __version__
from wp_portraits.check.pages import page
from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.register import CODES, Code
from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.lines import LineTable
from wp_portraits.reports.json_text import json_text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""What GitHub calls the root of the repository."""
FINGERPRINT = "wpPortraits/v1"
"""Not ``primaryLocationLineHash``: GitHub's upload computes that one, and complains of any other value there."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_WEIGHTS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "recommendation"}


def findings_sarif(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str], *, root: str, prefix: str = ""
) -> str:
    """One run with every rule of the register and every finding, in order of file and place.

    ``root`` is the repository's root as a ``file:`` address with ``/`` at its end, ``prefix`` leads from there to the
    workspace. ``sources`` has the files' text: for the places of fixes, and for fingerprints that stay when lines move.
    """
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    run = {
        "tool": {
            "driver": {
                "name": "wp-portraits",
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in CODES.values()],
            }
        },
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {ROOT: {"uri": root}},
        "columnKind": "unicodeCodePoints",
        "results": _results(ordered, sources, prefix),
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> dict[str, Any]:
    text = page(code.code)
    paragraphs = text.split("\n\n")
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": " ".join(paragraphs[1].split())},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"problem.severity": _WEIGHTS[code.severity]},
    }


def _results(ordered: Sequence[Diagnostic], sources: Mapping[str, str], prefix: str) -> list[dict[str, Any]]:
    numbers = {code: number for number, code in enumerate(CODES)}
    tables = {path: LineTable(text) for path, text in sources.items()}
    seen: Counter[tuple[str, ...]] = Counter()
    results = []
    for each in ordered:
        path = each.span.path
        artifact = {"uri": quote(prefix + path), "uriBaseId": ROOT}
        about = (each.code, prefix + path, _line(sources.get(path, ""), tables.get(path), each.span))
        seen[about] += 1
        result = {
            "ruleId": each.code,
            "ruleIndex": numbers[each.code],
            "level": _LEVELS[each.severity],
            "message": {"text": "\n".join([each.message, *each.hint.splitlines()])},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(each.span)}}],
            "partialFingerprints": {FINGERPRINT: _fingerprint(about, seen[about])},
        }
        if each.fix and path in tables:
            result["fixes"] = [_fix(each, artifact, tables[path])]
        results.append(result)
    return results


def _region(span: Span) -> dict[str, int]:
    """SARIF counts as we do: from 1, the end exclusive."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(diagnostic: Diagnostic, artifact: Mapping[str, str], lines: LineTable) -> dict[str, Any]:
    replacements = [_replacement(edit, diagnostic.span.path, lines) for edit in diagnostic.fix]
    return {
        "description": {"text": diagnostic.hint or diagnostic.message},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _replacement(edit: Edit, path: str, lines: LineTable) -> dict[str, Any]:
    return {
        "deletedRegion": _region(lines.span(path, edit.start, edit.end)),
        "insertedContent": {"text": edit.text},
    }


def _line(source: str, lines: LineTable | None, span: Span) -> str:
    """The text of the finding's first line, its spaces as one each: what tells the place when lines move."""
    if lines is None:
        return ""
    return " ".join(source[lines.offset(span.line, 1) : lines.offset(span.line + 1, 1)].split())


def _fingerprint(about: tuple[str, ...], number: int) -> str:
    """The same for the same finding wherever its line stands; ``number`` counts those that nothing else tells apart."""
    return sha256("\0".join(about).encode("utf-8", "surrogatepass")).hexdigest()[:32] + f":{number}"
