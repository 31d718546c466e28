from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity, finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.reports.excerpt import WIDTH
from wp_portraits.reports.findings_text import finding_line, finding_text, findings_text

PATH = "drafts/camille-roy.md"
SOURCE = """\
---
series: portrait-de-gestionnaire
reading:
  - {titel: Écrire pour le Web, url: https://example.org/ecrire}
---
"""


def at(line: int, column: int, end_line: int, end_column: int, message: str = "Non.", hint: str = "") -> Diagnostic:
    return finding("F005", Span(PATH, line, column, end_line, end_column), message, hint)


def marked(source: str, diagnostic: Diagnostic) -> str:
    """What stands above the marks, as a terminal shows it."""
    lines = finding_text(diagnostic, source).splitlines()
    place = next(number for number, line in enumerate(lines) if re.fullmatch(r" +\| +\^+", line))
    start, end = lines[place].index("^"), len(lines[place])
    line = lines[place - 1]
    return "".join(sign for at, sign in enumerate(line) if start <= cell_len(line[:at]) < end)


def test_the_whole_report() -> None:
    wrong = at(4, 6, 4, 11, "Unknown key “titel”.", "Did you mean “title”?\nKnown keys here: title, url, lang.")
    slight = finding("I003", Span("drafts/lea.md", 1, 1, 1, 1), "The photo has no alternative text.")
    assert findings_text([slight, wrong], {PATH: SOURCE}, drafts=7) == (
        "drafts/camille-roy.md:4:6: error F005: Unknown key “titel”.\n"
        "   3 | reading:\n"
        "   4 |   - {titel: Écrire pour le Web, url: https://example.org/ecrire}\n"
        "     |      ^^^^^\n"
        "     = Did you mean “title”?\n"
        "     = Known keys here: title, url, lang.\n"
        "\n"
        "drafts/lea.md:1:1: warning I003: The photo has no alternative text.\n"
        "\n"
        "1 error, 1 warning in 7 drafts\n"
    )


@pytest.mark.parametrize(
    ("codes", "drafts", "told"),
    [
        ([], 7, "7 drafts, nothing to report"),
        ([], 1, "1 draft, nothing to report"),
        (["F005", "Q003", "F006"], 7, "2 errors, 1 warning in 7 drafts"),
        (["Q003", "Q003"], 1, "2 warnings in 1 draft"),
        (["F005"], 1, "1 error in 1 draft"),
    ],
)
def test_the_summary(codes: list[str], drafts: int, told: str) -> None:
    found = [finding(code, Span.whole(PATH), "Non.") for code in codes]
    assert findings_text(found, {}, drafts=drafts).splitlines()[-1] == told


def test_order_is_by_file_then_place() -> None:
    found = [at(9, 1, 9, 2), at(2, 5, 2, 6), at(2, 1, 2, 2), finding("F002", Span.whole("drafts/a.md"), "Non.")]
    lines = [line for line in findings_text(found, {}, drafts=2).splitlines() if ": error" in line]
    assert [line.split(": ")[0] for line in lines] == ["drafts/a.md:1:1", f"{PATH}:2:1", f"{PATH}:2:5", f"{PATH}:9:1"]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("tags: [santé, titel]", "titel"),
        ("\ttags:\t[santé,\ttitel]", "titel"),
        ("日本語: [écrire, titel]", "titel"),
        ("titre: 日本語 titel", "日本語"),
        ("E\u0301crire 🙂 👩🏽\u200d💻 titel", "titel"),
        ("🇨🇦 titel", "titel"),
        ("\x1b[2J titel", "titel"),
        ("\u202e titel", "titel"),
        ("titel", "titel"),
        ("x" * 300 + " titel " + "y" * 300, "titel"),
        ("日" * 300 + " titel", "titel"),
        ("e\u0301" * 300 + " titel", "titel"),
        ("titel " + "y" * 300, "titel"),
    ],
)
def test_the_mark_stands_below_its_place(line: str, part: str) -> None:
    start = line.index(part)
    assert marked(f"---\n{line}\n", at(2, start + 1, 2, start + 1 + len(part))) == part


def test_long_lines_are_cut_around_the_place() -> None:
    line = "a" * 300 + "titel" + "b" * 300
    text = finding_text(at(2, 301, 2, 306), f"{line}\n{line}\n").splitlines()
    assert text[1] == "   1 | " + "a" * 100 + "…"
    assert text[2] == "   2 | …" + "a" * 30 + "titel" + "b" * 65 + "…"
    assert max(map(len, text)) < 112


@pytest.mark.parametrize("columns", [30, 40, 80, 81, 108, 109, 300])
@pytest.mark.parametrize("number", [2, 12_345])
def test_marks_stay_below_their_place_on_a_narrow_terminal(columns: int, number: int) -> None:
    line = "a" * 300 + "bbbbb" + "c" * 300
    source = "\n" * (number - 2) + f"{line}\n{line}\n"
    whole, before, shown, marks, *_ = finding_text(at(number, 301, number, 306), source, width=columns).splitlines()
    assert whole.startswith(PATH)
    assert max(len(before), len(shown)) == min(columns, len(f"{number:>4} | …") + WIDTH + len("…"))
    assert shown[marks.index("^") : len(marks)] == "bbbbb"


def test_a_mark_that_leaves_the_window_ends_with_it() -> None:
    text = finding_text(at(1, 1, 1, 900), "a" * 900).splitlines()
    assert text[-1] == "     | " + "^" * 100


def test_a_span_over_several_lines_is_marked_on_its_first() -> None:
    text = finding_text(at(1, 7, 3, 2), "tags: [a,   \n  b,\n]\n").splitlines()
    assert text[1:] == ["   1 | tags: [a,", "     |       ^^^"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_editors_count(end: str) -> None:
    text = finding_text(at(2, 1, 2, 2), f"a\u2028\x85\x0bb{end}zwei{end}drei").splitlines()
    assert text[2] == "   2 | zwei"
    assert text[1] == "   1 | a<U+2028><U+0085>␋b"


def test_ends_of_lines_and_of_files() -> None:
    assert finding_text(at(1, 4, 1, 4), "abc").endswith("   1 | abc\n     |    ^\n")
    assert finding_text(at(1, 99, 1, 120), "abc").endswith("     |    ^\n")
    assert finding_text(at(9, 1, 9, 1), "abc") == f"{PATH}:9:1: error F005: Non.\n"
    assert finding_text(at(1, 1, 1, 1), "") == f"{PATH}:1:1: error F005: Non.\n"
    assert finding_text(at(2, 1, 2, 1), "\n\n").splitlines()[1:] == ["   1 |", "   2 |", "     | ^"]


def test_wide_line_numbers_keep_their_gutter() -> None:
    text = finding_text(at(10_000, 1, 10_000, 2, hint="Mieux."), "x\n" * 10_000).splitlines()
    assert text[1:] == [" 9999 | x", "10000 | x", "      | ^", "      = Mieux."]


def test_hostile_text_reaches_no_terminal() -> None:
    hostile = "\x1b]0;titre\x07\x1b[2J\u202e\u2066\x9b"
    diagnostic = Diagnostic("F005", Severity.ERROR, Span(f"drafts/{hostile}.md", 1, 1, 1, 3), hostile, hostile)
    text = findings_text([diagnostic], {diagnostic.span.path: hostile}, drafts=1)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_colour_only_when_asked_for() -> None:
    plain = findings_text([at(4, 6, 4, 11, hint="Oui.")], {PATH: SOURCE}, drafts=1)
    coloured = findings_text([at(4, 6, 4, 11, hint="Oui.")], {PATH: SOURCE}, drafts=1, color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror F005\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_one_line_for_other_reports() -> None:
    assert finding_line(at(4, 6, 4, 11, "Unknown key “titel”.")) == f"{PATH}:4:6: error F005: Unknown key “titel”."


@given(
    st.text(max_size=300),
    st.integers(1, 6),
    st.integers(1, 250),
    st.integers(0, 2),
    st.integers(1, 250),
)
def test_any_text_and_any_place_can_be_shown(source: str, line: int, column: int, more: int, end: int) -> None:
    text = finding_text(at(line, column, line + more, end, hint="x"), source)
    assert text.endswith("= x\n")
    assert "\x1b" not in text
