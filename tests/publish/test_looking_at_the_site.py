"""How little is read of a site that we know, and what makes everything be read again."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from publish_workbench import Bench, Draft, statuses

from wp_portraits.errors import NoAnswer, Refusal, RequestRefused
from wp_portraits.plan.outcome import Outcome
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.values import Choice, Knowledge
from wp_portraits.publish.run import carry_out
from wp_portraits.publish.survey import survey
from wp_portraits.wordpress.memory.site import MemorySite


@pytest.fixture
def site(bench: Bench) -> MemorySite:
    assert isinstance(bench.site, MemorySite)
    return bench.site


def calls(site: MemorySite, work: Any) -> list[str]:
    before = len(site.calls)
    work()
    return site.calls[before:]


def test_nothing_changed_takes_two_reads(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    assert calls(site, bench.publish) == ["posts_containing", "count_containing"]


def test_one_edit_takes_two_more(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    bench.drafts["camille-roy"].text = "Une meilleure réponse."
    assert calls(site, bench.publish) == ["posts_containing", "count_containing", "update_posts", "stamps_containing"]


def test_a_post_deleted_for_good_is_noticed_by_number(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    site.delete(*bench.ids("camille-roy"))
    assert bench.kinds()["camille-roy"] == "conflict"


def test_a_scheduled_post_that_became_public_is_read_again(bench: Bench, site: MemorySite) -> None:
    bench.drafts["lea-tremblay"].more["date"] = site.now + timedelta(days=1)
    bench.publish()
    site.now += timedelta(days=2)
    plan = bench.plan()
    [action] = [action for action in plan.actions if action.key == "lea-tremblay"]
    assert action.url.endswith("/lea-tremblay/")


def test_a_scheduled_post_that_was_deleted_before_its_time_stops_nobody(bench: Bench, site: MemorySite) -> None:
    bench.drafts["lea-tremblay"].more["date"] = site.now + timedelta(days=1)
    bench.publish()
    site.delete(*bench.ids("lea-tremblay"))
    site.now += timedelta(days=2)
    assert bench.kinds()["lea-tremblay"] == "conflict"


def test_a_role_that_was_raised_counts_at_once(bench: Bench, site: MemorySite) -> None:
    """What the site says of our user is remembered for a day, but nobody is refused for what was true yesterday."""
    site.role = "contributor"
    for draft in bench.drafts.values():
        draft.more = {"status": "pending"}
    bench.publish()
    site.role = "editor"
    bench.drafts["camille-roy"].more = {"status": "publish"}
    assert statuses(bench.publish())["camille-roy"] == "updated"


def test_an_edit_before_a_scheduled_date_is_noticed_after_it(bench: Bench, site: MemorySite) -> None:
    """WordPress stamps a new scheduled post with its date, later than edits of others that come before it."""
    bench.drafts["lea-tremblay"].more["date"] = site.now + timedelta(days=1)
    bench.publish()
    site.now += timedelta(hours=20)
    [number] = bench.ids("camille-roy")
    site.edit(number, title="Retouche")
    site.now += timedelta(hours=10)
    bench.drafts["camille-roy"].title = "Nouveau"
    assert bench.kinds()["camille-roy"] == "conflict"


def test_an_update_that_arrived_without_an_answer_is_ours(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    bench.drafts["camille-roy"].text = "Une meilleure réponse."
    for method in ("update_posts", "post"):
        site.fail(method, NoAnswer("Coupé"), after_write=True, times=2)
    assert statuses(bench.publish())["camille-roy"] == "failed"
    bench.drafts["lea-tremblay"].more["tags"] = ("R&D",)
    bench.drafts["camille-roy"].more["tags"] = ("R&D",)
    assert bench.kinds()["camille-roy"] == "update"
    bench.publish()
    assert "conflict" not in bench.kinds().values()


def test_an_update_that_the_site_refused_is_awaited_no_longer(bench: Bench, site: MemorySite, tmp_path: Path) -> None:
    """What was refused here, and published from elsewhere later, is not taken for our own doing."""
    bench.publish()
    before = bench.drafts["camille-roy"].text
    bench.drafts["camille-roy"].text = "Une meilleure réponse."
    site.fail("update_posts", RequestRefused("Non."))
    assert statuses(bench.publish())["camille-roy"] == "failed"
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Bench(tmp_path / "elsewhere", site, deepcopy(bench.drafts))
    site.now += timedelta(minutes=1)
    assert statuses(elsewhere.publish())["camille-roy"] == "updated"
    bench.drafts["camille-roy"].text = before
    assert bench.kinds()["camille-roy"] == "drift"


def test_terms_that_were_deleted_on_the_site_are_made_again(bench: Bench, site: MemorySite) -> None:
    bench.drafts["camille-roy"].more["tags"] = ("musée",)
    bench.publish()
    [number] = [term.id for term in site.terms_by_id.values() if term.name == "musée"]
    del site._shelf.terms[number]
    bench.drafts["camille-roy"].text = "Une meilleure réponse."
    outcome = bench.publish()
    assert statuses(outcome)["camille-roy"] == "updated"
    [post] = [site.posts[number] for number in bench.ids("camille-roy")]
    assert [site.terms_by_id[tag].name for tag in post.fields.tags] == ["musée"]
    assert set(bench.kinds().values()) == {"keep"}


def test_what_somebody_wrote_while_the_plan_was_looked_at_is_not_overwritten(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    bench.drafts["camille-roy"].text = "Une meilleure réponse."
    with bench.store as store:
        plan = make_plan(survey(site, store, bench.compose(Knowledge())), bench.compose)
        site.now += timedelta(minutes=10)
        [number] = bench.ids("camille-roy")
        site.edit(number, title="Retouche")
        with pytest.raises(Refusal, match="Retouche"):
            carry_out(plan, site, store, bench.compose, look_again=True)
    assert site.posts[number].fields.title == "Retouche"
    assert bench.kinds()["camille-roy"] == "conflict"


def long_run(bench: Bench, site: MemorySite, edit: Callable[[], object], **choice: Any) -> Outcome:
    """Somebody edits the site after the first go of a run in which a minute passes with every look at the clock."""
    edits = iter([edit])

    def progress(done: int, total: int) -> None:
        site.now += timedelta(minutes=1)
        next(edits, lambda: None)()

    with bench.store as store:
        plan = make_plan(survey(site, store, bench.compose(Knowledge())), bench.compose, Choice(**choice))
        clock = count(0, 60).__next__
        return carry_out(plan, site, store, bench.compose, progress=progress, clock=clock)


def test_what_somebody_writes_while_a_long_run_is_under_way_is_not_overwritten(bench: Bench, site: MemorySite) -> None:
    bench.drafts = {f"n{number:02}": Draft(f"Portrait {number}") for number in range(60)}
    bench.publish()
    for draft in bench.drafts.values():
        draft.text = "Une meilleure réponse."
    [last] = bench.ids("n59")
    became = {post.key: post for post in long_run(bench, site, lambda: site.edit(last, title="Retouche")).posts}
    assert site.posts[last].fields.title == "Retouche"
    assert (became["n58"].status, became["n59"].status) == ("updated", "conflict")
    assert "under way" in became["n59"].error
    assert bench.kinds()["n59"] == "conflict"


def test_a_mark_is_not_put_into_what_somebody_wrote_meanwhile(bench: Bench, site: MemorySite) -> None:
    site.content_filter = lambda html: html.replace("<em>", "").replace("</em>", "")
    bench.drafts = {"camille-roy": Draft("Camille Roy", text="Une <em>vraie</em> réponse.")}

    def edit() -> None:
        [number] = bench.ids("camille-roy")
        site.edit(number, content=site.posts[number].fields.content.replace("vraie", "autre"))

    [row] = long_run(bench, site, edit).posts
    assert row.status == "created"
    assert "autre" in bench.content("camille-roy")
    assert bench.kinds()["camille-roy"] == "drift"


def test_a_post_that_somebody_edits_meanwhile_is_not_binned(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    [number] = bench.ids("camille-roy")
    del bench.drafts["camille-roy"]
    outcome = long_run(bench, site, lambda: site.edit(number, title="Retouche"), prune=True)
    assert statuses(outcome) == {"lea-tremblay": "updated", "nadia-benali": "kept", "camille-roy": "conflict"}
    assert site.posts[number].fields.status == "publish"


def test_a_plan_that_still_holds_is_carried_out_after_a_second_look(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    bench.drafts["camille-roy"].text = "Une meilleure réponse."
    with bench.store as store:
        plan = make_plan(survey(site, store, bench.compose(Knowledge())), bench.compose)
        outcome = carry_out(plan, site, store, bench.compose, look_again=True)
    assert statuses(outcome)["camille-roy"] == "updated"


def test_the_clock_of_the_plan_is_the_sites(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    site.now = datetime(2027, 3, 1, 8, 0)
    with bench.store as store:
        assert abs(survey(site, store, bench.compose(Knowledge())).now - site.now) < timedelta(hours=2)


def test_new_portraits_link_to_one_another_from_the_start(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    for number in range(60):
        bench.drafts[f"n{number:02}"] = Draft(f"Nouveau {number}", links=(f"n{59 - number:02}",))
    made = calls(site, bench.publish)
    assert made.count("create_posts") == 2
    assert "update_posts" not in made
    assert "/n00/" in bench.content("n59")
    assert "/n59/" in bench.content("n00")
