"""Why a whole plan may be refused: too much of the site would be replaced, something vanished, the user lacks a
permission."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from wp_portraits.plan.action import Action, ActionKind
from wp_portraits.plan.fields import MISSING_PICTURE
from wp_portraits.plan.values import Choice, Survey, Wanted

FEW: Final = 10
"""Below this number of published posts there is no share to speak of."""
SHARE: Final = 0.3
"""Of the published posts, how many may be overwritten by force or binned in one run."""


def refusals(actions: Sequence[Action], wanted: Sequence[Wanted], survey: Survey, choice: Choice) -> tuple[str, ...]:
    """Every reason to send nothing, as sentences; empty when the plan may be carried out."""
    return (
        *_too_much(actions, wanted, survey),
        *_vanished(wanted, survey, choice),
        *_unknown_keys(actions, choice),
        *_unknown_authors(actions, wanted, survey),
        *_missing_permissions(actions, wanted, survey),
    )


def _too_much(actions: Sequence[Action], wanted: Sequence[Wanted], survey: Survey) -> Iterable[str]:
    ours = {post.key for post in wanted} | survey.bases.keys()
    published = sum(bool(survey.living(key)) for key in ours)
    forced = sum(action.forced for action in actions)
    if published >= FEW and forced > published * SHARE:
        yield (
            f"{forced} of {published} published posts would be overwritten or binned, which is more than 30 %. "
            "If that is meant, do it in several runs, naming the drafts."
        )


def _vanished(wanted: Sequence[Wanted], survey: Survey, choice: Choice) -> Iterable[str]:
    if not survey.bases:
        return
    if not wanted:
        yield (
            f"There is no draft, but {len(survey.bases)} posts were published from here. "
            "Is this the right folder? If so, put the drafts back."
        )
    here = {post.key for post in wanted} & survey.bases.keys()
    there = survey.posts.keys() | survey.hidden
    if here and not survey.bases.keys() & there and not here <= choice.overwrite:
        yield (
            f"The site {survey.facts.url} shows none of the {len(survey.bases)} posts published from here. "
            "Is this the right site, and is its search switched on? "
            "If the posts are meant to be gone, name each with --overwrite."
        )


def _unknown_keys(actions: Sequence[Action], choice: Choice) -> Iterable[str]:
    """What ``--overwrite`` names has to be there; beside ``--prune`` it may be in the bin since an earlier run."""
    known = [action.key for action in actions]
    for key in sorted(choice.overwrite.difference(known)) if not choice.prune else ():
        close = get_close_matches(key, known, 1)
        question = f" Do you mean “{close[0]}”?" if close else ""
        yield f"--overwrite {key}: no portrait among the chosen drafts has this key.{question}"


def _unknown_authors(actions: Sequence[Action], wanted: Sequence[Wanted], survey: Survey) -> Iterable[str]:
    sent = {action.key for action in actions if action.kind in (ActionKind.CREATE, ActionKind.UPDATE)}
    for post in wanted:
        if post.key in sent and post.author and post.author not in survey.known.authors:
            yield f"{post.path}: the site has no user “{post.author}” that {survey.facts.user} may see."


def _missing_permissions(actions: Sequence[Action], wanted: Sequence[Wanted], survey: Survey) -> Iterable[str]:
    allowed = survey.facts.capabilities
    needed = dict(_needs(actions, {post.key: post for post in wanted}, survey))
    missing = {capability: purpose for capability, purpose in needed.items() if capability not in allowed}
    if allowed and missing:
        role = ", ".join(survey.facts.roles) or "no role"
        yield (
            f"The user {survey.facts.user} ({role}) may not {', '.join(missing.values())} on {survey.facts.url}. "
            "Ask for a role that may, or sign in as another user."
        )


def _needs(actions: Sequence[Action], wanted: dict[str, Wanted], survey: Survey) -> Iterable[tuple[str, str]]:
    """(WordPress's capability, what it is for), in no order and more than once."""
    for action in actions:
        if not action.kind.writes:
            continue
        yield ("delete_posts", "bin posts") if action.kind is ActionKind.TRASH else ("edit_posts", "write posts")
        yield from _needs_of_post(action, wanted.get(action.key), survey)


def _needs_of_post(action: Action, wanted: Wanted | None, survey: Survey) -> Iterable[tuple[str, str]]:
    remote = next(iter(survey.posts.get(action.key, ())), None)
    if remote and remote.fields.author not in (None, survey.facts.user_id):
        yield "edit_others_posts", "change other people's posts"
    if wanted is None or action.fields is None:
        return
    if wanted.status in ("publish", "private"):
        yield "publish_posts", "publish"
    if wanted.author and survey.known.authors.get(wanted.author) not in (None, survey.facts.user_id):
        yield "edit_others_posts", "write posts in another's name"
    if any(number < 0 for number in action.fields.categories):
        yield "manage_categories", "create categories"
    lacks_picture = any(picture.digest not in survey.known.media for picture in wanted.pictures)
    if lacks_picture or action.fields.featured_media == MISSING_PICTURE:
        yield "upload_files", "upload pictures"
