"""Which portraits may be linked to, and at which address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from wp_portraits.model.post import RemotePost
from wp_portraits.plan.action import Action, ActionKind
from wp_portraits.plan.fields import is_named
from wp_portraits.plan.fingerprint import Rev, normalised
from wp_portraits.plan.values import Survey, Wanted
from wp_portraits.render.identity import read_identity


def public_link(posts: Iterable[RemotePost]) -> str | None:
    """The address of the one post among these that a reader can open."""
    links = [post.link for post in posts if post.fields.status == "publish"]
    return links[0] if len(links) == 1 else None


def public_links(survey: Survey) -> dict[str, str]:
    """Key → address of the portraits a reader can open now."""
    found = {key: public_link(posts) for key, posts in survey.posts.items()}
    return {key: link for key, link in found.items() if link}


def coming_link(wanted: Wanted, remote: RemotePost | None, survey: Survey) -> str | None:
    """The address a post will have once it was sent: None when no reader will see it, or when the address is not
    known."""
    if not _will_be_public(wanted, remote, survey):
        return None
    if remote is None:
        return survey.predict(wanted.slug, wanted.date or survey.now, None)
    public = remote.fields.status == "publish"
    if public and _same_address(wanted, remote):
        return remote.link
    date = wanted.date or (remote.fields.date if public else survey.now)
    return survey.predict(wanted.slug, date, remote.id) or (remote.link if public else None)


def _will_be_public(wanted: Wanted, remote: RemotePost | None, survey: Survey) -> bool:
    """Whether a reader can open the post once it was sent. A date that was set on the site, not in the draft, stays."""
    if not wanted.visible(survey.now):
        return False
    waits = remote is not None and remote.fields.status == "future" and wanted.date is None
    return not waits or is_named(_revision(remote), "date")


def _revision(post: RemotePost | None) -> Rev | None:
    identity = read_identity(post.fields.content) if post else None
    return Rev.parse(identity.rev) if identity else None


def _same_address(wanted: Wanted, remote: RemotePost) -> bool:
    there = remote.fields
    pairs: list[tuple[str, object, object]] = []
    if not _was_numbered(wanted.slug, remote):
        pairs.append(("slug", wanted.slug, there.slug))
    if wanted.date is not None:
        pairs.append(("date", wanted.date, there.date))
    return all(normalised(name, here) == normalised(name, on_site) for name, here, on_site in pairs)


def _was_numbered(slug: str, remote: RemotePost) -> bool:
    """Whether the site put a number after this slug when it was asked for it, as WordPress does when something else
    holds it: it will do so again."""
    rev = _revision(remote)
    altered = rev is not None and rev.stored != rev.asked
    return altered and is_numbered(slug, remote.fields.slug)


def is_numbered(slug: str, given: str) -> bool:
    """Whether the slug that the site gave is the one asked for with a number after it: something else holds that
    one."""
    return re.fullmatch(rf"{re.escape(unquote(slug))}-\d+", unquote(given)) is not None


def planned_links(
    wanted: Iterable[Wanted], actions: Mapping[str, Action] | None, survey: Survey, selected: Iterable[str]
) -> dict[str, str]:
    """Key → address as it will be after the run, for planning; ``actions`` None: as if everything selected could be
    sent.

    An address that only the site can give is stood in for by one that is never sent, so that the plan shows which other
    posts will change.
    """
    now, chosen = public_links(survey), set(selected)
    links: dict[str, str] = {}
    for post in wanted:
        sent = post.key in chosen if actions is None else _sends(actions.get(post.key))
        remote = next(iter(survey.living(post.key)), None)
        if not sent:
            link = now.get(post.key)
        elif _will_be_public(post, remote, survey):
            link = coming_link(post, remote, survey) or f"{survey.facts.url}/?portrait={post.key}"
        else:
            link = None
        if link:
            links[post.key] = link
    return links


def _sends(action: Action | None) -> bool:
    return action is not None and action.kind in (ActionKind.CREATE, ActionKind.UPDATE)
