"""What somebody did on the site is never overwritten in silence, and never doubled."""

from __future__ import annotations

from typing import Any

import pytest
from publish_workbench import Bench, Draft, statuses

from wp_portraits.errors import Exit, Refusal
from wp_portraits.model.post import PostFields
from wp_portraits.plan.action import Action
from wp_portraits.render.identity import with_identity
from wp_portraits.wordpress.memory.site import MemorySite


@pytest.fixture
def site(bench: Bench) -> MemorySite:
    assert isinstance(bench.site, MemorySite)
    return bench.site


def edit(bench: Bench, key: str, **fields: Any) -> None:
    assert isinstance(bench.site, MemorySite)
    bench.site.edit(bench.ids(key)[0], **fields)


def retouch(bench: Bench, key: str) -> None:
    """Correct a word in wp-admin."""
    edit(bench, key, content=bench.content(key).replace("Une réponse", "Une réponse retouchée"))


def action(bench: Bench, key: str, **choice: Any) -> Action:
    return next(action for action in bench.plan(**choice).actions if action.key == key)


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_an_edit_on_the_site_is_shown_and_left_alone(bench: Bench, state: str) -> None:
    bench.publish()
    retouch(bench, "nadia-benali")
    if state == "lost":
        bench.lose_state()
    shown = action(bench, "nadia-benali")
    assert (shown.kind, shown.changes) == ("drift", ("content",))
    assert any("retouchée" in line for line in shown.difference)
    outcome = bench.publish()
    assert statuses(outcome)["nadia-benali"] == "drift"
    assert outcome.exit_code is Exit.DONE
    assert "retouchée" in bench.content("nadia-benali")


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_an_edit_on_both_sides_is_a_conflict(bench: Bench, state: str) -> None:
    bench.publish()
    retouch(bench, "nadia-benali")
    bench.drafts["nadia-benali"].text = "Une nouvelle réponse."
    bench.drafts["camille-roy"].text = "Une nouvelle réponse."
    if state == "lost":
        bench.lose_state()
    outcome = bench.publish()
    assert statuses(outcome)["nadia-benali"] == "conflict"
    assert statuses(outcome)["camille-roy"] == "updated"
    assert outcome.exit_code is Exit.REFUSED
    assert "retouchée" in bench.content("nadia-benali")


def test_a_conflict_shows_both_differences(bench: Bench) -> None:
    bench.publish()
    retouch(bench, "nadia-benali")
    bench.drafts["nadia-benali"].text = "Une nouvelle réponse."
    lines = "\n".join(action(bench, "nadia-benali").difference)
    on_site, _, in_draft = lines.partition("Since it was published, in the draft:")
    assert "+Une réponse retouchée." in on_site
    assert "+Une nouvelle réponse." in in_draft


def test_overwrite_replaces_what_was_edited(bench: Bench) -> None:
    bench.publish()
    retouch(bench, "nadia-benali")
    assert statuses(bench.publish(overwrite=frozenset({"nadia-benali"})))["nadia-benali"] == "updated"
    assert "retouchée" not in bench.content("nadia-benali")
    assert set(bench.kinds().values()) == {"keep"}


def test_the_same_edit_on_both_sides_is_recorded_only(bench: Bench) -> None:
    bench.publish()
    edit(bench, "nadia-benali", title="Nadia Benali, la suite")
    bench.drafts["nadia-benali"].title = "Nadia Benali, la suite"
    assert bench.kinds()["nadia-benali"] == "rebase"
    assert statuses(bench.publish())["nadia-benali"] == "adopted"
    assert bench.kinds()["nadia-benali"] == "keep"


def test_saving_entities_is_no_edit(bench: Bench) -> None:
    bench.drafts["nadia-benali"].title = "Nadia & l'équipe <R&D>"
    bench.publish()
    edit(bench, "nadia-benali", title="Nadia &amp; l&#8217;équipe &lt;R&amp;D&gt;".replace("&#8217;", "&#039;"))
    assert set(bench.kinds().values()) == {"keep"}


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_a_post_in_the_bin_is_not_published_again(bench: Bench, site: MemorySite, state: str) -> None:
    bench.publish()
    site.trash_post(bench.ids("lea-tremblay")[0])
    if state == "lost":
        bench.lose_state()
    outcome = bench.publish()
    assert statuses(outcome)["lea-tremblay"] == "conflict"
    assert not bench.ids("lea-tremblay")
    assert "/lea-tremblay/" not in bench.content("camille-roy")


def test_a_post_in_the_bin_comes_back_when_asked_for(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    (number,) = bench.ids("lea-tremblay")
    site.trash_post(number)
    bench.publish()
    bench.publish(overwrite=frozenset({"lea-tremblay"}))
    assert bench.ids("lea-tremblay") == [number]
    assert site.posts[number].fields.slug == "lea-tremblay"
    assert "/lea-tremblay/" in bench.content("camille-roy")
    assert set(bench.kinds().values()) == {"keep"}


def test_a_deleted_post_is_created_anew_only_when_asked_for(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    site.delete(bench.ids("lea-tremblay")[0])
    assert statuses(bench.publish())["lea-tremblay"] == "conflict"
    assert not bench.ids("lea-tremblay")
    assert statuses(bench.publish(overwrite=frozenset({"lea-tremblay"})))["lea-tremblay"] == "created"
    assert set(bench.kinds().values()) == {"keep"}


def stranger(site: MemorySite, slug: str, content: str = "<p>Un billet de 2019</p>") -> int:
    fields = PostFields("Vieux billet", slug, content, "", "publish", None, (), (), 0, "open")
    post = site.create_posts([fields])[0]
    return post.id  # type: ignore[union-attr]


def test_somebody_elses_post_is_left_alone_unless_taken_over(bench: Bench, site: MemorySite) -> None:
    number = stranger(site, "nadia-benali")
    outcome = bench.publish()
    assert statuses(outcome)["nadia-benali"] == "conflict"
    assert f"post {number}" in next(post.error for post in outcome.posts if post.key == "nadia-benali")
    assert "2019" in site.posts[number].fields.content
    assert statuses(bench.publish(adopt=True))["nadia-benali"] == "updated"
    assert bench.ids("nadia-benali") == [number]
    assert set(bench.kinds().values()) == {"keep"}


def test_another_drafts_post_is_never_taken_over(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    edit(bench, "camille-roy", slug="nouvelle-venue")
    bench.drafts["nouvelle-venue"] = Draft("Nouvelle venue")
    assert action(bench, "nouvelle-venue", adopt=True).kind == "conflict"


def test_no_links_to_somebody_elses_post(bench: Bench, site: MemorySite) -> None:
    stranger(site, "lea-tremblay")
    bench.publish()
    assert "/lea-tremblay/" not in bench.content("camille-roy")


def test_two_posts_with_one_key_are_a_conflict_that_names_both(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    (first,) = bench.ids("nadia-benali")
    second = stranger(site, "copie", bench.content("nadia-benali"))
    bench.drafts["nadia-benali"].text = "Une nouvelle réponse."
    found = action(bench, "nadia-benali", overwrite=frozenset({"nadia-benali"}))
    assert found.kind == "conflict"
    assert str(first) in found.reason
    assert str(second) in found.reason


def test_a_post_whose_draft_is_gone_is_reported_and_binned_only_with_prune(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    (number,) = bench.ids("lea-tremblay")
    del bench.drafts["lea-tremblay"]
    assert statuses(bench.publish()) == {"camille-roy": "updated", "nadia-benali": "kept", "lea-tremblay": "left"}
    assert statuses(bench.publish(prune=True))["lea-tremblay"] == "trashed"
    assert site.posts[number].fields.status == "trash"
    assert set(bench.kinds()) == {"camille-roy", "nadia-benali"}


def test_prune_leaves_what_was_edited_and_what_others_published(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    retouch(bench, "lea-tremblay")
    del bench.drafts["lea-tremblay"]
    stranger(site, "autre-carnet", with_identity("<p>D'un autre carnet</p>", "autre-carnet", ""))
    assert bench.kinds(prune=True) == {
        "camille-roy": "update",
        "nadia-benali": "keep",
        "lea-tremblay": "conflict",
        "autre-carnet": "left",
    }
    assert bench.kinds(prune=True, overwrite=frozenset({"lea-tremblay"}))["lea-tremblay"] == "trash"


def test_an_editor_that_drops_the_key_costs_an_update_not_a_double(bench: Bench, site: MemorySite) -> None:
    bench.publish()
    content = bench.content("nadia-benali")
    start, end = content.index(',"metadata"'), content.index("-->")
    edit(bench, "nadia-benali", content=content[:start] + "} " + content[end:])
    assert not bench.ids("nadia-benali")
    assert statuses(bench.publish())["nadia-benali"] == "updated"
    assert len(bench.ids("nadia-benali")) == 1
    assert set(bench.kinds().values()) == {"keep"}


def test_a_restored_older_version_is_an_edit(bench: Bench) -> None:
    bench.publish()
    older = bench.content("nadia-benali")
    bench.drafts["nadia-benali"].text = "Une deuxième réponse."
    bench.publish()
    edit(bench, "nadia-benali", content=older)
    assert bench.kinds()["nadia-benali"] == "drift"
    bench.drafts["nadia-benali"].text = "Une troisième réponse."
    assert bench.kinds()["nadia-benali"] == "conflict"


def test_two_computers_take_turns(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Bench(tmp_path_factory.mktemp("portable"), bench.site, bench.drafts)
    bench.publish()
    other.publish()
    bench.drafts["nadia-benali"].text = "Écrit au bureau."
    bench.publish()
    bench.drafts["nadia-benali"].text = "Puis en voyage."
    assert statuses(other.publish())["nadia-benali"] == "updated"
    assert "Puis en voyage." in bench.content("nadia-benali")


def test_a_computer_with_old_drafts_does_not_take_back_what_another_published(
    bench: Bench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Bench(
        tmp_path_factory.mktemp("portable"),
        bench.site,
        {key: Draft(d.title, d.text, more=dict(d.more)) for key, d in bench.drafts.items()},
    )
    bench.publish()
    other.publish()
    bench.drafts["nadia-benali"].text = "Écrit au bureau."
    bench.publish()
    assert other.kinds()["nadia-benali"] == "drift"
    other.drafts["thuy-linh-pham"] = Draft("Thuy-Linh Pham", more={"tags": ("R&D",)})
    assert other.kinds()["nadia-benali"] == "conflict"


def test_a_site_that_shows_nothing_is_not_filled_anew(bench: Bench) -> None:
    bench.publish()
    bench.site = MemorySite()
    with pytest.raises(Refusal, match="shows none of the 3 posts"):
        bench.publish()


def test_an_empty_drafts_folder_bins_nothing(bench: Bench) -> None:
    bench.publish()
    bench.drafts.clear()
    with pytest.raises(Refusal, match="no draft"):
        bench.publish(prune=True)


@pytest.mark.parametrize(("gone", "refused"), [(3, False), (4, True)])
def test_a_third_of_the_series_is_not_binned_at_once(bench: Bench, gone: int, refused: bool) -> None:
    bench.drafts.clear()
    bench.drafts.update({f"portrait-{number}": Draft(f"Portrait {number}") for number in range(10)})
    bench.publish()
    for number in range(gone):
        del bench.drafts[f"portrait-{number}"]
    assert bool(bench.plan(prune=True).refusals) is refused


def test_the_checksum_of_a_plan_moves_with_drafts_and_site(bench: Bench) -> None:
    bench.publish()
    bench.drafts["nadia-benali"].text = "Une nouvelle réponse."
    planned = bench.plan().checksum
    assert bench.plan().checksum == planned
    retouch(bench, "camille-roy")
    assert bench.plan().checksum != planned
