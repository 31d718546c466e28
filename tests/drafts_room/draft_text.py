"""Drafts in a few words, for the tests of this folder."""

from __future__ import annotations

from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.parsing import parse_draft

PATH = "drafts/zoe.md"


def draft_of(body: str, front: str = "series: s\n") -> Draft:
    return parse_draft(PATH, f"---\n{front}---\n{body}".encode())


def places(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, int, int, int, int]]:
    """Code and place of each finding."""
    found = [(each.code, each.span) for each in diagnostics]
    return [(code, span.line, span.column, span.end_line, span.end_column) for code, span in found]
