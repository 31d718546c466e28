"""A plan, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from wp_portraits.plan.action import QUIET, Action, ActionKind, Plan
from wp_portraits.reports.cells import safe
from wp_portraits.reports.phrases import painted

_SYMBOLS: Final = {
    ActionKind.CREATE: ("+", "32"),
    ActionKind.UPDATE: ("~", "33"),
    ActionKind.TRASH: ("-", "31"),
    ActionKind.CONFLICT: ("!", "31"),
    ActionKind.DRIFT: ("!", "35"),
    ActionKind.LEFT: ("?", "36"),
    ActionKind.KEEP: ("=", "2"),
    ActionKind.ADOPT: ("=", "2"),
    ActionKind.REBASE: ("=", "2"),
}
"""Symbol and ANSI colour of each kind of action."""

_FIELD_NAMES: Final = {"featured_media": "picture", "comment_status": "comments"}

_COUNTED: Final = (
    ("to create", (ActionKind.CREATE,)),
    ("to update", (ActionKind.UPDATE,)),
    ("to bin", (ActionKind.TRASH,)),
    ("in conflict", (ActionKind.CONFLICT,)),
    ("edited on the site", (ActionKind.DRIFT,)),
    ("without a draft", (ActionKind.LEFT,)),
    ("as they should be", tuple(QUIET)),
)


def plan_text(plan: Plan, color: bool = False, *, verbose: bool = False) -> str:
    """The plan as lines: a symbol, the draft, why; the differences below. Kept posts are hidden unless ``verbose``."""
    lines = [line for action in plan.actions for line in _lines(action, color, verbose)]
    lines += [painted(f"Refused: {sentence}", "31", color) for sentence in plan.refusals]
    return "\n".join([*lines, _summary(plan)]) + "\n"


def _lines(action: Action, color: bool, verbose: bool) -> Iterator[str]:
    if action.kind in QUIET and not verbose:
        return
    symbol, code = _SYMBOLS[action.kind]
    name = safe(action.path or action.key)
    changes = ", ".join(_FIELD_NAMES.get(change, change) for change in action.changes)
    told = [f"({changes})"] if changes and action.kind is ActionKind.UPDATE else []
    told += [safe(action.reason)] if action.reason else []
    yield " ".join([painted(symbol, code, color), name, *told])
    for line in action.difference:
        tint = {"+": "32", "-": "31", "@": "36"}.get(line[:1], "2")
        yield "    " + painted(safe(line), tint, color)


def _summary(plan: Plan) -> str:
    counts = [(plan.count(*kinds), words) for words, kinds in _COUNTED]
    told = [f"{number} {words}" for number, words in counts if number]
    return (", ".join(told) or "No drafts") + "."


def plan_json(plan: Plan) -> str:
    """The plan as JSON, schema 1; ``checksum`` tells two plans apart that would do different things."""
    written: dict[str, Any] = {
        "schema": 1,
        "actions": [_action(action) for action in plan.actions],
        "create": plan.count(ActionKind.CREATE),
        "update": plan.count(ActionKind.UPDATE),
        "keep": plan.count(*QUIET),
        "conflicts": plan.count(ActionKind.CONFLICT),
        "refused": list(plan.refusals),
        "checksum": plan.checksum,
    }
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def _action(action: Action) -> dict[str, Any]:
    return {
        "key": action.key,
        "action": action.kind.value,
        "path": action.path,
        "id": action.post_id,
        "url": action.url,
        "changes": list(action.changes),
        "reason": action.reason,
        "difference": list(action.difference),
    }
