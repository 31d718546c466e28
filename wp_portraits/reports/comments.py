"""What a sync of the comments found: one line for a person, one object for a program; what was forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from wp_portraits.reports.phrases import counted


def sync_text(*, new: int, edited: int, moderated: int, removed: int, total: int, requests: int) -> str:
    """One line: what changed, how many comments there are, what it cost."""
    changes = [
        f"{number} {name}"
        for number, name in ((new, "new"), (edited, "edited"), (moderated, "moderated"), (removed, "removed"))
        if number
    ]
    found = ", ".join(changes) or "nothing new"
    return f"Comments: {found}; {total} in all ({counted(requests, 'request')}).\n"


def sync_json(*, new: int, edited: int, moderated: int, removed: int, total: int, requests: int) -> str:
    """The same as JSON, schema 1."""
    counts = {"new": new, "edited": edited, "moderated": moderated, "removed": removed}
    return json.dumps({"schema": 1, **counts, "total": total, "requests": requests}) + "\n"


def forgotten_text(comments: Sequence[tuple[int, str]], *, unseen: int, copies: int) -> str:
    """What was done to forget a person, and where else to look. ``comments``: the ids, each with its portrait's key."""
    return "".join(f"{line}\n" for line in _forgotten(comments, unseen, copies))


def _forgotten(comments: Sequence[tuple[int, str]], unseen: int, copies: int) -> Iterator[str]:
    if not comments and not unseen:
        yield "Nobody left this address: there is no such comment in the mirror or on the site."
    if comments:
        named = ", ".join(f"#{number} ({key})" if key else f"#{number}" for number, key in comments)
        yield f"Name, addresses and words removed from {counted(len(comments), 'comment')} of the mirror: {named}."
    if unseen:
        yield f"{counted(unseen, 'comment')} on the site, not in the mirror: to be kept without them if they come."
    if copies:
        yield f"Deleted: {copies} damaged {'copy' if copies == 1 else 'copies'} of the mirror."
    if comments or unseen:
        yield "The site still has them (wp-admin: Tools → Erase Personal Data), and so may your earlier exports."
