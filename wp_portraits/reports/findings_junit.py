"""Findings as JUnit XML: each draft is a test, for CI systems that show tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.reports.cells import safe
from wp_portraits.reports.findings_text import finding_text


def findings_junit(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    *,
    drafts: Iterable[str],
    strict: bool = False,
    prefix: str = "",
) -> str:
    """A suite with one test for each of ``drafts`` (paths), and for each series file that something is said about.

    A file fails by its errors, and under ``strict`` by its warnings; what else is said stands in its output. One
    failure tells all there is about a file: some readers take only one. ``prefix`` leads from the repository's root
    to the workspace.
    """
    by_file: dict[str, list[Diagnostic]] = {path: [] for path in sorted(drafts)}
    for each in sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key):
        by_file.setdefault(each.span.path, []).append(each)
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    suites = [_suite(path, found, sources.get(path, ""), grave, prefix) for path, found in sorted(by_file.items())]
    failed = sum(suite.get("failures") == "1" for suite in suites)
    root = Element("testsuites", _counts("wp-portraits check", len(suites), failed))
    root.extend(suites)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(path: str, found: Sequence[Diagnostic], source: str, grave: set[Severity], prefix: str) -> Element:
    name = safe(prefix + path)
    wrong = [each for each in found if each.severity in grave]
    others = [each for each in found if each.severity not in grave]
    suite = Element("testsuite", _counts(name, 1, 1 if wrong else 0))
    case = SubElement(suite, "testcase", {"classname": "wp-portraits.check", "name": name, "file": name, "time": "0"})
    if wrong:
        failure = SubElement(case, "failure", {"type": wrong[0].code, "message": _headline(wrong)})
        failure.text = _told(wrong, source)
    if others:
        SubElement(case, "system-out").text = _told(others, source)
    return suite


def _counts(name: str, tests: int, failures: int) -> dict[str, str]:
    return {"name": name, "tests": str(tests), "failures": str(failures), "errors": "0", "time": "0"}


def _headline(wrong: Sequence[Diagnostic]) -> str:
    """The first finding, and how many come after it."""
    first = f"line {wrong[0].span.line}: {wrong[0].code}: {safe(wrong[0].message)}"
    return f"{first} (and {len(wrong) - 1} more)" if len(wrong) > 1 else first


def _told(found: Sequence[Diagnostic], source: str) -> str:
    """The findings as a terminal shows them; no character is left that XML has no place for."""
    return "\n" + "\n".join(finding_text(each, source) for each in found)
