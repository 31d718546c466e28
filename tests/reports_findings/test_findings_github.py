from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity, finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.reports.findings_github import LISTED, MOST, findings_github

SOURCE = "---\nseries: s\ntitel: Léa\n---\n"
WRONG = finding("F005", Span("drafts/léa.md", 3, 1, 3, 6), "Unknown key “titel”.", "Did you mean “title”?")
SLIGHT = finding("Q003", Span("drafts/a,b.md", 4, 1, 6, 3), "100 % à côté : pas\nune question.")
COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def read(command: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it."""
    match = COMMAND.fullmatch(command)
    assert match is not None, command
    properties = dict(pair.split("=", 1) for pair in match["properties"].split(","))
    return match["level"], {name: _plain(value, True) for name, value in properties.items()}, _plain(match["message"])


def _plain(text: str, property_: bool = False) -> str:
    for sign, code in ((":", "%3A"), (",", "%2C")) if property_ else ():
        text = text.replace(code, sign)
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The annotations, up to where the runner is told to obey no more."""
    return [read(line) for line in text.partition("::stop-commands::")[0].splitlines()]


def many(number: int, path: str, code: str = "F005") -> list[Diagnostic]:
    return [finding(code, Span(path, line, 1, line, 2), f"Slip {line}.") for line in range(1, number + 1)]


def test_an_annotation_stands_at_its_place_with_everything_escaped() -> None:
    out = findings_github([SLIGHT, WRONG], {"drafts/léa.md": SOURCE}, drafts=2)
    first, second = out.splitlines()[:2]
    assert first == (
        "::error file=drafts/léa.md,line=3,col=1,endLine=3,endColumn=6,title=F005%3A Unknown key"
        "::Unknown key “titel”.%0ADid you mean “title”?"
    )
    assert second == (
        "::warning file=drafts/a%2Cb.md,line=4,endLine=6,title=Q003%3A The question is not in the questionnaire"
        "::100 %25 à côté : pas une question."
    )


def test_a_hint_is_a_notice() -> None:
    known = Diagnostic("Q003", Severity.HINT, Span("drafts/léa.md", 1, 2, 1, 2), "Une espace manque.")
    assert commands(findings_github([known], {}, drafts=1))[0][0] == "notice"


def test_paths_begin_at_the_root_of_the_repository() -> None:
    [(_, properties, _)] = commands(findings_github([WRONG], {}, drafts=1, prefix="blogs/un, deux/"))
    assert properties["file"] == "blogs/un, deux/drafts/léa.md"


def test_the_log_ends_with_every_finding_in_plain_text_and_a_summary() -> None:
    out = findings_github([WRONG, SLIGHT], {"drafts/léa.md": SOURCE}, drafts=7)
    plain = out.partition("::stop-commands::")[2]
    assert "   3 | titel: Léa\n     | ^^^^^\n" in plain
    assert "drafts/a,b.md:4:1: warning Q003" in plain
    assert out.endswith("\n1 error, 1 warning in 7 drafts\n")
    assert findings_github([], {}, drafts=7) == "7 drafts, nothing to report\n"


def test_nothing_in_a_draft_is_obeyed_by_the_runner() -> None:
    evil = "::set-output name=a::b\n##[add-path]/tmp\n::error::Ha\n"
    slip = finding("F005", Span("drafts/e.md", 2, 1, 2, 3), "::add-mask::x ##[add-path]/tmp")
    out = findings_github([slip], {"drafts/e.md": evil}, drafts=1)
    lines = out.splitlines()
    stop = next(number for number, line in enumerate(lines) if line.startswith("::stop-commands::"))
    token = lines[stop].removeprefix("::stop-commands::")
    again = lines.index(f"::{token}::")
    assert stop == 1  # what is before is one command, and its message is read as that command's
    assert [line for line in lines[again + 1 :] if "::" in line or "##[" in line] == []
    assert token not in "\n".join(lines[stop + 1 : again])


def test_of_many_findings_every_file_has_its_first_and_the_last_annotation_lists_the_others() -> None:
    found = [*many(30, "drafts/a.md"), *many(2, "drafts/b.md"), *many(12, "drafts/c.md", "Q003")]
    told = commands(findings_github(found, {}, drafts=3))
    errors = [each for each in told if each[0] == "error"]
    warnings = [each for each in told if each[0] == "warning"]
    assert told == [*errors, *warnings]
    assert len(errors) == len(warnings) == MOST
    places = [(properties["file"], properties["line"]) for _, properties, _ in errors[:-1]]
    assert places == [*(("drafts/a.md", str(line)) for line in range(1, 8)), ("drafts/b.md", "1"), ("drafts/b.md", "2")]
    assert errors[-1][1] == {"title": "23 more errors in 1 file"}
    assert errors[-1][2].splitlines()[0] == "drafts/a.md:8:1: F005: Slip 8."
    assert len(errors[-1][2].splitlines()) == 23
    assert warnings[-1][1]["title"] == "3 more warnings in 1 file"


def test_of_very_many_the_last_annotation_stays_short() -> None:
    found = [*many(200, "drafts/a.md"), *many(200, "drafts/b.md")]
    last = commands(findings_github(found, {}, drafts=2))[-1]
    lines = last[2].splitlines()
    assert last[1]["title"] == "391 more errors in 2 files"
    assert len(lines) == LISTED + 1
    assert lines[-1] == f"… and {391 - LISTED} more: see the log of this step."


@given(st.text(st.one_of(st.characters(), st.sampled_from("%:,\r\n\x1b\u202e\u2028\ud83d"))), st.text("a:,% é%0A"))
def test_any_message_and_path_come_back_whole_on_one_line(message: str, name: str) -> None:
    path = f"drafts/{name}.md"
    out = findings_github([finding("F005", Span(path, 1, 1, 1, 1), message)], {}, drafts=1)
    out.encode()
    [(_, properties, told)] = commands(out)
    assert properties["file"] == path
    assert not set(told) & set("\r\n\x1b\u202e\u2028")
