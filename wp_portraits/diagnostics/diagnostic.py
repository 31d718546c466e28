"""A finding, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.register import CODES, Severity
from wp_portraits.diagnostics.span import Span

__all__ = ["Diagnostic", "Severity", "finding"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong (``message``, one sentence), where (``span``) and what to do (``hint``, may be empty).

    ``fix``: the edits of the file that mend it, in order and without overlap, where there is one answer that is safe;
    ``check --fix`` makes them.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    fix: tuple[Edit, ...] = ()

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Order of reports: by file, then place, then code."""
        return (self.span, self.code, self.message)


def finding(code: str, span: Span, message: str, hint: str = "", fix: tuple[Edit, ...] = ()) -> Diagnostic:
    """A diagnostic with the severity its code has in the register; KeyError for a code nobody registered."""
    return Diagnostic(code, CODES[code].severity, span, message, hint, fix)
