"""What became of comments that were moderated, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from wp_portraits.comments.moderating import Ruling
from wp_portraits.comments.sanitize import line_for_terminal


def ruling_text(ruling: Ruling, color: bool = False) -> str:
    """One line, and a second with what to do where the comment has not the status that was asked for."""
    if ruling.error:
        lines = [f"{_painted('x', '31', color)} #{ruling.id} {line_for_terminal(ruling.error)}"]
        lines += [f"    → {line_for_terminal(ruling.hint)}"] if ruling.hint else []
        return "\n".join(lines) + "\n"
    before = "already" if ruling.before == ruling.status else f"(was {ruling.before})"
    return f"{_painted('✓', '32', color)} #{ruling.id} {ruling.status} {before}\n"


def _painted(sign: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{sign}\x1b[0m" if color else sign


def rulings_json(rulings: Sequence[Ruling]) -> str:
    """All of them, schema 1."""
    done = sum(ruling.done for ruling in rulings)
    told = [
        {"id": ruling.id, "before": ruling.before, "status": ruling.status, "error": ruling.error or None}
        for ruling in rulings
    ]
    counts = {"schema": 1, "done": done, "failed": len(rulings) - done}
    return json.dumps({**counts, "comments": told}, ensure_ascii=False, indent=2) + "\n"
