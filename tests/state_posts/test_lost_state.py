"""Whatever becomes of the state between two runs: one post for each draft, and nothing is sent twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.publish.publish_workbench import Bench, Draft, statuses
from wp_portraits.errors import NoAnswer, StateError, Unreachable
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.values import Knowledge
from wp_portraits.publish.run import carry_out
from wp_portraits.publish.survey import survey
from wp_portraits.state.posts import Intent, PostStore
from wp_portraits.wordpress.memory.site import MemorySite


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Three portraits; Camille and Léa share a tag, so each shows the other."""
    bench = Bench(tmp_path)
    bench.drafts["camille-roy"] = Draft("Camille Roy", more={"tags": ("santé",)})
    bench.drafts["lea-tremblay"] = Draft("Léa Tremblay", more={"tags": ("santé",)}, picture=b"image")
    bench.drafts["nadia-benali"] = Draft("Nadia Benali")
    return bench


def lose(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def damage(path: Path) -> None:
    path.write_bytes(b"plus rien de lisible" * 300)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


HARMS = [lose, damage, truncate]


def one_post_each(bench: Bench) -> bool:
    return all(len(bench.ids(key)) == 1 for key in bench.drafts)


@pytest.mark.parametrize("harm", HARMS, ids=lambda function: function.__name__)
def test_an_intent_that_is_lost_with_the_state_is_found_by_its_key(bench: Bench, harm: Callable[[Path], None]) -> None:
    site = bench.site
    assert isinstance(site, MemorySite)
    with bench.store as store:
        plan = make_plan(survey(site, store, bench.compose(Knowledge())), bench.compose)
        site.fail("create_posts", NoAnswer("Pas de réponse."), after_write=True)
        site.fail("posts_containing", Unreachable("Le site est tombé."))
        carry_out(plan, site, store, bench.compose, pause=lambda seconds: None)
        assert set(store.open_intents()) == set(bench.drafts)
    harm(bench.folder / "posts.db")
    creates = site.calls.count("create_posts")
    bench.publish()
    assert site.calls.count("create_posts") == creates
    assert one_post_each(bench)
    assert set(bench.kinds().values()) == {"keep"}


@pytest.mark.parametrize("harm", HARMS, ids=lambda function: function.__name__)
def test_what_was_published_is_recognised(bench: Bench, harm: Callable[[Path], None]) -> None:
    bench.publish()
    harm(bench.folder / "posts.db")
    assert set(statuses(bench.publish()).values()) == {"adopted"}
    assert one_post_each(bench)


@pytest.mark.parametrize("harm", HARMS, ids=lambda function: function.__name__)
def test_an_edit_on_the_site_is_not_overwritten(bench: Bench, harm: Callable[[Path], None]) -> None:
    bench.publish()
    (number,) = bench.ids("nadia-benali")
    bench.site.update_posts([(number, {"title": "Retouché dans wp-admin"})])
    bench.drafts["nadia-benali"].text = "Une autre réponse."
    harm(bench.folder / "posts.db")
    assert statuses(bench.publish())["nadia-benali"] == "conflict"
    assert bench.site.post(number).fields.title == "Retouché dans wp-admin"


def test_state_that_is_damaged_under_way_ends_the_run_and_the_next_one_finishes(bench: Bench) -> None:
    """The file is overwritten while it is open, after the creates were sent."""
    site = bench.site
    assert isinstance(site, MemorySite)
    path = bench.folder / "posts.db"
    send = site.create_posts

    def send_and_damage(*posts: object) -> object:
        created = send(*posts)  # type: ignore[arg-type]
        for file in (path, path.with_name(path.name + "-wal")):
            file.write_bytes(b"\xff" * 50_000)
        return created

    site.create_posts = send_and_damage  # type: ignore[assignment, method-assign]
    with suppress(StateError):  # where SQLite still works on the pages it holds in memory, the run even ends well
        bench.publish()
    site.create_posts = send  # type: ignore[method-assign]
    bench.publish()
    assert one_post_each(bench)
    assert set(bench.kinds().values()) == {"keep"}


@pytest.mark.parametrize(
    "nonsense", ["UPDATE bases SET modified_gmt = 'hier'", "UPDATE intents SET started_at = 'hier'"]
)
def test_dates_that_are_none_are_damage(bench: Bench, nonsense: str) -> None:
    bench.publish()
    with bench.store as store:
        store.begin([Intent("nadia-benali", datetime.now(UTC), "nadia-benali")])
    connection = sqlite3.connect(bench.folder / "posts.db")
    connection.execute(nonsense)
    connection.commit()
    connection.close()
    with pytest.raises(StateError, match="damaged"), PostStore(bench.folder / "posts.db") as store:
        assert {**store.bases(), **store.open_intents()} == {}
    assert set(statuses(bench.publish()).values()) == {"adopted"}
