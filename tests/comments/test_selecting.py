"""What a listing is asked for, and what it shows of the conversation around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wp_portraits.comments.moments import moment
from wp_portraits.comments.selecting import STATUSES, Selected, Selection, select
from wp_portraits.comments.threads import walk
from wp_portraits.errors import UsageError
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
POSTS = {1: KnownPost(1, "camille-roy"), 2: KnownPost(2, "lea-tremblay")}
MERCI = Comment(1, 1, 0, "Nadia Benali", "", NOW - timedelta(days=9), "Merci beaucoup", "approved")
ANSWER = replace(MERCI, id=2, parent=1, author="Camille", date_gmt=NOW - timedelta(days=1), content="<b>À</b> bientôt")
HELD = replace(MERCI, id=3, parent=2, author="Éric", date_gmt=NOW - timedelta(hours=2), status="hold", content="Hélène")
SPAM = replace(MERCI, id=4, parent=0, content="Achetez", status="spam")
OTHER = replace(MERCI, id=5, post=2, content="Bravo", date_gmt=NOW - timedelta(minutes=5))
ALL = [OTHER, SPAM, HELD, ANSWER, MERCI]


def found(asked: Selection, read: set[int] | None = None) -> Selected:
    return select(ALL, POSTS, asked, read or set())


def shown(selected: Selected) -> list[int]:
    return [comment.id for talk in selected.conversations for _, comment in walk(talk.threads)]


@pytest.mark.parametrize(
    ("asked", "matching", "context"),
    [
        (Selection(), {1, 2, 3, 5}, set()),
        (Selection(frozenset({"hold"})), {3}, {1, 2}),
        (Selection(frozenset({"spam", "trash"})), {4}, set()),
        (Selection(since=NOW - timedelta(days=2)), {2, 3, 5}, {1}),
        (Selection(search="A BIENTOT"), {2}, {1}),
        (Selection(search="helene"), {3}, {1, 2}),
        (Selection(search="eric"), {3}, {1, 2}),
        (Selection(search="<b>"), set(), set()),
        (Selection(unread=True), {3, 5}, {1, 2}),
        (Selection(frozenset(STATUSES), search="achetez", since=NOW), set(), set()),
    ],
)
def test_what_matches_comes_with_what_it_answers(asked: Selection, matching: set[int], context: set[int]) -> None:
    selected = found(asked, {1, 2, 4})
    assert set(selected.matching) == matching
    assert set(shown(selected)) == matching | context


def test_a_comment_under_another_portrait_is_no_context() -> None:
    """WordPress takes such a parent from an import."""
    astray = replace(MERCI, id=6, post=2, parent=1, content="Égaré")
    selected = select([*ALL, astray], POSTS, Selection(search="egare"), ())
    assert shown(selected) == [6]
    assert [talk.post.key for talk in selected.conversations] == ["lea-tremblay"]


def test_unread_is_what_waits_or_is_shown_and_was_not_seen() -> None:
    assert found(Selection(frozenset(STATUSES)), {1}).unread == {2, 3, 5}


def test_a_limit_keeps_the_threads_that_were_last_added_to() -> None:
    selected = found(Selection(frozenset(STATUSES), limit=2))
    assert shown(selected) == [4, 5]
    assert selected.threads == 3
    assert shown(found(Selection(limit=1))) == [5]


def test_the_threads_around_some_comments() -> None:
    around = found(Selection(frozenset(STATUSES))).threads_with({3})
    assert shown(around) == [1, 2, 3]
    assert (around.threads, around.unread) == (1, {1, 2, 3})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-18", datetime(2026, 11, 18, tzinfo=UTC)),
        ("2026-11-18 09:30", datetime(2026, 11, 18, 9, 30, tzinfo=UTC)),
        ("2026-11-18T09:30-05:00", datetime(2026, 11, 18, 14, 30, tzinfo=UTC)),
        (" 30min", NOW - timedelta(minutes=30)),
        ("12h", NOW - timedelta(hours=12)),
        ("7 d", NOW - timedelta(days=7)),
        ("2w", NOW - timedelta(weeks=2)),
    ],
)
def test_moments(text: str, meant: datetime) -> None:
    assert moment(text, NOW) == meant


@pytest.mark.parametrize("text", ["", "hier", "2026-13-01", "7", "-7d", "999999w", "7dd", "2026-11-18T09:30+99:00"])
def test_what_is_no_moment_is_told_with_examples(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        moment(text, NOW)
    assert "7d" in raised.value.hint
