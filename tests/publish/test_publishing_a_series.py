"""Publishing over a site in RAM: what a blogger does day by day."""

from __future__ import annotations

from datetime import datetime

import pytest
from publish_workbench import Bench, Draft, statuses

from wp_portraits.errors import Exit, Refusal
from wp_portraits.plan.outcome import Fate
from wp_portraits.wordpress.memory.site import MemorySite
from wp_portraits.wordpress.site import Abilities


def test_first_publish_creates_everything_with_links_that_lead_somewhere(bench: Bench) -> None:
    outcome = bench.publish()
    assert statuses(outcome) == dict.fromkeys(bench.drafts, "created")
    assert outcome.exit_code is Exit.DONE
    assert "https://portraits.example.org/lea-tremblay/" in bench.content("camille-roy")
    assert "https://portraits.example.org/camille-roy/" in bench.content("lea-tremblay")


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_publishing_again_plans_nothing(bench: Bench, state: str) -> None:
    bench.drafts["camille-roy"].picture = b"\x89PNG camille"
    bench.publish()
    if state == "lost":
        bench.lose_state()
    assert set(bench.kinds().values()) == {"keep" if state == "kept" else "adopt"}
    assert set(statuses(bench.publish()).values()) == {"kept" if state == "kept" else "adopted"}
    assert set(bench.kinds().values()) == {"keep"}


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_nothing_changed_costs_two_requests(bench: Bench, state: str) -> None:
    bench.drafts["camille-roy"].picture = b"\x89PNG camille"
    bench.publish()
    if state == "lost":
        bench.lose_state()
        bench.publish()
    before = bench.site.requests
    bench.publish()
    assert bench.site.requests - before == 2


def test_an_edited_draft_updates_its_post_alone_and_sends_what_differs(bench: Bench) -> None:
    bench.publish()
    bench.drafts["nadia-benali"].text = "Une meilleure réponse."
    plan = bench.plan()
    assert {action.key: action.changes for action in plan.actions if action.kind.writes} == {
        "nadia-benali": ("content",)
    }
    assert statuses(bench.publish()) == {"camille-roy": "kept", "lea-tremblay": "kept", "nadia-benali": "updated"}
    assert "Une meilleure réponse." in bench.content("nadia-benali")


def test_a_new_portrait_updates_only_those_related_to_it(bench: Bench) -> None:
    bench.publish()
    bench.drafts["thuy-linh-pham"] = Draft("Thuy-Linh Pham", more={"tags": ("R&D",)})
    actions = {action.key: action for action in bench.plan().actions}
    assert {key: action.kind.value for key, action in actions.items()} == {
        "camille-roy": "keep",
        "lea-tremblay": "keep",
        "nadia-benali": "update",
        "thuy-linh-pham": "create",
    }
    assert actions["nadia-benali"].reason == "related portraits or links to other portraits changed"
    bench.publish()
    assert "/thuy-linh-pham/" in bench.content("nadia-benali")


def test_the_related_reason_is_known_without_state_too(bench: Bench) -> None:
    bench.publish()
    bench.lose_state()
    bench.drafts["thuy-linh-pham"] = Draft("Thuy-Linh Pham", more={"tags": ("R&D",)})
    reasons = {action.key: action.reason for action in bench.plan().actions}
    assert reasons["nadia-benali"] == "related portraits or links to other portraits changed"


def test_nobody_is_sent_to_a_page_that_is_not_there(bench: Bench) -> None:
    bench.drafts["lea-tremblay"].more["date"] = datetime(2026, 12, 1, 9, 0)
    bench.drafts["nadia-benali"].links = ("lea-tremblay", "camille-roy")
    bench.publish()
    assert "/lea-tremblay/" not in bench.content("camille-roy") + bench.content("nadia-benali")
    assert set(bench.kinds().values()) == {"keep"}
    assert isinstance(bench.site, MemorySite)
    bench.site.now = datetime(2026, 12, 2, 9, 0)
    assert statuses(bench.publish()) == {"camille-roy": "updated", "lea-tremblay": "kept", "nadia-benali": "updated"}
    assert "/lea-tremblay/" in bench.content("camille-roy")


def test_a_scheduled_portrait_whose_date_is_taken_out_appears_at_once(bench: Bench) -> None:
    assert isinstance(bench.site, MemorySite)
    lea = bench.drafts["lea-tremblay"]
    lea.more["date"] = datetime(2026, 12, 1, 9, 0)
    bench.publish()
    del lea.more["date"]
    [action] = [action for action in bench.plan().actions if action.key == "lea-tremblay"]
    assert "date" in action.changes
    bench.publish()
    [number] = bench.ids("lea-tremblay")
    assert bench.site.posts[number].fields.status == "publish"
    assert bench.site.posts[number].link in bench.content("camille-roy")
    assert set(bench.kinds().values()) == {"keep"}


def test_a_post_that_somebody_scheduled_on_the_site_stays_so_and_is_not_linked_to(bench: Bench) -> None:
    assert isinstance(bench.site, MemorySite)
    del bench.drafts["camille-roy"]
    bench.publish()
    [number] = bench.ids("lea-tremblay")
    bench.site.edit(number, status="future", date=datetime(2026, 12, 1, 9, 0))
    bench.drafts["camille-roy"] = Draft("Camille Roy", more={"tags": ("santé",)})
    bench.drafts["lea-tremblay"].text = "Une meilleure réponse."
    plan = bench.plan()
    assert {action.key: action.kind.value for action in plan.actions}["lea-tremblay"] == "update"
    assert not [action.key for action in plan.actions if action.fields and "Léa Tremblay</a>" in action.fields.content]
    bench.publish()
    assert bench.site.posts[number].fields.status == "future"
    assert "Léa Tremblay</a>" not in bench.content("camille-roy")


def test_a_portrait_taken_back_to_draft_loses_the_links_to_it(bench: Bench) -> None:
    bench.publish()
    bench.drafts["lea-tremblay"].more["status"] = "draft"
    assert statuses(bench.publish())["camille-roy"] == "updated"
    assert "/lea-tremblay/" not in bench.content("camille-roy")


def test_a_picture_is_uploaded_once_even_without_state(bench: Bench) -> None:
    bench.drafts["camille-roy"].picture = b"\x89PNG camille"
    bench.publish()
    bench.lose_state()
    bench.drafts["camille-roy"].text = "Autre chose."
    bench.drafts["lea-tremblay"].picture = b"\x89PNG camille"
    bench.publish()
    assert isinstance(bench.site, MemorySite)
    (number,) = bench.ids("camille-roy")
    assert len(bench.site.media) >= 1
    assert bench.site.posts[number].fields.featured_media in bench.site.media
    assert bench.site.calls.count("upload") == len(bench.site.media)
    assert len({media.slug for media in bench.site.media.values()}) == len(bench.site.media)


def test_a_picture_deleted_on_the_site_is_uploaded_again_when_needed(bench: Bench) -> None:
    bench.drafts["camille-roy"].picture = b"\x89PNG camille"
    bench.publish()
    bench.drafts["camille-roy"].picture = b"\x89PNG camille, en hiver"
    bench.publish()
    assert isinstance(bench.site, MemorySite)
    assert len(bench.site.media) == 2


def test_terms_are_found_whatever_their_case(bench: Bench) -> None:
    bench.site.create_term("post_tag", "santé")
    bench.drafts["camille-roy"].more["tags"] = ("Santé",)
    bench.drafts["lea-tremblay"].more["tags"] = ("Santé",)
    bench.publish()
    bench.lose_state()
    assert set(bench.kinds().values()) == {"adopt"}


def test_only_the_named_drafts_are_published(bench: Bench) -> None:
    outcome = bench.publish(only=frozenset({"camille-roy"}))
    assert statuses(outcome) == {"camille-roy": "created"}
    assert "/lea-tremblay/" not in bench.content("camille-roy")
    assert statuses(bench.publish())["camille-roy"] == "updated"


def test_many_new_portraits_are_created_after_one_that_shows_the_addresses(bench: Bench) -> None:
    for number in range(30):
        bench.drafts[f"portrait-{number:02}"] = Draft(f"Portrait {number}", more={"tags": ("vingt",)})
    outcome = bench.publish()
    assert isinstance(bench.site, MemorySite)
    assert set(statuses(outcome).values()) == {"created"}
    assert bench.site.calls.count("create_posts") == 2
    assert bench.site.calls.count("update_posts") == 1
    assert bench.content("portrait-00").count("<a href") == 29
    assert set(bench.kinds().values()) == {"keep"}


def test_categories_taken_out_of_a_draft_leave_the_post(bench: Bench) -> None:
    bench.publish()
    bench.drafts["camille-roy"].more["categories"] = ()
    assert "categories" in next(a.changes for a in bench.plan().actions if a.key == "camille-roy")
    bench.publish()
    assert isinstance(bench.site, MemorySite)
    (number,) = bench.ids("camille-roy")
    names = {bench.site.terms_by_id[term].name for term in bench.site.posts[number].fields.categories}
    assert "Portraits" not in names
    assert bench.kinds()["camille-roy"] == "keep"


def test_an_unknown_author_refuses_the_plan(bench: Bench) -> None:
    bench.drafts["camille-roy"].more["author"] = "inconnue"
    with pytest.raises(Refusal, match="inconnue"):
        bench.publish()
    bench.drafts["camille-roy"].more["author"] = "nadia"
    bench.publish()
    assert isinstance(bench.site, MemorySite)
    assert bench.site.posts[bench.ids("camille-roy")[0]].fields.author == 2


def test_a_key_to_overwrite_that_nothing_has_refuses_the_plan(bench: Bench) -> None:
    bench.publish()
    with pytest.raises(Refusal, match=r"--overwrite camile-roy: .*Do you mean “camille-roy”"):
        bench.publish(overwrite=frozenset({"camile-roy"}))
    with pytest.raises(Refusal, match="--overwrite camille-roy: no portrait among the chosen"):
        bench.publish(overwrite=frozenset({"camille-roy"}), only=frozenset({"lea-tremblay"}))
    assert set(statuses(bench.publish(overwrite=frozenset({"camille-roy"}))).values()) == {"kept"}


def test_a_contributor_is_told_before_anything_is_sent(bench: Bench) -> None:
    bench.site = MemorySite(role="contributor")
    with pytest.raises(Refusal, match="may not"):
        bench.publish()
    assert isinstance(bench.site, MemorySite)
    assert not bench.site.posts


def test_a_contributor_proposes_posts_without_an_address(bench: Bench) -> None:
    bench.site = MemorySite(role="contributor")
    bench.drafts = {"camille-roy": Draft("Camille Roy", more={"status": "pending"})}
    [row] = bench.publish().posts
    assert (row.status, row.notices) == ("created", ("The site gives it an address when somebody publishes it.",))
    assert set(bench.kinds().values()) == {"keep"}
    bench.lose_state()
    assert set(bench.kinds().values()) == {"adopt"}


@pytest.mark.parametrize("with_state", [True, False])
@pytest.mark.parametrize("told", [True, False])
def test_an_author_doubles_nothing_of_what_others_published(bench: Bench, told: bool, with_state: bool) -> None:
    """Whether the API tells of posts out of sight beforehand, or a number shows it afterwards."""
    site = bench.site
    assert isinstance(site, MemorySite)
    bench.publish()
    site.abilities = Abilities(posts_out_of_sight=told)
    for number in list(site.posts):
        site.edit(number, author=2)
    site.role = "author"
    bench.drafts["thuy-linh-pham"] = Draft("Thuy-Linh Pham", more={"tags": ("santé",)})
    with bench.store as store:
        store.copies.replace_all((), site.clock)
    if not with_state:
        bench.lose_state()
    outcome = bench.publish()
    assert statuses(outcome) == dict.fromkeys(("camille-roy", "lea-tremblay", "nadia-benali"), "conflict") | {
        "thuy-linh-pham": "created"
    }
    assert all("may not see" in post.error for post in outcome.posts if post.status is Fate.CONFLICT)
    assert outcome.exit_code is Exit.REFUSED
    assert len([post for post in site.posts.values() if post.fields.status == "publish"]) == 4
    assert bench.kinds()["thuy-linh-pham"] == "keep"


def test_what_the_site_alters_is_said_once_and_not_sent_again(bench: Bench) -> None:
    assert isinstance(bench.site, MemorySite)
    bench.site.content_filter = lambda html: html.replace("<em>", "").replace("</em>", "")
    bench.drafts["nadia-benali"].text = "Une <em>vraie</em> réponse."
    outcome = bench.publish()
    told = {post.key: post.notices for post in outcome.posts}
    assert "changed the HTML" in told["nadia-benali"][0]
    assert told["camille-roy"] == ()
    assert set(bench.kinds().values()) == {"keep"}
    bench.lose_state()
    assert set(bench.kinds().values()) == {"adopt"}
    bench.drafts["nadia-benali"].text = "Une autre <em>vraie</em> réponse."
    assert bench.kinds()["nadia-benali"] == "update"


def test_a_slug_held_by_a_picture_page_is_reported(bench: Bench) -> None:
    assert isinstance(bench.site, MemorySite)
    stranger = bench.site.create_posts([bench.plan().actions[2].fields])[0]  # type: ignore[list-item]
    bench.site.edit(stranger.id, content="<p>Un autre billet</p>", slug="autre")  # type: ignore[union-attr]
    plan_made_before = bench.plan()
    bench.site.edit(stranger.id, slug="nadia-benali")  # type: ignore[union-attr]
    with bench.store as store:
        from wp_portraits.publish.run import carry_out

        outcome = carry_out(plan_made_before, bench.site, store, bench.compose)
    told = {post.key: post.notices for post in outcome.posts}
    assert "nadia-benali-2" in told["nadia-benali"][0]
    assert f"post {stranger.id}" in told["nadia-benali"][0]  # type: ignore[union-attr]
    assert bench.kinds()["nadia-benali"] == "keep"
