"""Making a plan: desired × remote × base, for every key, until the addresses the posts link to agree with what is
planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

from wp_portraits.model.post import RemotePost
from wp_portraits.plan.action import Action, ActionKind, Cause, Meaning, Plan
from wp_portraits.plan.decision import Presence, decide
from wp_portraits.plan.differences import (
    FROM_SITE_TO_DRAFT,
    ON_SITE,
    both_differences,
    readable,
    text_difference,
    under,
)
from wp_portraits.plan.evidence import Desired, Found, find, weigh
from wp_portraits.plan.fields import asked_print, changed_fields, desired_fields, meaning, own_print
from wp_portraits.plan.fingerprint import fingerprint, flags_of
from wp_portraits.plan.limits import refusals
from wp_portraits.plan.links import planned_links, public_links
from wp_portraits.plan.reasons import reason_for
from wp_portraits.plan.values import Choice, Compose, Knowledge, Survey, Wanted

_ROUNDS: Final = 5
"""Each round takes away the links to posts that, it turns out, will not be sent; it rarely needs a second one."""

_DRAFTLESS_ORDER: Final = (ActionKind.TRASH, ActionKind.CONFLICT, ActionKind.LEFT)


def make_plan(survey: Survey, compose: Compose, choice: Choice | None = None) -> Plan:
    """What has to be done so that the site has the posts the drafts want; pure.

    Raises nothing: what must not be sent stands in the plan as conflict, and what forbids the whole plan in
    ``refusals``.
    """
    choice = choice or Choice()
    own = {post.key: own_print(post) for post in compose(Knowledge())}
    public = {key: link for key, link in public_links(survey).items() if key in own}
    before = _composed(compose, survey, public)
    selected = [key for key in own if choice.selects(key)]
    links = planned_links(before.values(), None, survey, selected)
    for _ in range(_ROUNDS):
        wanted = before if links == public else _composed(compose, survey, links)
        actions = {key: _drafted(wanted[key], before[key], own[key], survey, choice, own) for key in selected}
        settled = planned_links(wanted.values(), actions, survey, selected)
        if settled == links:
            break
        links = settled
    taken = {action.post_id for action in actions.values()}
    ordered = [*actions.values(), *(left for left in _undrafted(survey, choice, own) if left.post_id not in taken)]
    refused = refusals(ordered, list(wanted.values()), survey, choice)
    return Plan(tuple(ordered), refused, survey, choice, cache(partial(_meanings, compose, frozenset(links))))


def _meanings(compose: Compose, linked: frozenset[str]) -> dict[str, Meaning]:
    """What each draft asks for: by itself, and with links to these portraits, at addresses that only stand for them."""
    alone = compose(Knowledge())
    around = compose(Knowledge(permalinks={key: f"https://portrait.invalid/?portrait={key}" for key in sorted(linked)}))
    return {post.key: (meaning(post), meaning(linking)) for post, linking in zip(alone, around, strict=True)}


def _composed(compose: Compose, survey: Survey, links: Mapping[str, str]) -> dict[str, Wanted]:
    return {post.key: post for post in compose(replace(survey.known, permalinks=links))}


def _drafted(
    wanted: Wanted, before: Wanted, own: str, survey: Survey, choice: Choice, drafted: Mapping[str, str]
) -> Action:
    fields = desired_fields(wanted, survey.known)
    asked = asked_print(fields)
    known = wanted.key in survey.posts or wanted.key in survey.bases
    asked_before = asked_print(desired_fields(before, survey.known)) if known and before is not wanted else asked
    desired = Desired(wanted.key, fields, asked, asked_before, own)
    found = find(wanted.key, desired, survey)
    base = survey.bases.get(wanted.key)
    verdict = decide(weigh(wanted.key, desired, found, base, choice, drafted))
    kind, cause = verdict or (ActionKind.KEEP, Cause.NONE)
    action = Action(
        kind=kind,
        key=wanted.key,
        path=wanted.path,
        fields=fields,
        cause=cause,
        reason=reason_for(kind, cause, wanted.key, _posts(found, wanted.key, survey), drafted=True),
        asked=desired.asked,
        own=own,
        title=wanted.title,
    )
    return _with_site(action, found, survey)


def _with_site(action: Action, found: Found, survey: Survey) -> Action:
    """The action with what the post on the site adds: its number and address, and what differs."""
    base = survey.bases.get(action.key)
    if found.post is None or found.fields is None or action.fields is None:
        gone = base is not None and action.kind is ActionKind.CONFLICT
        return replace(action, post_id=base.post_id, url=base.url) if base and gone else action
    at = replace(action, post_id=found.post.id, url=found.post.link, found=found.print)
    at = replace(at, seen=_seen(found, flags_of(action.asked)))
    if action.kind in (ActionKind.KEEP, ActionKind.ADOPT, ActionKind.REBASE):
        return at
    changes = changed_fields(action.fields, found.fields, found.rev)
    return replace(at, changes=changes, difference=_shown(at, found, base.text if base else ""))


def _seen(found: Found, named: str = "") -> str:
    """The fingerprint of a post over every optional field that it or the draft (``named``) names."""
    if found.fields is None:
        return ""
    flags = flags_of(found.rev.stored) if found.rev else ""
    return fingerprint(found.fields, managed="".join(sorted({*flags, *named})))


def _shown(action: Action, found: Found, base_text: str) -> tuple[str, ...]:
    """What differs, in readable lines: what an update sends, or what happened since the last publishing."""
    if found.fields is None or action.fields is None or found.presence is Presence.TWICE:
        return ()
    flags = flags_of(action.asked)
    there, wanted = readable(found.fields, flags), readable(action.fields, flags)
    if action.kind is ActionKind.UPDATE:
        return text_difference(there, wanted, short=True)
    if action.kind is ActionKind.DRIFT:
        return under(ON_SITE, text_difference(base_text or wanted, there))
    if base_text and found.presence is Presence.LIVING:
        return both_differences(base_text, there, wanted)
    return under(FROM_SITE_TO_DRAFT, text_difference(there, wanted))


def _posts(found: Found, key: str, survey: Survey) -> tuple[RemotePost, ...]:
    if found.presence is Presence.TWICE:
        return survey.living(key)
    return (found.post,) if found.post else ()


def _undrafted(survey: Survey, choice: Choice, drafted: Mapping[str, str]) -> Sequence[Action]:
    """Posts and bases whose draft is gone; a run over named drafts leaves them out."""
    if choice.only is not None:
        return ()
    gone = sorted((survey.posts.keys() | survey.bases.keys()) - drafted.keys())
    actions = [action for key in gone if (action := _left(key, survey, choice, drafted))]
    return sorted(actions, key=lambda action: _DRAFTLESS_ORDER.index(action.kind))


def _left(key: str, survey: Survey, choice: Choice, drafted: Mapping[str, str]) -> Action | None:
    found, base = find(key, None, survey), survey.bases.get(key)
    verdict = decide(weigh(key, None, found, base, choice, drafted))
    if verdict is None or found.post is None:
        return None
    kind, cause = verdict
    return Action(
        kind=kind,
        key=key,
        path=base.path if base else "",
        post_id=found.post.id,
        url=found.post.link,
        cause=cause,
        reason=reason_for(kind, cause, key, (found.post,), drafted=False),
        found=found.print,
        seen=_seen(found),
        title=found.post.fields.title,
    )
