"""Copies of posts come back as they were; what the site said of itself is believed for a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.model.post import PostFields, RemotePost, SiteFacts
from wp_portraits.state.posts import Expected, PostStore

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
STAMP = datetime(2026, 11, 20, 11, 0)
FACTS = SiteFacts(
    "https://example.org",
    "Portraits",
    "fr-CA",
    "America/Toronto",
    -5.0,
    STAMP,
    "camille",
    3,
    ("editor",),
    frozenset("ab"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PostStore]:
    with PostStore(tmp_path / "posts.sqlite") as store:
        yield store


def post(number: int, stamp: datetime = STAMP, text: str = "x", date: datetime | None = STAMP) -> RemotePost:
    fields = PostFields(text, "lea", text, text, "publish", date, (1, 2), (), 0, "open", 1)
    return RemotePost(number, f"https://example.org/{number}/", fields, stamp, "https://example.org/%postname%/")


@given(
    st.text(st.characters(codec="utf-8")),
    st.none() | st.datetimes(datetime(1000, 1, 1)),
    st.datetimes(datetime(1000, 1, 1)),
)
def test_a_copy_is_equal(text: str, date: datetime | None, stamp: datetime) -> None:
    with TemporaryDirectory() as folder, PostStore(Path(folder) / "posts.sqlite") as store:
        one = post(7, stamp, text, date)
        store.copies.keep([one], NOW)
        assert store.copies.posts() == {7: one}
        assert store.copies.stamps() == {7: stamp}


def test_the_newest_stamp_counts_only_if_it_was_past_when_it_was_copied(store: PostStore) -> None:
    assert store.copies.known_until() is None
    store.copies.keep([post(1), post(2, STAMP + timedelta(days=30)), post(3, STAMP - timedelta(days=400))], NOW)
    assert store.copies.known_until() == STAMP
    store.copies.keep([post(2, STAMP + timedelta(days=30))], NOW + timedelta(days=60))
    assert store.copies.known_until() == STAMP + timedelta(days=30)


def test_a_second_that_was_not_long_over_is_looked_at_again(store: PostStore) -> None:
    just_now = STAMP.replace(tzinfo=UTC) + timedelta(seconds=2)
    store.copies.keep([post(1)], just_now)
    assert store.copies.known_until() == STAMP - timedelta(seconds=1)
    store.copies.keep([post(2)], NOW)
    assert store.copies.known_until() == STAMP - timedelta(seconds=1)
    store.copies.keep([post(1)], NOW)
    assert store.copies.known_until() == STAMP


def test_copies_are_replaced_and_dropped(store: PostStore) -> None:
    store.copies.keep([post(1), post(2)], NOW)
    store.copies.keep([post(2, text="neuf")], NOW)
    assert store.copies.posts() == {1: post(1), 2: post(2, text="neuf")}
    store.copies.replace_all([post(3)], NOW)
    assert set(store.copies.posts()) == {3}


@pytest.mark.parametrize(("age", "believed"), [(0, True), (86_399, True), (86_400, False), (-1, False)])
def test_what_the_site_said_is_believed_for_a_day(store: PostStore, age: int, believed: bool) -> None:
    store.copies.keep_facts("camille", FACTS, NOW)
    assert store.copies.facts("camille", NOW + timedelta(seconds=age)) == (FACTS if believed else None)
    assert store.copies.facts("nadia", NOW) is None
    store.copies.keep_facts("camille", replace(FACTS, name="Autre"), NOW)
    told = store.copies.facts("camille", NOW)
    assert told is not None
    assert told.name == "Autre"


def test_an_update_is_expected_until_it_is_recorded_or_forgotten(store: PostStore) -> None:
    updates = [Expected(key, "1:asked", "own", f"drafts/{key}.md") for key in ("lea", "nadia")]
    store.expect(updates)
    store.expect([replace(updates[0], asked="1:later")])
    assert store.expected() == [replace(updates[0], asked="1:later"), updates[1]]
    store.forget(["lea", "nadia"])
    assert store.expected() == []
