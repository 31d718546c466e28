from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.diagnostics.diagnostic import finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.reports.findings_json import findings_json

WRONG = finding("F005", Span("drafts/léa.md", 9, 6, 9, 11), "Unknown key “titel”.", "Did you mean “title”?")
SLIGHT = finding("Q003", Span("drafts/camille-roy.md", 3, 1, 3, 4), "Pas une question.")


def test_the_documents_shape() -> None:
    assert json.loads(findings_json([WRONG, SLIGHT], drafts=7)) == {
        "schema": 1,
        "drafts": 7,
        "errors": 1,
        "warnings": 1,
        "diagnostics": [
            {
                "code": "Q003", "severity": "warning", "path": "drafts/camille-roy.md", "line": 3, "column": 1,
                "end_line": 3, "end_column": 4, "message": "Pas une question.", "hint": "",
            },
            {
                "code": "F005", "severity": "error", "path": "drafts/léa.md", "line": 9, "column": 6,
                "end_line": 9, "end_column": 11, "message": "Unknown key “titel”.", "hint": "Did you mean “title”?",
            },
        ],
    }  # fmt: skip


def test_the_documents_text() -> None:
    text = findings_json([WRONG], drafts=1)
    assert text.startswith('{\n  "schema": 1,\n  "drafts": 1,\n')
    assert "léa" in text
    assert text.endswith("}\n")
    keys = list(json.loads(text)["diagnostics"][0])
    assert keys == ["code", "severity", "path", "line", "column", "end_line", "end_column", "message", "hint"]
    assert json.loads(findings_json([], drafts=0)) == {
        "schema": 1,
        "drafts": 0,
        "errors": 0,
        "warnings": 0,
        "diagnostics": [],
    }


@given(st.text(st.one_of(st.characters(), st.sampled_from('\x1b\x9b\u202e\ud83d\x7f"\\\u2028'))))
def test_any_message_survives_and_none_is_obeyed(message: str) -> None:
    text = findings_json([finding("F005", Span.whole("drafts/a.md"), message)], drafts=1)
    text.encode()
    assert json.loads(text)["diagnostics"][0]["message"] == message
    assert not set(text) & set("\x1b\x9b\x7f\u202e\u2066\u2028")
