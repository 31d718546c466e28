"""What moved between a saved plan and the same plan made today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wp_portraits.plan.action import Action, ActionKind, Cause, Mark, Plan
from wp_portraits.plan.saved import SavedPlan, printable

_DONE: Final = {
    ActionKind.CREATE: "created",
    ActionKind.UPDATE: "updated",
    ActionKind.TRASH: "binned",
    ActionKind.KEEP: "left as it is",
    ActionKind.DRIFT: "left as it was edited",
    ActionKind.CONFLICT: "left in conflict",
    ActionKind.LEFT: "left alone",
}
"""What was to be done to a post, as a participle."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``moved``: a sentence for each portrait that is not as the plan knew it; while there is one, nothing of the plan
    may be carried out. ``done``: the keys of what the plan names and is done already, wholly or but for links to what
    is still missing, by a run that carried it out before."""

    moved: tuple[str, ...]
    done: frozenset[str]


def compare(saved: SavedPlan, now: Plan) -> Comparison:
    """The saved plan beside the one made today, with the same choice and for the same site."""
    marks, actions = now.marks(), {action.key: action for action in now.actions}
    done = frozenset(key for key, mark in saved.marks.items() if _is_done(mark, marks.get(key), actions.get(key)))
    moved = [
        f"{_name(key, saved.paths, actions)}: {_what_moved(saved.marks.get(key), marks.get(key), actions.get(key))}"
        for key in {**saved.marks, **marks}
        if key not in done and saved.marks.get(key) != marks.get(key)
    ]
    return Comparison(tuple(sorted(map(printable, moved))), done)


def _is_done(then: Mark, now: Mark | None, action: Action | None) -> bool:
    """Whether an earlier run did this: the post is now in the bin, or what the same draft wants. One that is not linked
    to everything yet counts too: the run was stopped between creating and linking."""
    if then.kind == ActionKind.TRASH:
        return action is None
    sends = then.kind in (ActionKind.CREATE, ActionKind.UPDATE)
    if not sends or now is None or action is None or now == then or now.links != then.links:
        return False
    return now.kind == ActionKind.KEEP or (now.kind == ActionKind.UPDATE and action.cause is Cause.SURROUNDINGS)


def _name(key: str, paths: Mapping[str, str], actions: Mapping[str, Action]) -> str:
    action = actions.get(key)
    return (action.path if action else "") or paths.get(key) or key


def _what_moved(then: Mark | None, now: Mark | None, action: Action | None) -> str:
    if then is None:
        return f"new, not in the plan; to be {_DONE[ActionKind(now.kind)]}" if now else ""
    if now is None:
        return _gone(then, action)
    told = list(_differences(then, now))
    if then.kind != now.kind:
        told.append(f"to be {_DONE[ActionKind(then.kind)]} in the plan, now to be {_DONE[ActionKind(now.kind)]}")
    return "; ".join(told)


def _gone(then: Mark, action: Action | None) -> str:
    if then.kind == ActionKind.TRASH:
        return "to be binned in the plan, but it was not published from here: there is no local state of it"
    where = ", its post is still on the site" if action else ""
    return f"the draft is no longer there{where}" if then.draft else "its post is no longer there"


def _differences(then: Mark, now: Mark) -> list[str]:
    told = []
    if then.draft != now.draft:
        told.append("the draft changed")
    elif then.links != now.links:
        told.append("which portraits it links to changed")
    if then.post_id != now.post_id or then.site != now.site:
        told.append(_about_post(then, now))
    return told


def _about_post(then: Mark, now: Mark) -> str:
    if not now.site:
        return "its post is no longer on the site"
    if not then.site:
        return "the site has a post for it now"
    return "the post on the site changed" if then.post_id == now.post_id else "it is another post on the site now"
