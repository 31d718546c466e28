"""A finding on its way: told by the modules that know offsets only, before the file's lines are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.drafts.lines import LineTable


class Remark(NamedTuple):
    """Code, place (character offsets into the text), message, hint and edits of a finding."""

    code: str
    start: int
    end: int
    message: str
    hint: str = ""
    fix: tuple[Edit, ...] = ()


def diagnostics_of(remarks: Iterable[Remark], path: str, lines: LineTable) -> list[Diagnostic]:
    """The remarks as diagnostics of the file ``path``."""
    return [
        finding(code, lines.span(path, start, end), message, hint, fix)
        for code, start, end, message, hint, fix in remarks
    ]
