"""What a sync of the comments found: one line for a person, one object for a program."""

from __future__ import annotations

import json


def sync_text(*, new: int, edited: int, moderated: int, removed: int, total: int, requests: int) -> str:
    """One line: what changed, how many comments there are, what it cost."""
    changes = [
        f"{number} {name}"
        for number, name in ((new, "new"), (edited, "edited"), (moderated, "moderated"), (removed, "removed"))
        if number
    ]
    found = ", ".join(changes) or "nothing new"
    return f"Comments: {found}; {total} in all ({requests} {'request' if requests == 1 else 'requests'}).\n"


def sync_json(*, new: int, edited: int, moderated: int, removed: int, total: int, requests: int) -> str:
    """The same as JSON, schema 1."""
    counts = {"new": new, "edited": edited, "moderated": moderated, "removed": removed}
    return json.dumps({"schema": 1, **counts, "total": total, "requests": requests}) + "\n"
