"""Findings about drafts and series files: where (span), what (diagnostic), how to mend it (edit), which rule (register)."""
