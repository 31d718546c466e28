"""Updating posts until each is as its draft and its surroundings want it, and marking what the site altered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, Final

from wp_portraits.errors import SiteError, StateError
from wp_portraits.model.post import PostChanges, PostFields, RemotePost
from wp_portraits.plan.action import Action, ActionKind, Cause
from wp_portraits.plan.evidence import is_as_asked
from wp_portraits.plan.fields import asked_print, changed_fields, identified, re_marked
from wp_portraits.plan.fingerprint import Rev
from wp_portraits.plan.outcome import SENT, Fate
from wp_portraits.publish.checking import is_marked, stored_print
from wp_portraits.publish.sending import Sent, update
from wp_portraits.publish.work import WRITTEN, Work, parts
from wp_portraits.render.identity import read_identity
from wp_portraits.state.posts import Expected

_ROUNDS: Final = 4
"""A round sends again only posts whose links changed in the one before."""

_PRUDENT: Final = (Cause.CHANGED, Cause.SURROUNDINGS, Cause.ELSEWHERE)
"""Causes of updates that are pointless when the post turns out to be as it should."""


def update_all(work: Work) -> None:
    """Send the updates, then whatever their new addresses change in other posts."""
    for _ in range(_ROUNDS):
        if not _update_round(work):
            break


def _update_round(work: Work) -> bool:
    """Send every planned post that is not as it has to be; whether there was one."""
    actions = {action.key: action for action in work.ledger.plan.of(*WRITTEN) if _is_open(work, action)}
    desired = work.desired(actions.values())
    changes = {
        key: _changes(work, action, desired[key])
        for key, action in actions.items()
        if not _is_done(work, action, desired[key])
    }
    for keys in parts(list(changes)):
        part = work.unedited([actions[key] for key in keys])
        batch = {one.key: (work.ledger.current[one.key].id, changes[one.key]) for one in part}
        work.store.expect(Expected(one.key, asked_print(desired[one.key]), one.own, one.path) for one in part)
        work.received(part, desired, _sent(work, batch) if batch else {})
    return bool(changes)


def _sent(work: Work, batch: Mapping[str, tuple[int, PostChanges]]) -> Sent:
    """What became of each change. Those that were certainly not carried out are awaited no longer."""
    try:
        answers = update(work.site, batch)
    except SiteError:
        _expect_no_more(work, batch)
        raise
    refused = [key for key, error in answers.items() if isinstance(error, SiteError) and not error.outcome_unknown]
    _expect_no_more(work, refused)
    return answers


def _expect_no_more(work: Work, keys: Collection[str]) -> None:
    if keys:
        with suppress(StateError):  # what was sent beside them is recorded next, which says what is wrong
            work.store.expect_no_more(keys)


def _is_open(work: Work, action: Action) -> bool:
    """Whether it may still be sent: it did not fail, nobody edited it, and (for a create) it arrived and was not taken
    back."""
    row = work.ledger.rows.get(action.key)
    if action.key in work.ledger.left_alone:
        return False
    if action.kind is ActionKind.CREATE:
        return work.ledger.arrived(action)
    return row is None or row.status is not Fate.FAILED


def _is_done(work: Work, action: Action, desired: PostFields) -> bool:
    asked = asked_print(desired)
    if action.key in work.ledger.asked:
        return work.ledger.asked[action.key] == asked
    post = work.ledger.current[action.key]
    if action.cause in _PRUDENT and is_as_asked(post, action.key, asked):
        work.ledger.kept(action, asked)
        work.store.record([work.base(action, post, asked)])
        return True
    return False


def _changes(work: Work, action: Action, desired: PostFields) -> PostChanges:
    """The fields that differ; the content always, because the revision inside it does."""
    there = work.ledger.current[action.key].fields
    identity = read_identity(there.content)
    before = Rev.parse(identity.rev) if identity else None
    names = {*changed_fields(desired, identified(there, action.key), before), "content"}
    if "date" in names:
        names.add("status")  # the date decides between published and scheduled
    changes = {name: value for name, value in desired.as_mapping().items() if name in names}
    if "date" in names and desired.date is None:
        changes["date"] = work.ledger.plan.survey.now  # a date taken out of the draft: it appears at once
    return changes


def mark_altered(work: Work) -> None:
    """Where the site altered what was sent, the revision inside the post is told what the site made of it."""
    ledger = work.ledger
    sent = [key for key in ledger.asked if ledger.rows[key].status in SENT]
    altered = [key for key in sent if not is_marked(ledger.current[key], key, ledger.asked[key])]
    actions = {action.key: action for action in ledger.plan.actions}
    for keys in parts([key for key in altered if read_identity(ledger.current[key].fields.content)]):
        part = work.unedited([actions[key] for key in keys if key not in ledger.left_alone])
        answers = update(work.site, {one.key: _re_marked(work, one.key) for one in part}) if part else {}
        ledger.received({key: post for key, post in answers.items() if isinstance(post, RemotePost)})
    for key in altered:
        post, asked = ledger.current[key], ledger.asked[key]
        work.store.record([work.base(actions[key], post, asked, marked=is_marked(post, key, asked))])


def _re_marked(work: Work, key: str) -> tuple[int, dict[str, Any]]:
    post, asked = work.ledger.current[key], work.ledger.asked[key]
    rev = Rev(stored_print(post, key, asked), asked)
    return post.id, {"content": re_marked(post.fields.content, key, rev)}
