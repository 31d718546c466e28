"""What the steps of a run share: the site and our records, what is known by now, and what became of every post."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from wp_portraits.errors import SiteError
from wp_portraits.model.post import PostFields, RemotePost, Taxonomy
from wp_portraits.plan.action import Action, ActionKind
from wp_portraits.plan.base import Base
from wp_portraits.plan.fields import asked_print, desired_fields
from wp_portraits.plan.outcome import SENT, Fate
from wp_portraits.plan.values import Compose, Knowledge, Wanted
from wp_portraits.publish.checking import base_of, notices
from wp_portraits.publish.ledger import Ledger
from wp_portraits.publish.looking_back import edits_of_others
from wp_portraits.publish.needs import dropped_terms, meet_needs
from wp_portraits.publish.sending import BATCH, Pause, Sent
from wp_portraits.state.posts import PostStore
from wp_portraits.wordpress.site import Site

FRESH: Final = 5.0
"""Seconds for which what was read of the site is believed: nobody reads a plan, or edits a post, in less."""

WRITTEN: Final = (ActionKind.CREATE, ActionKind.UPDATE)
"""Actions that send a whole post."""

_UNRECORDED: Final = "It is online, but could not be recorded here; the next run reads it again."

Part = TypeVar("Part")
Progress = Callable[[int, int], None]
"""(posts dealt with, posts to deal with)."""
Clock = Callable[[], float]
"""Seconds since any moment."""


@dataclass(slots=True)
class Work:
    """One carrying-out. ``knowledge`` has ids and addresses of terms, pictures and users; links come from the
    ledger. ``renewed``: the terms that turned out to be gone from the site; ``under_way``: how many new posts
    are in the request that is waited for; ``awaited``: key → slug of those whose answer never came; ``looked``:
    when, on the ``clock``, the site was last asked what others write."""

    site: Site
    store: PostStore
    compose: Compose
    ledger: Ledger
    progress: Progress
    pause: Pause
    clock: Clock = time.monotonic
    knowledge: Knowledge = field(default_factory=Knowledge)
    renewed: set[tuple[Taxonomy, str]] = field(default_factory=set)
    under_way: int = 0
    awaited: dict[str, str] = field(default_factory=dict)
    looked: float = 0.0

    def __post_init__(self) -> None:
        self.looked = self.clock()

    def meet_needs(self, actions: Iterable[Action]) -> None:
        """Make the pictures and terms that these posts lack; a post that cannot have its own has failed."""
        named = {action.key: action for action in actions}
        wanted = [post for post in self.compose(self.knowledge) if post.key in named]
        needs = meet_needs(self.site, self.store, wanted, self.knowledge, self.ledger.current)
        self.knowledge = needs.knowledge
        for key, problem in needs.problems.items():
            self.ledger.failed(named[key], problem)

    def desired(self, actions: Iterable[Action], creating: Iterable[str] = ()) -> dict[str, PostFields]:
        """The posts of these actions as they have to be, for the addresses known now, or foreseen."""
        links = self.ledger.links(self._wanted({}), frozenset(creating))
        wanted = self._wanted(links)
        return {action.key: desired_fields(wanted[action.key], self.knowledge) for action in actions}

    def _wanted(self, links: Mapping[str, str]) -> dict[str, Wanted]:
        return {post.key: post for post in self.compose(replace(self.knowledge, permalinks=links))}

    def base(self, action: Action, post: RemotePost, asked: str, *, marked: bool = True) -> Base:
        """What to remember of a post as it stands now."""
        return base_of(action.key, action.path, action.own, post, asked, marked=marked)

    def unedited(self, actions: Sequence[Action]) -> list[Action]:
        """Those whose posts nobody edited since they were read; the others are left alone, and said to be.

        One request, unless the site was asked just before.
        """
        if self.clock() - self.looked < FRESH:
            return list(actions)
        others = edits_of_others(self.site, self.store.copies, self.ledger.written.values())
        self.looked = self.clock()
        edited = {post.id for post in others}
        for action in actions:
            if self.ledger.current[action.key].id in edited:
                self.ledger.edited(action)
        return [action for action in actions if self.ledger.current[action.key].id not in edited]

    def received(self, actions: Sequence[Action], desired: Mapping[str, PostFields], answers: Sent) -> None:
        """Record what arrived before anything else, then say what the site altered."""
        self.under_way = 0
        asked = {key: asked_print(desired[key]) for key in answers}
        arrived = [(action, post) for action in actions if isinstance(post := answers[action.key], RemotePost)]
        try:
            self.store.record(self.base(action, post, asked[action.key]) for action, post in arrived)
        except BaseException:  # Ctrl-C, a full disk: what is online must be told all the same
            for action, post in arrived:
                self.ledger.sent(action, post, asked[action.key], (_UNRECORDED,))
            raise
        stale = self._stale_terms(desired, arrived)
        for action, post in arrived:
            told = () if action.key in stale else notices(self.site, desired[action.key], post)
            self.ledger.sent(action, post, asked[action.key], told)
        if stale:
            self.meet_needs([action for action, _ in arrived if action.key in stale])
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
        total = self.ledger.plan.count(*WRITTEN, ActionKind.TRASH)
        self.progress(sum(row.status in SENT or row.status is Fate.FAILED for row in rows), total)


def parts(whole: Sequence[Part]) -> Iterable[Sequence[Part]]:
    """The list in pieces of one go."""
    return (whole[start : start + BATCH] for start in range(0, len(whole), BATCH))
