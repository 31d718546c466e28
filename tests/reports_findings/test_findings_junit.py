from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity, finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.reports.findings_junit import findings_junit

SOURCE = "---\nseries: s\ntitel: <Léa> & co\n---\n"
DRAFTS = frozenset({"drafts/léa.md", "drafts/a.md", "drafts/good.md"})
WRONG = finding("F005", Span("drafts/léa.md", 3, 1, 3, 6), "Unknown key “titel”.", "Did you mean “title”?")
SECOND = finding("F006", Span("drafts/léa.md", 1, 1, 1, 1), "“person” is missing.")
SLIGHT = finding("Q003", Span("drafts/a.md", 4, 1, 4, 3), "Pas une question.")
HINT = Diagnostic("Q003", Severity.HINT, Span("drafts/good.md", 1, 1, 1, 2), "Une espace manque.")
OF_SERIES = finding("S004", Span("drafts/series/s.yml", 1, 1, 1, 2), "Deux questions.")


def read(*diagnostics: Diagnostic, strict: bool = False, prefix: str = "") -> JUnitXml:
    text = findings_junit(diagnostics, {"drafts/léa.md": SOURCE}, drafts=DRAFTS, strict=strict, prefix=prefix)
    return JUnitXml.fromstring(text.encode())


def test_every_draft_is_a_test_and_errors_are_failures() -> None:
    xml = read(WRONG, SECOND, SLIGHT, HINT, OF_SERIES)
    assert (xml.tests, xml.failures, xml.errors) == (4, 2, 0)
    suites = {suite.name: suite for suite in xml}
    assert list(suites) == ["drafts/a.md", "drafts/good.md", "drafts/léa.md", "drafts/series/s.yml"]
    [case] = suites["drafts/léa.md"]
    [failure] = case.result
    assert isinstance(failure, Failure)
    assert failure.type == "F006"
    assert failure.message == "line 1: F006: “person” is missing. (and 1 more)"
    assert "   3 | titel: <Léa> & co\n     | ^^^^^\n     = Did you mean “title”?\n" in failure.text
    [passed] = suites["drafts/a.md"]
    assert passed.is_passed
    assert "Q003: Pas une question." in passed.system_out
    [good] = suites["drafts/good.md"]
    assert "Une espace manque." in good.system_out


def test_under_strict_warnings_fail_and_hints_do_not() -> None:
    xml = read(SLIGHT, HINT, strict=True)
    assert (xml.tests, xml.failures) == (3, 1)
    outcome = {case.name: case.is_passed for suite in xml for case in suite}
    assert outcome == {"drafts/a.md": False, "drafts/good.md": True, "drafts/léa.md": True}


def test_paths_begin_at_the_root_of_the_repository() -> None:
    root = ElementTree.fromstring(findings_junit([WRONG], {}, drafts=["drafts/léa.md"], prefix="mon blogue/"))
    [case] = root.iter("testcase")
    assert case.get("file") == case.get("name") == "mon blogue/drafts/léa.md"


@given(st.text(st.one_of(st.characters(), st.sampled_from("\x00\x0b\x1b\ufffe\ud83d<&]>\"'\n"))))
def test_any_text_is_well_formed(text: str) -> None:
    slip = finding("F005", Span(f"drafts/{text}.md", 1, 1, 1, 2), text, text)
    xml = findings_junit([slip], {slip.span.path: text}, drafts=[])
    [failure] = ElementTree.fromstring(xml.encode()).iter("failure")
    assert "F005" in (failure.text or "")
