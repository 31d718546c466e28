"""Carrying out a plan: needs, creates, updates until every post links to what is there, marks, the bin."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, TypeVar

from wp_portraits.errors import Failure, Interrupted, Refusal, SiteError, StateError
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, Taxonomy
from wp_portraits.plan.action import Action, ActionKind, Cause, Plan
from wp_portraits.plan.evidence import is_as_asked
from wp_portraits.plan.fields import asked_print, changed_fields, desired_fields, identified, re_marked
from wp_portraits.plan.fingerprint import Rev
from wp_portraits.plan.outcome import SENT, Fate, Outcome
from wp_portraits.plan.values import Base, Compose, Knowledge, Wanted
from wp_portraits.publish.checking import base_of, is_marked, notices, stored_print
from wp_portraits.publish.ledger import Ledger
from wp_portraits.publish.looking_back import (
    keep_copies,
    refuse_if_moved,
    settle_twins,
    yield_to_elders,
    yield_to_unseen,
)
from wp_portraits.publish.needs import dropped_terms, known_names, meet_needs
from wp_portraits.publish.sending import BATCH, Pause, Sent, create, look_for, trash, update
from wp_portraits.render.identity import read_identity
from wp_portraits.state.posts import Expected, Intent, PostStore
from wp_portraits.wordpress.site import Site

_ROUNDS: Final = 4
"""Rounds of updates: a round sends again only posts whose links changed in the one before."""

_WRITTEN: Final = (ActionKind.CREATE, ActionKind.UPDATE)
_PRUDENT: Final = (Cause.CHANGED, Cause.SURROUNDINGS, Cause.ELSEWHERE)
"""Causes of updates that are pointless when the post turns out to be as it should."""

_MANY: Final = 25
"""More new posts than this are worth a request of its own that shows what addresses look like."""

_UNRECORDED: Final = "It is online, but could not be recorded here; the next run reads it again."

Part = TypeVar("Part")
Progress = Callable[[int, int], None]
"""(posts dealt with, posts to deal with)."""


def carry_out(
    plan: Plan,
    site: Site,
    store: PostStore,
    compose: Compose,
    *,
    progress: Progress | None = None,
    pause: Pause = time.sleep,
    look_again: bool = False,
) -> Outcome:
    """Do what the plan says, and nothing else.

    ``compose`` is the one the plan was made with. ``look_again``: the plan is no longer fresh (somebody thought about
    it), so the site is asked first whether its posts are still the same; else Refusal. One post's failure does not stop the others. Raises Refusal when the
    plan has refusals, the SiteError that kept everything from being sent, Interrupted on Ctrl-C; what was sent until
    then is recorded.
    """
    if plan.refusals:
        raise Refusal(
            "Nothing was sent: " + " ".join(plan.refusals), hint="`wp-portraits plan` shows what was to be done."
        )
    run = _Run(site, store, compose, Ledger(plan), progress or _silent, pause)
    if look_again and plan.pending:
        refuse_if_moved(site, store.copies)
    try:
        run.carry_out()
    except KeyboardInterrupt:
        raise Interrupted(run.summary(), hint="Run `wp-portraits publish` again: it finishes what is left.") from None
    except (SiteError, StateError) as error:
        if not run.ledger.anything_sent:
            raise
        run.give_up(error)
    return run.ledger.outcome(site.requests)


def _silent(_done: int, _total: int) -> None:
    """No progress is shown."""


@dataclass(slots=True)
class _Run:
    """One carrying-out. ``knowledge`` has ids and addresses of terms, pictures and users; links come from the
    ledger. ``renewed``: the terms that turned out to be gone from the site; ``under_way``: how many new posts
    are in the request that is waited for; ``awaited``: key → slug of those whose answer never came."""

    site: Site
    store: PostStore
    compose: Compose
    ledger: Ledger
    progress: Progress
    pause: Pause
    knowledge: Knowledge = field(default_factory=Knowledge)
    renewed: set[tuple[Taxonomy, str]] = field(default_factory=set)
    under_way: int = 0
    awaited: dict[str, str] = field(default_factory=dict)

    def carry_out(self) -> None:
        """The whole sequence; each step records what it did before the next begins."""
        settle_twins(self.site, self.store, self.ledger)
        self._record_unsent()
        if not self.ledger.plan.pending:
            return
        self.knowledge = self.ledger.plan.survey.known
        self._meet_needs(self.ledger.pending(*_WRITTEN))
        self._take_up_intents()
        self._create_all()
        for _ in range(_ROUNDS):
            if not self._update_round():
                break
        self._mark_altered()
        for action in self.ledger.pending(ActionKind.TRASH):
            self._trash(action)
        self._expect_late_writes()
        keep_copies(self.site, self.store.copies, self.ledger.written.values())

    def _record_unsent(self) -> None:
        """Adopted and rebased posts are recorded; bases whose draft and post are both gone are forgotten."""
        plan, survey = self.ledger.plan, self.ledger.plan.survey
        found = [(action, self.ledger.current[action.key]) for action in plan.of(ActionKind.ADOPT, ActionKind.REBASE)]
        self.store.record(
            self._base(action, post, action.asked, marked=is_marked(post, action.key, action.asked))
            for action, post in found
        )
        if found:
            self.store.remember_media(survey.known.media)
            self.store.remember_names(known_names(survey.known))
        self.store.close_intents(key for key in self.store.open_intents() if survey.posts.get(key))
        if plan.choice.only is None:
            acted = {action.key for action in plan.actions}
            known = survey.bases.keys() | self.store.open_intents().keys()
            self.store.forget(known - acted)

    def _base(self, action: Action, post: RemotePost, asked: str, *, marked: bool = True) -> Base:
        return base_of(action.key, action.path, action.own, post, asked, marked=marked)

    def _meet_needs(self, actions: Iterable[Action]) -> None:
        named = {action.key: action for action in actions}
        wanted = [post for post in self.compose(self.knowledge) if post.key in named]
        needs = meet_needs(self.site, self.store, wanted, self.knowledge, self.ledger.current)
        self.knowledge = needs.knowledge
        for key, problem in needs.problems.items():
            self.ledger.failed(named[key], problem)

    def _take_up_intents(self) -> None:
        """A create whose outcome an earlier run never learnt may have arrived since the survey."""
        opened = self.store.open_intents()
        creates = {action.key: action for action in self.ledger.pending(ActionKind.CREATE) if action.key in opened}
        for key, post in (look_for(self.site, creates) if creates else {}).items():
            identity = read_identity(post.fields.content)
            rev = Rev.parse(identity.rev) if identity else None
            asked = rev.asked if rev else creates[key].asked
            self.store.record([self._base(creates[key], post, asked)])
            self.ledger.sent(creates[key], post, asked, ("It was created by an earlier run, whose answer was lost.",))

    def _desired(self, actions: Iterable[Action], creating: Iterable[str] = ()) -> dict[str, PostFields]:
        """The posts of these actions as they have to be, for the addresses known now, or foreseen."""
        links = self.ledger.links(self._wanted({}), frozenset(creating))
        wanted = self._wanted(links)
        return {action.key: desired_fields(wanted[action.key], self.knowledge) for action in actions}

    def _wanted(self, links: Mapping[str, str]) -> dict[str, Wanted]:
        return {post.key: post for post in self.compose(replace(self.knowledge, permalinks=links))}

    def _create_all(self) -> None:
        """Create the new posts, linked to one another at the addresses foreseen for them.

        On a site whose addresses cannot be foreseen yet, the first of many shows what they look like.
        """
        new = self.ledger.pending(ActionKind.CREATE)
        if len(new) > _MANY and not self.ledger.foresees_addresses:
            self._create(new[:1])
            self.ledger.learn_addresses()
        self._create(self.ledger.pending(ActionKind.CREATE))
        for give_way in (yield_to_unseen, yield_to_elders):
            give_way(self.site, self.store, self.ledger, [action for action in new if self.ledger.arrived(action)])

    def _create(self, actions: list[Action]) -> None:
        desired = self._desired(actions, [action.key for action in actions])
        for part in _parts(actions):
            self.under_way = len(part)
            posts = {action.key: desired[action.key] for action in part}
            sent = create(self.site, self.store, posts, self.pause, self.awaited)
            self._received(part, desired, sent)

    def _expect_late_writes(self) -> None:
        """A first write that was not answered may arrive after the second: an open intent tells the next run."""
        if self.awaited:
            now = datetime.now(UTC)
            self.store.begin([Intent(key, now, slug) for key, slug in sorted(self.awaited.items())])

    def _received(self, actions: Sequence[Action], desired: Mapping[str, PostFields], answers: Sent) -> None:
        """Record what arrived before anything else, then say what the site altered."""
        self.under_way = 0
        asked = {key: asked_print(desired[key]) for key in answers}
        arrived = [(action, post) for action in actions if isinstance(post := answers[action.key], RemotePost)]
        try:
            self.store.record(self._base(action, post, asked[action.key]) for action, post in arrived)
        except BaseException:  # Ctrl-C, a full disk: what is online must be told all the same
            for action, post in arrived:
                self.ledger.sent(action, post, asked[action.key], (_UNRECORDED,))
            raise
        stale = self._stale_terms(desired, arrived)
        for action, post in arrived:
            told = () if action.key in stale else notices(self.site, desired[action.key], post)
            self.ledger.sent(action, post, asked[action.key], told)
        if stale:
            self._meet_needs([action for action, _ in arrived if action.key in stale])
        for action in actions:
            if isinstance(error := answers[action.key], SiteError):
                self.ledger.failed(action, error)
        self._show_progress()

    def _stale_terms(self, desired: Mapping[str, PostFields], arrived: Iterable[tuple[Action, RemotePost]]) -> set[str]:
        """The keys of posts of which the site dropped terms that we remembered; these are forgotten, each once."""
        stale = set[str]()
        for action, post in arrived:
            dropped = dropped_terms(self.knowledge, desired[action.key], post) - self.renewed
            if dropped:
                stale.add(action.key)
                self.renewed |= dropped
                terms = {pair: number for pair, number in self.knowledge.terms.items() if pair not in dropped}
                self.knowledge = replace(self.knowledge, terms=terms)
        return stale

    def _show_progress(self) -> None:
        rows = self.ledger.rows.values()
        total = self.ledger.plan.count(*_WRITTEN, ActionKind.TRASH)
        self.progress(sum(row.status in SENT or row.status is Fate.FAILED for row in rows), total)

    def _update_round(self) -> bool:
        """Send every planned post that is not as it has to be; whether there was one."""
        changes: dict[str, PostChanges] = {}
        actions = {action.key: action for action in self.ledger.plan.of(*_WRITTEN) if self._open(action)}
        desired = self._desired(actions.values())
        for key, action in actions.items():
            if self._is_done(action, desired[key]):
                continue
            changes[key] = self._changes(action, desired[key])
        for keys in _parts(list(changes)):
            batch = {key: (self.ledger.current[key].id, changes[key]) for key in keys}
            self.store.expect(
                Expected(key, asked_print(desired[key]), actions[key].own, actions[key].path) for key in keys
            )
            self._received([actions[key] for key in keys], desired, update(self.site, batch))
        return bool(changes)

    def _open(self, action: Action) -> bool:
        """Whether it may still be sent: it did not fail, and (for a create) it arrived and was not taken back."""
        row = self.ledger.rows.get(action.key)
        if action.kind is ActionKind.CREATE:
            return self.ledger.arrived(action)
        return row is None or row.status is not Fate.FAILED

    def _is_done(self, action: Action, desired: PostFields) -> bool:
        asked = asked_print(desired)
        if action.key in self.ledger.asked:
            return self.ledger.asked[action.key] == asked
        post = self.ledger.current[action.key]
        if action.cause in _PRUDENT and is_as_asked(post, action.key, asked):
            self.ledger.kept(action, asked)
            self.store.record([self._base(action, post, asked)])
            return True
        return False

    def _changes(self, action: Action, desired: PostFields) -> PostChanges:
        """The fields that differ; the content always, because the revision inside it does."""
        there = self.ledger.current[action.key].fields
        identity = read_identity(there.content)
        before = Rev.parse(identity.rev) if identity else None
        names = {*changed_fields(desired, identified(there, action.key), before), "content"}
        if "date" in names:
            names.add("status")  # the date decides between published and scheduled
        changes = {name: value for name, value in desired.as_mapping().items() if name in names}
        if "date" in names and desired.date is None:
            changes["date"] = self.ledger.plan.survey.now  # a date taken out of the draft: it appears at once
        return changes

    def _mark_altered(self) -> None:
        """Where the site altered what was sent, the revision inside the post is told what the site made of it."""
        sent = [key for key in self.ledger.asked if self.ledger.rows[key].status in SENT]
        altered = [key for key in sent if not is_marked(self.ledger.current[key], key, self.ledger.asked[key])]
        for keys in _parts([key for key in altered if read_identity(self.ledger.current[key].fields.content)]):
            answers = update(self.site, {key: self._re_marked(key) for key in keys})
            self.ledger.received({key: post for key, post in answers.items() if isinstance(post, RemotePost)})
        actions = {action.key: action for action in self.ledger.plan.actions}
        for key in altered:
            post, asked = self.ledger.current[key], self.ledger.asked[key]
            self.store.record([self._base(actions[key], post, asked, marked=is_marked(post, key, asked))])

    def _re_marked(self, key: str) -> tuple[int, dict[str, Any]]:
        post, asked = self.ledger.current[key], self.ledger.asked[key]
        rev = Rev(stored_print(post, key, asked), asked)
        return post.id, {"content": re_marked(post.fields.content, key, rev)}

    def _trash(self, action: Action) -> None:
        error = trash(self.site, self.ledger.current[action.key].id)
        if error is not None:
            self.ledger.failed(action, error)
            return
        self.ledger.trashed(action)
        self.store.forget([action.key])

    def give_up(self, error: Failure) -> None:
        """Everything that nothing became of yet failed with this error."""
        for action in self.ledger.pending(*_WRITTEN, ActionKind.TRASH):
            self.ledger.failed(action, error)

    def summary(self) -> str:
        """What was done so far, in a sentence."""
        outcome = self.ledger.outcome(self.site.requests)
        left = len(self.ledger.pending(*_WRITTEN, ActionKind.TRASH)) - self.under_way
        done = [f"{outcome.count(fate)} {fate}" for fate in sorted(SENT) if outcome.count(fate)]
        done += [f"{self.under_way} on their way, their answer not awaited"] if self.under_way else []
        told = [*(done or ["nothing sent"]), *([f"{left} not sent"] if left else [])]
        return f"Stopped: {', '.join(told)}."


def _parts(whole: list[Part]) -> Iterable[list[Part]]:
    """The list in pieces of one batch."""
    rest = iter(whole)
    while part := list(islice(rest, BATCH)):
        yield part
