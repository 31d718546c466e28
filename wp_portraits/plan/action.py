"""A plan as a value: what will be done to each post and why, and whether the whole must be refused."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wp_portraits.model.post import PostFields
from wp_portraits.plan.values import Choice, Survey


class ActionKind(StrEnum):
    """What is done to one post. Only create, update and trash send something."""

    CREATE = "create"
    UPDATE = "update"
    TRASH = "trash"
    ADOPT = "adopt"
    """Ours and as the draft wants it, but not in local state: recorded."""
    REBASE = "rebase"
    """Changed in the draft and on the site to the same: recorded."""
    KEEP = "keep"
    DRIFT = "drift"
    """Edited on the site while the draft stayed the same: shown, left alone."""
    CONFLICT = "conflict"
    """Sending would overwrite, double or resurrect something: shown, left alone."""
    LEFT = "left"
    """Its draft is gone: shown, left alone."""

    @property
    def writes(self) -> bool:
        """Whether it sends something to the site."""
        return self in (ActionKind.CREATE, ActionKind.UPDATE, ActionKind.TRASH)


QUIET = frozenset({ActionKind.KEEP, ActionKind.ADOPT, ActionKind.REBASE})
"""The post is as it should be; at most, local state is told."""


class Cause(StrEnum):
    """Why an action is what it is; each conflict has one of its own."""

    NONE = ""
    CHANGED = "changed"
    SURROUNDINGS = "surroundings"
    IDENTITY = "identity"
    ELSEWHERE = "elsewhere"
    OVERWRITTEN = "overwritten"
    RECREATED = "recreated"
    RESTORED = "restored"
    TAKEN_OVER = "taken over"
    EDITED = "edited"
    REMOVED = "removed"
    BINNED = "binned"
    FOREIGN = "foreign"
    TWICE = "twice"
    HIDDEN = "hidden"


FORCED = frozenset({Cause.OVERWRITTEN, Cause.RESTORED, Cause.TAKEN_OVER})
"""Causes of updates that replace what somebody did on the site, because the user said so."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is done to one post.

    ``fields``: the desired post (None when there is no draft); ids below zero stand for terms and pictures the site
    does not have yet. ``changes``: the names of the fields that differ on the site. ``asked`` and ``found``:
    fingerprints of desired and remote; ``seen``: that of the remote post over every field the post or the draft names.
    ``forced``: it replaces somebody's work on the site. ``difference``: readable lines.
    """

    kind: ActionKind
    key: str
    path: str
    post_id: int | None = None
    url: str = ""
    fields: PostFields | None = field(default=None, repr=False)
    changes: tuple[str, ...] = ()
    cause: Cause = Cause.NONE
    reason: str = ""
    asked: str = ""
    found: str = ""
    seen: str = ""
    own: str = ""
    title: str = ""
    difference: tuple[str, ...] = ()

    @property
    def forced(self) -> bool:
        """Whether it replaces somebody's work on the site, or removes a post."""
        return self.kind is ActionKind.TRASH or (self.kind is ActionKind.UPDATE and self.cause in FORCED)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one action rests on: when all of it is the same, doing the action later does the same.

    ``kind``: what is done; ``keep`` also where local state is only to be brought up to date. ``draft``: a digest of
    what the draft says, ``links`` of the same together with which portraits it links to; ``site``: the fingerprint of
    the post as it was found. Names stand for the terms, users and pictures in the digests, keys for the addresses of
    portraits: what the site numbers, or dates, as it makes it is no part of them.
    """

    kind: str
    post_id: int | None
    draft: str
    links: str
    site: str


Meaning = tuple[str, str]
"""The digests ``draft`` and ``links`` of a :class:`Mark`."""


def _nothing() -> Mapping[str, Meaning]:
    return {}


@dataclass(frozen=True, slots=True)
class Plan:
    """An ordered list of actions. ``refusals``: sentences; while there is one, nothing may be sent. ``meanings``: key →
    what each draft asks for, worked out when it is first needed."""

    actions: tuple[Action, ...]
    refusals: tuple[str, ...]
    survey: Survey = field(repr=False)
    choice: Choice = field(default_factory=Choice)
    meanings: Callable[[], Mapping[str, Meaning]] = field(default=_nothing, repr=False, compare=False)

    def count(self, *kinds: ActionKind) -> int:
        """How many actions are of these kinds."""
        counts = Counter(action.kind for action in self.actions)
        return sum(counts[kind] for kind in kinds)

    def of(self, *kinds: ActionKind) -> list[Action]:
        """The actions of these kinds, in order."""
        return [action for action in self.actions if action.kind in kinds]

    @property
    def pending(self) -> bool:
        """Whether carrying it out would send something."""
        return any(action.kind.writes for action in self.actions)

    def marks(self) -> dict[str, Mark]:
        """What each action rests on, by key. Posts without a draft that are left alone are no part of the plan."""
        meanings = self.meanings()
        return {
            action.key: Mark(
                ActionKind.KEEP if action.kind in QUIET else action.kind,
                action.post_id,
                *meanings.get(action.key, ("", "")),
                action.seen,
            )
            for action in self.actions
            if action.kind is not ActionKind.LEFT
        }

    @property
    def checksum(self) -> str:
        """SHA-256, in hex, over what the drafts want and what the site has: equal plans may replace one another."""
        return checksum(self.marks())


def checksum(marks: Mapping[str, Mark]) -> str:
    """SHA-256, in hex, over the marks of a plan, in whatever order."""
    rows = sorted([key, str(mark.kind), mark.post_id, mark.draft, mark.links, mark.site] for key, mark in marks.items())
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
