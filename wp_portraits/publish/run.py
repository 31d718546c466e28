"""Carrying out a plan: the order of its steps, and what becomes of a run that breaks off."""

from __future__ import annotations

import time

from wp_portraits.errors import Failure, Interrupted, Refusal, SiteError, StateError
from wp_portraits.plan.action import Action, ActionKind, Plan
from wp_portraits.plan.outcome import SENT, Outcome
from wp_portraits.plan.values import Compose
from wp_portraits.publish.checking import is_marked
from wp_portraits.publish.creating import create_all, expect_late_writes, take_up_intents
from wp_portraits.publish.ledger import Ledger
from wp_portraits.publish.looking_back import keep_copies, refuse_if_moved, settle_twins
from wp_portraits.publish.needs import known_names
from wp_portraits.publish.sending import Pause, trash
from wp_portraits.publish.updating import mark_altered, update_all
from wp_portraits.publish.work import WRITTEN, Clock, Progress, Work
from wp_portraits.state.posts import PostStore
from wp_portraits.wordpress.site import Site


def carry_out(
    plan: Plan,
    site: Site,
    store: PostStore,
    compose: Compose,
    *,
    progress: Progress | None = None,
    pause: Pause = time.sleep,
    clock: Clock = time.monotonic,
    look_again: bool = False,
) -> Outcome:
    """Do what the plan says, and nothing else.

    ``compose`` is the one the plan was made with. ``look_again``: the plan is no longer fresh (somebody thought about
    it), so the site is asked first whether its posts are still the same; else Refusal. What somebody edits while the
    run is under way is left alone. One post's failure does not stop the others. Raises Refusal when the plan has
    refusals, the SiteError that kept everything from being sent, Interrupted on Ctrl-C; what was sent until then is
    recorded.
    """
    if plan.refusals:
        raise Refusal(
            "Nothing was sent: " + " ".join(plan.refusals), hint="`wp-portraits plan` shows what was to be done."
        )
    work = Work(site, store, compose, Ledger(plan), progress or _silent, pause, clock)
    if look_again and plan.pending:
        refuse_if_moved(site, store.copies)
    try:
        _carry_out(work)
    except KeyboardInterrupt:
        raise Interrupted(_summary(work), hint="Run `wp-portraits publish` again: it finishes what is left.") from None
    except (SiteError, StateError) as error:
        if not work.ledger.anything_sent:
            raise
        _give_up(work, error)
    return work.ledger.outcome(site.requests)


def _silent(_done: int, _total: int) -> None:
    """No progress is shown."""


def _carry_out(work: Work) -> None:
    """The whole sequence; each step records what it did before the next begins."""
    ledger = work.ledger
    settle_twins(work.site, work.store, ledger)
    _record_unsent(work)
    if not ledger.plan.pending:
        return
    work.knowledge = ledger.plan.survey.known
    try:
        work.meet_needs(ledger.pending(*WRITTEN))
        take_up_intents(work)
        create_all(work)
        update_all(work)
        mark_altered(work)
        for action in ledger.pending(ActionKind.TRASH):
            _trash(work, action)
    finally:
        expect_late_writes(work)
    keep_copies(work.site, work.store.copies, ledger.written.values())


def _record_unsent(work: Work) -> None:
    """Adopted and rebased posts are recorded; bases whose draft and post are both gone are forgotten."""
    store, plan, survey = work.store, work.ledger.plan, work.ledger.plan.survey
    found = [(action, work.ledger.current[action.key]) for action in plan.of(ActionKind.ADOPT, ActionKind.REBASE)]
    store.record(
        work.base(action, post, action.asked, marked=is_marked(post, action.key, action.asked))
        for action, post in found
    )
    if found:
        store.remember_media(survey.known.media)
        store.remember_names(known_names(survey.known))
    store.close_intents(key for key in store.open_intents() if survey.posts.get(key))
    if plan.choice.only is None:
        acted = {action.key for action in plan.actions}
        store.forget((survey.bases.keys() | store.open_intents().keys()) - acted)


def _trash(work: Work, action: Action) -> None:
    if not work.unedited([action]):
        return
    error = trash(work.site, work.ledger.current[action.key].id)
    if error is not None:
        work.ledger.failed(action, error)
        return
    work.ledger.trashed(action)
    work.store.forget([action.key])


def _give_up(work: Work, error: Failure) -> None:
    """Everything that nothing became of yet failed with this error."""
    for action in work.ledger.pending(*WRITTEN, ActionKind.TRASH):
        work.ledger.failed(action, error)


def _summary(work: Work) -> str:
    """What was done so far, in a sentence."""
    outcome = work.ledger.outcome(work.site.requests)
    left = len(work.ledger.pending(*WRITTEN, ActionKind.TRASH)) - work.under_way
    done = [f"{outcome.count(fate)} {fate}" for fate in sorted(SENT) if outcome.count(fate)]
    done += [f"{work.under_way} on their way, their answer not awaited"] if work.under_way else []
    told = [*(done or ["nothing sent"]), *([f"{left} not sent"] if left else [])]
    return f"Stopped: {', '.join(told)}."
