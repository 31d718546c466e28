"""Creating the new posts of a plan, each once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from wp_portraits.errors import StateError
from wp_portraits.plan.action import Action, ActionKind
from wp_portraits.plan.fingerprint import Rev
from wp_portraits.publish.looking_back import yield_to_elders, yield_to_unseen
from wp_portraits.publish.sending import create, look_for
from wp_portraits.publish.work import Work, parts
from wp_portraits.render.identity import read_identity
from wp_portraits.state.posts import Intent

_MANY: Final = 25
"""More new posts than this are worth a request of its own that shows what addresses look like."""


def take_up_intents(work: Work) -> None:
    """A create whose outcome an earlier run never learnt may have arrived since the survey."""
    opened = work.store.open_intents()
    creates = {action.key: action for action in work.ledger.pending(ActionKind.CREATE) if action.key in opened}
    for key, post in (look_for(work.site, creates) if creates else {}).items():
        identity = read_identity(post.fields.content)
        rev = Rev.parse(identity.rev) if identity else None
        asked = rev.asked if rev else creates[key].asked
        work.store.record([work.base(creates[key], post, asked)])
        work.ledger.sent(creates[key], post, asked, ("It was created by an earlier run, whose answer was lost.",))


def create_all(work: Work) -> None:
    """Create the new posts, linked to one another at the addresses foreseen for them.

    On a site whose addresses cannot be foreseen yet, the first of many shows what they look like.
    """
    new = work.ledger.pending(ActionKind.CREATE)
    if len(new) > _MANY and not work.ledger.foresees_addresses:
        _create(work, new[:1])
        work.ledger.learn_addresses()
    _create(work, work.ledger.pending(ActionKind.CREATE))
    for give_way in (yield_to_unseen, yield_to_elders):
        give_way(work.site, work.store, work.ledger, [action for action in new if work.ledger.arrived(action)])


def _create(work: Work, actions: Sequence[Action]) -> None:
    desired = work.desired(actions, [action.key for action in actions])
    for part in parts(actions):
        work.under_way = len(part)
        posts = {action.key: desired[action.key] for action in part}
        sent = create(work.site, work.store, posts, work.pause, work.awaited)
        work.received(part, desired, sent)


def expect_late_writes(work: Work) -> None:
    """A first write that was not answered may arrive after the second: an open intent tells the next run.

    Without it, that run says that there are two."""
    if work.awaited:
        now = datetime.now(UTC)
        with suppress(StateError):
            work.store.begin([Intent(key, now, slug) for key, slug in sorted(work.awaited.items())])
