"""The decision table: from what is known of one key to one action. Complete, and free of everything but the evidence.

======  =====  =============  =======================================  ============================================
draft   base   post           and                                      action
======  =====  =============  =======================================  ============================================
yes     any    twice                                                   conflict (twice)
yes     any    hidden                                                  conflict (hidden)
yes     any    foreign                                                 conflict (foreign); ``--adopt``: update
yes     no     absent                                                  create
yes     yes    absent                                                  conflict (removed); ``--overwrite``: create
yes     any    binned                                                  conflict (binned); ``--overwrite``: update
yes     no     living         equal                                    adopt
yes     no     living         its revision intact                      update
yes     no     living         its revision broken, draft as published  drift; ``--overwrite``: update
yes     no     living         its revision broken, draft changed       conflict (edited); ``--overwrite``: update
yes     yes    living         untouched, draft as published            keep
yes     yes    living         untouched, draft changed                 update
yes     yes    living         touched, equal                           rebase
yes     yes    living         touched, draft as published              drift; ``--overwrite``: update
yes     yes    living         published from elsewhere, draft changed  update
yes     yes    living         the same, only its surroundings changed  conflict (elsewhere); ``--overwrite``: update
yes     yes    living         edited by hand, draft changed            conflict (edited); ``--overwrite``: update
no      any    absent/binned/hidden                                    nothing (None)
no      any    twice/foreign                                           left
no      no     living                                                  left
no      yes    living         untouched                                left; ``--prune``: trash
no      yes    living         touched                                  left; ``--prune``: conflict (edited)
======  =====  =============  =======================================  ============================================

A post that is otherwise kept or adopted, but whose identity an editor dropped, is updated to bear it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from wp_portraits.plan.action import ActionKind, Cause

Verdict = tuple[ActionKind, Cause]


class Presence(Enum):
    """How a key stands on the site."""

    ABSENT = "absent"
    LIVING = "living"
    BINNED = "binned"
    FOREIGN = "foreign"
    """No post has the key, but one without a key, or with another, holds the slug."""
    TWICE = "twice"
    HIDDEN = "hidden"
    """There is a post for it that our user may not see."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one key.

    ``drafted``: there is a draft. ``known``: there is a base. ``equal``: the post is what publishing the draft would
    make of it. ``sent``: the draft asks for what was asked last time. ``touched``: the post is not what was stored last
    time. ``edited``: by a person, or brought back to an older version; else it was published from elsewhere. ``own``:
    the draft itself changed, not only its surroundings. ``unmarked``: its identity is missing or out of date and can be
    put back.
    """

    drafted: bool
    presence: Presence
    known: bool = False
    equal: bool = False
    sent: bool = False
    touched: bool = False
    edited: bool = False
    own: bool = True
    unmarked: bool = False
    overwrite: bool = False
    adopt: bool = False
    prune: bool = False


_DISPUTED: Final[dict[Presence, tuple[Verdict, Verdict]]] = {
    Presence.ABSENT: ((ActionKind.CONFLICT, Cause.REMOVED), (ActionKind.CREATE, Cause.RECREATED)),
    Presence.BINNED: ((ActionKind.CONFLICT, Cause.BINNED), (ActionKind.UPDATE, Cause.RESTORED)),
    Presence.FOREIGN: ((ActionKind.CONFLICT, Cause.FOREIGN), (ActionKind.UPDATE, Cause.TAKEN_OVER)),
    Presence.TWICE: ((ActionKind.CONFLICT, Cause.TWICE), (ActionKind.CONFLICT, Cause.TWICE)),
    Presence.HIDDEN: ((ActionKind.CONFLICT, Cause.HIDDEN), (ActionKind.CONFLICT, Cause.HIDDEN)),
}
"""What the user's word changes: the verdict without it, and with it."""


def decide(case: Evidence) -> Verdict | None:
    """The action for one key and its cause; None when there is nothing to do and nothing to say."""
    if not case.drafted:
        return _decide_undrafted(case)
    if case.presence is Presence.LIVING:
        return _decide_living(case)
    if case.presence is Presence.ABSENT and not case.known:
        return ActionKind.CREATE, Cause.NONE
    allowed = case.adopt if case.presence is Presence.FOREIGN else case.overwrite
    return _DISPUTED[case.presence][allowed]


def _decide_living(case: Evidence) -> Verdict:
    if case.equal or (case.sent and not case.touched):
        return _nothing_to_say(case)
    if not case.touched:
        return ActionKind.UPDATE, Cause.CHANGED if case.own else Cause.SURROUNDINGS
    if case.overwrite:
        return ActionKind.UPDATE, Cause.OVERWRITTEN
    if case.sent:
        return ActionKind.DRIFT, Cause.EDITED if case.edited else Cause.ELSEWHERE
    if case.edited:
        return ActionKind.CONFLICT, Cause.EDITED
    return (ActionKind.UPDATE if case.own else ActionKind.CONFLICT), Cause.ELSEWHERE


def _nothing_to_say(case: Evidence) -> Verdict:
    if case.unmarked:
        return ActionKind.UPDATE, Cause.IDENTITY
    if not case.known:
        return ActionKind.ADOPT, Cause.NONE
    return (ActionKind.REBASE if case.touched else ActionKind.KEEP), Cause.NONE


def _decide_undrafted(case: Evidence) -> Verdict | None:
    if case.presence in (Presence.ABSENT, Presence.BINNED, Presence.HIDDEN):
        return None
    if case.presence is not Presence.LIVING or not case.known or not case.prune:
        return ActionKind.LEFT, Cause.NONE
    if case.touched and not case.overwrite:
        return ActionKind.CONFLICT, Cause.EDITED
    return ActionKind.TRASH, Cause.NONE
