"""Findings about drafts and series files: where (span), what (diagnostic), how to mend it (edit), which rule (register)."""

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.register import CODES, Code
from wp_portraits.diagnostics.span import Span

__all__ = ["CODES", "Code", "Diagnostic", "Edit", "Severity", "Span", "finding"]
