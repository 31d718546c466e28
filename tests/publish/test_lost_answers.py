"""A post is created once, whatever becomes of the site's answer."""

from __future__ import annotations

import pytest
from publish_workbench import Bench, Draft, statuses

from wp_portraits.errors import (
    CredentialsRefused,
    Exit,
    Interrupted,
    NoAnswer,
    NonsenseAnswer,
    RequestRefused,
    ServerFailure,
    SiteError,
    Unreachable,
)
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.values import Knowledge
from wp_portraits.publish.run import carry_out
from wp_portraits.publish.survey import survey
from wp_portraits.wordpress.memory.site import MemorySite

IN_DOUBT = [NoAnswer("Pas de réponse."), ServerFailure("Erreur 502."), NonsenseAnswer("Du HTML.")]


@pytest.fixture
def site(bench: Bench) -> MemorySite:
    assert isinstance(bench.site, MemorySite)
    return bench.site


def one_post_each(bench: Bench) -> bool:
    return all(len(bench.ids(key)) == 1 for key in bench.drafts)


@pytest.mark.parametrize("after_write", [True, False], ids=["written", "not written"])
@pytest.mark.parametrize("error", IN_DOUBT, ids=lambda error: type(error).__name__)
def test_a_create_in_doubt_ends_in_one_post(
    bench: Bench, site: MemorySite, error: SiteError, after_write: bool
) -> None:
    site.fail("create_posts", error, after_write=after_write)
    outcome = bench.publish()
    assert set(statuses(outcome).values()) == {"created"}
    assert one_post_each(bench)
    assert site.calls.count("create_posts") == (1 if after_write else 2)
    assert set(bench.kinds().values()) == {"keep"}


@pytest.mark.parametrize("after_write", [True, False], ids=["written", "not written"])
def test_one_post_of_a_batch_in_doubt(bench: Bench, site: MemorySite, after_write: bool) -> None:
    site.fail("create_posts", ServerFailure("Erreur 500."), after_write=after_write, position=1)
    assert set(statuses(bench.publish()).values()) == {"created"}
    assert one_post_each(bench)


def test_a_site_that_does_not_recover_leaves_open_intents_and_the_next_run_finishes(
    bench: Bench, site: MemorySite
) -> None:
    with bench.store as store:
        plan = make_plan(survey(site, store, bench.compose(Knowledge())), bench.compose)
        site.fail("create_posts", NoAnswer("Pas de réponse."), after_write=True)
        site.fail("posts_containing", Unreachable("Le site est tombé."))
        outcome = carry_out(plan, site, store, bench.compose, pause=lambda seconds: None)
        assert set(statuses(outcome).values()) == {"failed"}
        assert set(store.open_intents()) == set(bench.drafts)
    assert outcome.exit_code is Exit.SITE
    bench.publish()
    assert one_post_each(bench)
    with bench.store as store:
        assert store.open_intents() == {}


def test_a_post_that_arrives_between_plan_and_run_is_not_doubled(bench: Bench, site: MemorySite) -> None:
    with bench.store as store:
        plan = make_plan(survey(site, store, bench.compose(Knowledge())), bench.compose)
        site.fail("create_posts", NoAnswer("Pas de réponse."), after_write=True)
        site.fail("posts_containing", Unreachable("Le site est tombé."))
        carry_out(plan, site, store, bench.compose, pause=lambda seconds: None)
        outcome = carry_out(plan, site, store, bench.compose, pause=lambda seconds: None)
    assert set(statuses(outcome).values()) == {"created"}
    assert one_post_each(bench)


def test_both_the_late_answer_and_the_repetition_arrive(bench: Bench, site: MemorySite) -> None:
    waited: list[float] = []
    bench.drafts = {"camille-roy": Draft("Camille Roy")}
    site.fail("create_posts", NoAnswer("Pas de réponse."))
    late = site.create_posts

    def slow_create(posts):  # type: ignore[no-untyped-def]
        """The second attempt meets a site that has just finished the first."""
        if site.calls.count("create_posts") == 1:
            late(list(posts))
        return late(posts)

    site.create_posts = slow_create  # type: ignore[method-assign]
    with bench.store as store:
        plan = make_plan(survey(site, store, bench.compose(Knowledge())), bench.compose)
        outcome = carry_out(plan, site, store, bench.compose, pause=waited.append)
    assert waited == [2.0, 5.0]
    assert statuses(outcome) == {"camille-roy": "created"}
    assert one_post_each(bench)
    assert set(bench.kinds().values()) == {"keep"}


def test_a_first_write_that_arrives_after_a_run_that_broke_off_is_taken_back(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    bench.drafts["nadia-benali"].text = "Une nouvelle réponse."
    bench.drafts["thuy-linh-pham"] = Draft("Thuy-Linh Pham")
    lost = []
    site.fail("create_posts", NoAnswer("Pas de réponse."))
    site.fail("update_posts", Unreachable("Le site est tombé."))
    send = site.create_posts

    def remembering(posts):  # type: ignore[no-untyped-def]
        lost[:] = lost or posts
        return send(posts)

    site.create_posts = remembering  # type: ignore[method-assign]
    assert statuses(bench.publish())["thuy-linh-pham"] == "created"
    send(lost)
    bench.publish()
    assert one_post_each(bench)
    assert set(bench.kinds().values()) == {"keep"}


@pytest.mark.parametrize("after_write", [True, False], ids=["written", "not written"])
@pytest.mark.parametrize("error", IN_DOUBT, ids=lambda error: type(error).__name__)
def test_an_update_in_doubt_is_looked_at(bench: Bench, site: MemorySite, error: SiteError, after_write: bool) -> None:
    bench.publish()
    bench.drafts["nadia-benali"].text = "Une nouvelle réponse."
    before = site.calls.count("update_posts")
    site.fail("update_posts", error, after_write=after_write)
    assert statuses(bench.publish())["nadia-benali"] == "updated"
    assert "Une nouvelle réponse." in bench.content("nadia-benali")
    assert site.calls.count("update_posts") - before == (1 if after_write else 2)


def test_a_site_that_goes_away_after_a_doubt_leaves_what_was_answered(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    for draft in bench.drafts.values():
        draft.text = "Une nouvelle réponse."
    site.fail("update_posts", NoAnswer("Coupé."), position=1)
    site.fail("update_posts", Unreachable("Le site est tombé."))
    site.fail("post", Unreachable("Le site est tombé."))
    became = statuses(bench.publish())
    assert became == {"camille-roy": "updated", "lea-tremblay": "failed", "nadia-benali": "updated"}


def test_one_refused_post_does_not_stop_the_others_nor_gets_a_link(bench: Bench, site: MemorySite) -> None:
    site.fail("create_posts", RequestRefused("Le site refuse ce billet."), position=1)
    outcome = bench.publish()
    assert statuses(outcome) == {"camille-roy": "created", "lea-tremblay": "failed", "nadia-benali": "created"}
    assert outcome.exit_code is Exit.PARTIAL
    assert "/lea-tremblay/" not in bench.content("camille-roy")
    assert set(statuses(bench.publish()).values()) == {"created", "updated", "kept"}
    assert "/lea-tremblay/" in bench.content("camille-roy")


def test_a_site_that_takes_nothing_ends_the_run(bench: Bench, site: MemorySite) -> None:
    site.fail("create_posts", CredentialsRefused("Mot de passe refusé."))
    with pytest.raises(CredentialsRefused):
        bench.publish()
    assert not site.posts
    with bench.store as store:
        assert store.open_intents() == {}


def test_a_site_that_goes_away_halfway_leaves_the_rest_for_later(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    bench.drafts["nadia-benali"].text = "Une nouvelle réponse."
    bench.drafts["thuy-linh-pham"] = Draft("Thuy-Linh Pham")
    site.fail("update_posts", Unreachable("Le site est tombé."))
    outcome = bench.publish()
    assert statuses(outcome)["thuy-linh-pham"] == "created"
    assert statuses(outcome)["nadia-benali"] == "failed"
    assert outcome.exit_code is Exit.PARTIAL
    assert statuses(bench.publish())["nadia-benali"] == "updated"


def test_a_picture_that_cannot_be_uploaded_keeps_back_its_post_alone(bench: Bench, site: MemorySite) -> None:
    bench.drafts["camille-roy"].picture = b"\x89PNG camille"
    site.fail("upload", RequestRefused("Trop grande."))
    assert statuses(bench.publish()) == {"camille-roy": "failed", "lea-tremblay": "created", "nadia-benali": "created"}


@pytest.mark.parametrize("after_write", [True, False], ids=["written", "not written"])
def test_an_upload_in_doubt_ends_in_one_picture(bench: Bench, site: MemorySite, after_write: bool) -> None:
    bench.drafts["camille-roy"].picture = b"\x89PNG camille"
    site.fail("upload", NoAnswer("Pas de réponse."), after_write=after_write)
    assert set(statuses(bench.publish()).values()) == {"created"}
    assert len(site.media) == 1


def test_ctrl_c_says_what_was_done_and_the_next_run_finishes(bench: Bench, site: MemorySite) -> None:
    for number in range(30):
        bench.drafts[f"portrait-{number:02}"] = Draft(f"Portrait {number}")
    send = site.create_posts

    def stop_at_the_second_batch(posts):  # type: ignore[no-untyped-def]
        if site.calls.count("create_posts"):
            raise KeyboardInterrupt
        return send(posts)

    site.create_posts = stop_at_the_second_batch  # type: ignore[method-assign]
    with pytest.raises(Interrupted, match="1 created, 32 on their way, their answer not awaited"):
        bench.publish()
    site.create_posts = send  # type: ignore[method-assign]
    bench.publish()
    assert one_post_each(bench)
    assert set(bench.kinds().values()) == {"keep"}
