"""Findings about drafts and series files: where (span), what (diagnostic), which rule (the register of codes)."""

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity, finding
from wp_portraits.diagnostics.register import CODES, Code
from wp_portraits.diagnostics.span import Span

__all__ = ["CODES", "Code", "Diagnostic", "Severity", "Span", "finding"]
