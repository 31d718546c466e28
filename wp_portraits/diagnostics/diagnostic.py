"""A finding, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wp_portraits.diagnostics.register import CODES, Severity
from wp_portraits.diagnostics.span import Span

__all__ = ["Diagnostic", "Severity", "finding"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong (``message``, one sentence), where (``span``) and what to do (``hint``, may be empty)."""

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Order of reports: by file, then place, then code."""
        return (self.span, self.code, self.message)


def finding(code: str, span: Span, message: str, hint: str = "") -> Diagnostic:
    """A diagnostic with the severity its code has in the register; KeyError for a code nobody registered."""
    return Diagnostic(code, CODES[code].severity, span, message, hint)
