"""Two computers with a copy of the drafts each publish to one site, one after the other or at the same time."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from blog_machine import FOLDER, KEYS, TAGS, FragileBench, deaths
from effort import effort
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from mishaps import Killed, Mishap, Mishaps
from publish_workbench import Bench, Draft, statuses
from turns import Run, Turns, at_once
from worlds import PNG, InMemory

from wp_portraits.errors import Failure
from wp_portraits.plan.outcome import Outcome
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.values import Choice, Knowledge
from wp_portraits.publish.run import carry_out
from wp_portraits.publish.survey import survey
from wp_portraits.render.identity import read_identity

DESKS = st.integers(0, 1)


class Desk(FragileBench):
    """One of the computers."""

    def __init__(self, site: Any) -> None:
        super().__init__(Path(tempfile.mkdtemp(dir=FOLDER)), site, Mishaps())
        self.inner = self.site


class TwoMachines(RuleBasedStateMachine):
    """At most one living post a key once both runs have ended, or a later run in peace; no edit lost in silence."""

    def __init__(self) -> None:
        super().__init__()
        self.world = InMemory()
        self.desks = [Desk(self.world.site), Desk(self.world.site)]
        self.edits: dict[int, str] = {}
        self.number = 0
        self.unsettled = False
        self.excused: set[str] = set()
        for desk in self.desks:
            desk.drafts["camille-roy"] = Draft("Camille Roy", more={"tags": ("santé",)})

    def ours(self) -> list[tuple[str, int]]:
        living = [post for post in self.world.posts().values() if post.fields.status != "trash"]
        marked = [(read_identity(post.fields.content), post.id) for post in living]
        return [(identity.key, number) for identity, number in marked if identity]

    @rule(
        key=st.sampled_from(KEYS),
        tag=st.sampled_from(TAGS),
        picture=st.booleans(),
        desks=st.sampled_from([(0,), (1,), (0, 1), (0, 1)]),
    )
    def write_a_draft(self, key: str, tag: str, picture: bool, desks: tuple[int, ...]) -> None:
        self.number += 1
        body = PNG + key.encode() if picture else None
        for desk in desks:
            more: dict[str, Any] = {"tags": (tag,)}
            self.desks[desk].drafts[key] = Draft(key.title(), f"La phrase {self.number}.", picture=body, more=more)

    @rule(source=DESKS)
    def bring_the_drafts_up_to_date(self, source: int) -> None:
        self.desks[1 - source].drafts = deepcopy(self.desks[source].drafts)

    @rule(number=st.integers(0, 5))
    def edit_on_the_site(self, number: int) -> None:
        found = self.ours()
        if found:
            _, post_id = found[number % len(found)]
            self.number += 1
            words = f"À la main : {self.number}."
            content = self.world.posts()[post_id].fields.content
            self.world.save(post_id, content=content.replace("</article>", f"<p>{words}</p></article>"))
            self.edits[post_id] = words
            self._excuse_twins()

    @rule(number=st.integers(0, 5))
    def bin_on_the_site(self, number: int) -> None:
        found = self.ours()
        if found:
            post_id = found[number % len(found)][1]
            self.world.bin(post_id)
            self.edits.pop(post_id, None)

    @rule(desk=DESKS)
    def lose_state(self, desk: int) -> None:
        self.desks[desk].lose_state()
        self._excuse_twins()

    def _twins(self) -> set[str]:
        return {key for key, number in Counter(key for key, _ in self.ours()).items() if number > 1}

    def _excuse_twins(self) -> None:
        """Who made the younger one is forgotten, or somebody edited one: a person has to choose."""
        self.excused |= self._twins()

    @rule(desk=DESKS)
    def one_publishes(self, desk: int) -> None:
        self._publish(desk)

    def _publish(self, desk: int) -> Outcome | None:
        try:
            outcome = self.desks[desk].publish()
        except Failure as end:
            note(f"{desk}: {end!r}")
            return None
        note(f"{desk}: {statuses(outcome)}")
        return outcome

    @rule(
        order=st.lists(DESKS, max_size=40),
        death=st.one_of(st.none(), deaths),
        victim=DESKS,
    )
    def both_publish(self, order: list[int], death: Mishap | None, victim: int) -> None:
        if death:
            self.desks[victim].mishaps.waiting.append(replace(death))
        for number, run in enumerate(_both(self.desks, order)):
            note(f"{number}: {statuses(run.product) if run.product else run.end!r}")
            assert run.end is None or isinstance(run.end, Failure | Killed), repr(run.end)
            self.unsettled = (
                self.unsettled or run.end is not None or "failed" in statuses(run.product or _NOTHING).values()
            )
        self.desks[victim].mishaps.waiting.clear()

    @rule(
        key=st.sampled_from(KEYS),
        order=st.lists(DESKS, max_size=40),
        when=st.sampled_from([None, None, "before", "after", "half"]),
        victim=DESKS,
    )
    def both_publish_the_same_new_portrait(self, key: str, order: list[int], when: Any, victim: int) -> None:
        self.write_a_draft(key, TAGS[0], False, (0, 1))
        self.both_publish(order, Mishap(Killed(), "create_posts", when=when) if when else None, victim)

    @rule(source=DESKS)
    def runs_in_peace(self, source: int) -> None:
        """Drafts alike, each publishes; then there is nothing to do on either."""
        self.bring_the_drafts_up_to_date(source)
        outcomes = [self._publish(desk) for desk in (source, 1 - source, source)]
        self.unsettled = False
        if None in outcomes:
            return
        for desk in self.desks:
            again = desk.plan()
            assert not again.pending, [(action.key, action.kind, action.cause) for action in again.actions]
            with desk.store as store:
                open_still = store.open_intents()
            assert not open_still, open_still
        self.no_twins()

    @invariant()
    def no_twins(self) -> None:
        if not self.unsettled:
            twins = self._twins() - self.excused
            assert not twins, f"several posts: {twins}"

    @invariant()
    def no_edit_is_lost(self) -> None:
        posts = self.world.posts()
        for number, words in self.edits.items():
            assert words in posts[number].fields.content
            assert posts[number].fields.status != "trash"

    def teardown(self) -> None:
        for desk in self.desks:
            shutil.rmtree(desk.folder, ignore_errors=True)


_NOTHING = Outcome((), 0)


def _both(desks: list[Desk], order: list[int]) -> list[Run[Outcome]]:
    turns = Turns(list(order))
    for who, desk in enumerate(desks):
        desk.site = turns.around(desk.inner, who)
    runs = at_once(turns, [desk.publish for desk in desks])
    for desk in desks:
        desk.site = desk.inner
    return runs


def test_the_laws_with_two_machines() -> None:
    run_state_machine_as_test(TwoMachines, settings=effort(examples=40, steps=20))


@pytest.fixture
def desks(tmp_path: Path) -> list[Bench]:
    site = InMemory().site
    made = [Bench(tmp_path / name, site) for name in ("here", "there")]
    for bench in made:
        bench.drafts["camille-roy"] = Draft("Camille Roy", more={"tags": ("santé",)})
        bench.drafts["lea-tremblay"] = Draft("Léa Tremblay", more={"tags": ("santé",)})
    return made


def test_a_plan_carried_out_after_another_machine_published_the_same(desks: list[Bench]) -> None:
    here, there = desks
    with here.store as store:
        plan = make_plan(survey(here.site, store, here.compose(Knowledge())), here.compose, Choice())
        there.publish()
        carry_out(plan, here.site, store, here.compose, pause=lambda seconds: None)
    assert all(len(here.ids(key)) == 1 for key in here.drafts)
    here.publish()
    assert not here.plan().pending
    assert not there.plan().pending
    assert set(here.kinds().values()) == {"keep"}
