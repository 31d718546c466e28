"""A plan in a file: to be read by a person today, and carried out tomorrow if nothing moved until then.

The file is JSON, schema 1. ``actions`` holds what is to be done or looked at, in words and lines; ``kept``, one line
each, the posts that are as they should be: they belong to the plan, because a post that ought to be left alone now and
not tomorrow has moved. Beside each stand the digests of :class:`~wp_portraits.plan.action.Mark`. Nothing in it depends
on the moment or the machine, so that a plan made again while nothing moved is the same file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wp_portraits.errors import UsageError
from wp_portraits.plan.action import QUIET, Action, ActionKind, Mark, Plan, checksum
from wp_portraits.plan.values import Choice

SCHEMA: Final = 1
TOOL: Final = "wp-portraits"

_AGAIN: Final = "Make it anew with: wp-portraits plan --out FILE"


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A plan as its file tells it.

    ``tool``: name and version of the program that made it; ``site``: the home page of the site it is for; ``only``: the
    paths of the drafts that were named (None: none was); ``marks`` by key; ``paths``: key → draft, where one is told.
    """

    tool: str
    site: str
    choice: Choice
    only: tuple[str, ...] | None
    marks: Mapping[str, Mark]
    paths: Mapping[str, str]


def printable(text: str) -> str:
    """Text from a file, for a message: nothing in it steers a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def looks_saved(text: str) -> bool:
    """Whether a file is a saved plan, whole or not, or empty: it may be replaced by another."""
    return not text.strip() or f'"tool": "{TOOL} ' in text[:400]


def plan_file(plan: Plan, version: str) -> str:
    """The file's text; ``version`` is the tool's."""
    marks = plan.marks()
    loud = [action for action in plan.actions if action.key in marks and action.kind not in QUIET]
    written: dict[str, Any] = {
        "schema": SCHEMA,
        "tool": f"{TOOL} {version}",
        "site": plan.survey.facts.url,
        "choice": _choice(plan),
        "create": plan.count(ActionKind.CREATE),
        "update": plan.count(ActionKind.UPDATE),
        "trash": plan.count(ActionKind.TRASH),
        "keep": plan.count(*QUIET),
        "conflicts": plan.count(ActionKind.CONFLICT),
        "actions": [_action(action, marks[action.key]) for action in loud],
        "kept": {action.key: _line(action, marks[action.key]) for action in plan.of(*QUIET)},
        "checksum": checksum(marks),
    }
    text = json.dumps(written, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _choice(plan: Plan) -> dict[str, Any]:
    choice = plan.choice
    named = None if choice.only is None else sorted(action.path for action in plan.actions)
    return {"only": named, "overwrite": sorted(choice.overwrite), "adopt": choice.adopt, "prune": choice.prune}


def _action(action: Action, mark: Mark) -> dict[str, Any]:
    return {
        "key": action.key,
        "action": action.kind.value,
        "path": action.path,
        "id": action.post_id,
        "url": action.url,
        "changes": list(action.changes),
        "reason": action.reason,
        "difference": list(action.difference),
        "fingerprints": {"draft": mark.draft, "links": mark.links, "site": mark.site},
    }


def _line(action: Action, mark: Mark) -> str:
    return f"{mark.post_id} {mark.draft} {mark.links} {mark.site} {action.path}"


def read_plan(text: str, name: str) -> SavedPlan:
    """The plan that a file holds; ``name`` is the file's, for messages.

    UsageError when it is no plan, when it is damaged or was edited, or when a newer version made it.
    """
    told = _loads(text, name)
    _check_schema(told, name)
    try:
        saved = _read(told)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(name) from None
    if told.get("checksum") != checksum(saved.marks):
        raise _damaged(name)
    return saved


def _loads(text: str, name: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        if text.strip() and looks_saved(text):
            raise _damaged(name) from None
        told = None
    if not isinstance(told, dict) or not str(told.get("tool", "")).startswith(f"{TOOL} "):
        raise UsageError(f"{name} is not a plan.", hint=_AGAIN)
    return told


def _check_schema(told: Mapping[str, Any], name: str) -> None:
    schema = told.get("schema")
    if type(schema) is not int or schema < SCHEMA:
        raise _damaged(name)
    if schema > SCHEMA:
        raise UsageError(
            f"{name} was made by a newer wp-portraits ({printable(told['tool'])}): this one cannot read schema {schema}.",
            hint="Update wp-portraits, or make the plan anew with this version.",
        )


def _damaged(name: str) -> UsageError:
    return UsageError(f"{name} is a plan, but it is damaged or was edited by hand.", hint=_AGAIN)


def _read(told: Mapping[str, Any]) -> SavedPlan:
    """Raises KeyError, TypeError, ValueError or AttributeError for what a plan file does not hold."""
    marks = {_words(action["key"]): _mark_of(action) for action in told["actions"]}
    kept = {key: _mark_of_line(line) for key, line in told["kept"].items()}
    paths = {action["key"]: _words(action["path"]) for action in told["actions"]}
    if len(marks) != len(told["actions"]) or marks.keys() & kept.keys():
        raise ValueError("a key stands twice")
    choice, only = told["choice"], told["choice"]["only"]
    return SavedPlan(
        tool=_words(told["tool"]),
        site=_words(told["site"]),
        choice=Choice(
            only=None if only is None else frozenset(marks | kept),
            overwrite=frozenset(map(_words, choice["overwrite"])),
            adopt=_truth(choice["adopt"]),
            prune=_truth(choice["prune"]),
        ),
        only=None if only is None else tuple(map(_words, only)),
        marks=marks | kept,
        paths=paths | {key: line.split(" ", 4)[4] for key, line in told["kept"].items()},
    )


def _mark_of(action: Mapping[str, Any]) -> Mark:
    prints = action["fingerprints"]
    kind = ActionKind(action["action"])
    return Mark(kind, _number(action["id"]), _words(prints["draft"]), _words(prints["links"]), _words(prints["site"]))


def _mark_of_line(line: str) -> Mark:
    number, draft, links, site, _path = line.split(" ", 4)
    return Mark(ActionKind.KEEP, int(number), draft, links, site)


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError(value)
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value
