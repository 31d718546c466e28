from __future__ import annotations

from markdown_it import MarkdownIt

from wp_portraits.diagnostics.diagnostic import finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.reports.findings_markdown import MOST, findings_markdown

WRONG = finding("F005", Span("drafts/léa.md", 9, 6, 9, 11), "Unknown key “a|b*c*”.", "<b>Did</b> you\nmean `b`?")
SLIGHT = finding("Q003", Span("drafts/a_b_c.md", 3, 1, 3, 4), "[Pas](https://example.org) une\x1b question.")


def cells(text: str) -> list[list[str]]:
    """The text of a table's cells, as a reader sees it."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            assert {child.type for child in token.children or ()} <= {"text", "text_special", "html_inline"}
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows[1:]


def test_each_finding_is_a_row_errors_first_and_nothing_in_it_is_markup() -> None:
    text = findings_markdown([SLIGHT, WRONG], drafts=7, prefix="blog/")
    assert text.startswith("### wp-portraits check\n\n1 error, 1 warning in 7 drafts\n\n| |")
    assert cells(text) == [
        ["❌ error F005", "blog/drafts/léa.md:9:6", "Unknown key “a|b*c*”.", "<b>Did</b> you<br>mean `b`?"],
        ["⚠️ warning Q003", "blog/drafts/a_b_c.md:3:1", "[Pas](https://example.org) une␛ question.", ""],
    ]


def test_without_findings_there_is_no_table() -> None:
    assert findings_markdown([], drafts=1) == "### wp-portraits check\n\n1 draft, nothing to report\n\n"


def test_what_does_not_fit_is_counted() -> None:
    found = [finding("F005", Span("drafts/a.md", line, 1, line, 2), "x" * 1000) for line in range(1, 1001)]
    text = findings_markdown(found, drafts=1)
    assert len(text.encode()) < 1_000_000
    rows = text.count("| ❌")
    assert 0 < rows < 1000
    assert len(text) < MOST + 2000
    assert text.endswith(f"… and {1000 - rows} more: see the log.\n")
