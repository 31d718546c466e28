"""What became of a plan, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from wp_portraits.plan.outcome import Fate, Outcome, PostOutcome
from wp_portraits.reports.cells import safe
from wp_portraits.reports.phrases import painted

_SYMBOLS: Final = {
    Fate.CREATED: ("+", "32"),
    Fate.UPDATED: ("~", "33"),
    Fate.TRASHED: ("-", "31"),
    Fate.CONFLICT: ("!", "31"),
    Fate.DRIFT: ("!", "35"),
    Fate.FAILED: ("x", "31"),
    Fate.LEFT: ("?", "36"),
    Fate.KEPT: ("=", "2"),
    Fate.ADOPTED: ("=", "2"),
}
"""Symbol and ANSI colour of each fate."""

_QUIET: Final = (Fate.KEPT, Fate.ADOPTED)

_WORDS: Final = {
    Fate.CREATED: "created",
    Fate.UPDATED: "updated",
    Fate.TRASHED: "binned",
    Fate.KEPT: "unchanged",
    Fate.ADOPTED: "found as they should be",
    Fate.CONFLICT: "in conflict",
    Fate.DRIFT: "edited on the site",
    Fate.LEFT: "without a draft",
    Fate.FAILED: "failed",
}


def outcome_text(outcome: Outcome, color: bool = False, *, verbose: bool = False) -> str:
    """A line for each post that something became of, with its address; what was kept is hidden unless ``verbose``."""
    lines = [line for post in outcome.posts for line in _lines(post, color, verbose)]
    told = [f"{outcome.count(fate)} {words}" for fate, words in _WORDS.items() if outcome.count(fate)]
    return "\n".join([*lines, (", ".join(told) or "Nothing to publish") + "."]) + "\n"


def _lines(post: PostOutcome, color: bool, verbose: bool) -> Iterator[str]:
    if post.status in _QUIET and not verbose and not post.notices:
        return
    symbol, code = _SYMBOLS[post.status]
    yield f"{painted(symbol, code, color)} {safe(post.path or post.key)} {safe(post.error or post.url)}".rstrip()
    for told in (post.hint, *post.notices):
        if told:
            yield "    " + safe(told)


def outcome_json(outcome: Outcome) -> str:
    """The outcome as JSON, schema 1. ``kept`` counts every post that nothing was sent for and nothing is wrong with."""
    written: dict[str, Any] = {
        "schema": 1,
        "created": outcome.count(Fate.CREATED),
        "updated": outcome.count(Fate.UPDATED),
        "kept": outcome.count(Fate.KEPT, Fate.ADOPTED),
        "conflicts": outcome.count(Fate.CONFLICT),
        "failed": outcome.count(Fate.FAILED),
        "requests": outcome.requests,
        "posts": [_post(post) for post in outcome.posts],
    }
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _post(post: PostOutcome) -> dict[str, Any]:
    return {
        "key": post.key,
        "action": post.action,
        "id": post.id,
        "url": post.url,
        "status": post.status.value,
        "error": post.error or None,
    }
