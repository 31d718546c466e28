"""Before, while and after writing: what others do to our posts at the same time.

Another run, on another machine, may create the same portrait between our look at the site and our write; whoever looks
later sees both. Of two, the one that was created first stays, and whoever made the other takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from wp_portraits.errors import NotFound, Refusal, SiteError
from wp_portraits.model.post import RemotePost
from wp_portraits.plan.action import Action, ActionKind, Cause
from wp_portraits.plan.evidence import is_intact
from wp_portraits.plan.links import is_numbered
from wp_portraits.publish.ledger import Ledger
from wp_portraits.publish.sending import trash
from wp_portraits.publish.sight import FEW, by_key
from wp_portraits.render.identity import MARKER
from wp_portraits.state.copies import Copies
from wp_portraits.state.posts import PostStore
from wp_portraits.wordpress.site import Site


def refuse_if_moved(site: Site, copies: Copies) -> None:
    """Refusal when somebody wrote to our posts since they were read for the plan. One request."""
    changed = edits_of_others(site, copies, ())
    if changed:
        named = ", ".join(sorted(post.fields.title or f"post {post.id}" for post in changed))
        raise Refusal(
            f"Nothing was sent: while you looked at the plan, something was changed on the site: {named}.",
            hint="Run the command again: it shows what changed.",
        )


def settle_twins(site: Site, store: PostStore, ledger: Ledger) -> None:
    """Take back the younger of two posts that an earlier run of ours left when it was killed right after a create.

    The open intent tells that it was ours, and which slug it asked for: the elder holds that one. Nothing is taken back
    that somebody edited.
    """
    opened = store.open_intents()
    for action in ledger.plan.of(ActionKind.CONFLICT):
        twins = ledger.plan.survey.living(action.key)
        if action.cause is not Cause.TWICE or action.key not in opened:
            continue
        elder, *younger = sorted(twins, key=lambda post: post.id)
        slug = opened[action.key].slug
        if not all(is_intact(replace(post, fields=replace(post.fields, slug=slug))) for post in younger):
            continue
        if all(trash(site, post.id) is None for post in younger):
            store.close_intents([action.key])
            ledger.withdrawn(action, elder)


def yield_to_elders(site: Site, store: PostStore, ledger: Ledger, created: Sequence[Action]) -> None:
    """Where another run created the same portrait before us, take ours back.

    One request when nobody did. When the site does not tell, nothing is taken back: the next run sees both and says so.
    """
    ours = {action.key: ledger.current[action.key] for action in created}
    try:
        elders = _elder_twins(site, store.copies, ours)
    except SiteError:
        return
    for action in created:
        if action.key in elders and trash(site, ours[action.key].id) is None:
            store.forget([action.key])
            ledger.withdrawn(action, elders[action.key])


def yield_to_unseen(site: Site, store: PostStore, ledger: Ledger, created: Sequence[Action]) -> None:
    """Where the API does not tell which addresses posts hold that our user may not see: take back what got a number."""
    survey = ledger.plan.survey
    if site.abilities.posts_out_of_sight or "edit_others_posts" in survey.facts.capabilities:
        return
    for action in created:
        ours = ledger.current[action.key]
        if action.fields and is_numbered(action.fields.slug, ours.fields.slug) and trash(site, ours.id) is None:
            store.forget([action.key])
            ledger.taken_back(action, Cause.HIDDEN)


def keep_copies(site: Site, copies: Copies, written: Iterable[RemotePost]) -> None:
    """Keep copies of what was written, so that the next run need not read it again. One request when only we wrote.

    Nothing is kept when the site does not tell what others wrote meanwhile: a copy that is newer would hide it.
    """
    written = list(written)
    try:
        others = edits_of_others(site, copies, written)
    except SiteError:
        return
    copies.keep([*written, *others], site.clock)


def edits_of_others(site: Site, copies: Copies, written: Iterable[RemotePost]) -> list[RemotePost]:
    """The posts with our marker that were modified since we copied them, and not by us.

    A post that others created under an earlier date is not among them.
    """
    known = copies.stamps() | {post.id: post.modified_gmt for post in written}
    since = copies.known_until()
    stamps = site.stamps_containing(MARKER, modified_after=since)
    return _read(site, {number for number, stamp in stamps.items() if known.get(number) != stamp}, since)


def _elder_twins(site: Site, copies: Copies, created: Mapping[str, RemotePost]) -> dict[str, RemotePost]:
    """Key → the post that readers may see and that somebody else created before ours, of the keys ``created`` now."""
    known = copies.stamps().keys() | {post.id for post in created.values()}
    if not created or site.count_containing(MARKER) == len(known):
        return {}
    strangers = _read(site, site.stamps_containing(MARKER).keys() - known, None)
    living = by_key(post for post in strangers if post.fields.status != "trash")
    elder = {key: min(living[key], key=lambda post: post.id) for key in created.keys() & living.keys()}
    return {key: post for key, post in elder.items() if post.id < created[key].id}


def _read(site: Site, numbers: set[int], since: datetime | None) -> list[RemotePost]:
    if len(numbers) > FEW:
        return [post for post in site.posts_containing(MARKER, modified_after=since) if post.id in numbers]
    return [post for number in sorted(numbers) if (post := _one(site, number))]


def _one(site: Site, number: int) -> RemotePost | None:
    try:
        return site.post(number)
    except NotFound:
        return None
