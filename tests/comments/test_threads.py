"""Threads: who answers whom, whatever the ids, dates and parents say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.comments.threads import conversations, threads, walk
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def said(number: int, parent: int = 0, *, minute: int | None = None, post: int = 1) -> Comment:
    date = START + timedelta(minutes=number if minute is None else minute)
    return Comment(number, post, parent, f"Lectrice {number}", "", date, "Bravo!", "approved")


def shape(comments: list[Comment]) -> list[tuple[int, int]]:
    return [(depth, comment.id) for depth, comment in walk(threads(comments))]


def test_replies_stand_under_what_they_answer() -> None:
    assert shape([said(1), said(2, 1), said(3), said(4, 2), said(5, 1)]) == [(0, 1), (1, 2), (2, 4), (1, 5), (0, 3)]


def test_order_is_by_date_then_id() -> None:
    comments = [said(1, minute=30), said(2, minute=10), said(3, minute=10), said(4, 1, minute=5), said(5, 1, minute=1)]
    assert shape(comments) == [(0, 2), (0, 3), (0, 1), (1, 5), (1, 4)]


def test_naive_dates_are_utc() -> None:
    naive = Comment(9, 1, 0, "Léa", "", datetime(2026, 11, 20, 8, 0), "", "approved")
    assert shape([said(1), naive]) == [(0, 9), (0, 1)]


def test_an_orphan_becomes_a_root_with_its_replies() -> None:
    assert shape([said(5, 4), said(6, 5)]) == [(0, 5), (1, 6)]


def test_a_parent_under_another_post_does_not_count() -> None:
    assert shape([said(1, post=1), said(2, 1, post=2)]) == [(0, 1), (0, 2)]


def test_a_circle_is_broken_at_its_oldest() -> None:
    circle = [said(1, 3), said(2, 1), said(3, 2)]
    assert shape([*circle, said(4, 3), said(5)]) == [(0, 1), (1, 2), (2, 3), (3, 4), (0, 5)]


def test_a_tail_older_than_the_circle_does_not_become_its_root() -> None:
    comments = [said(1, 2, minute=0), said(2, 3, minute=10), said(3, 2, minute=20)]
    assert shape(comments) == [(0, 2), (1, 1), (1, 3)]


def test_a_comment_that_answers_itself_is_a_root() -> None:
    assert shape([said(1, 1), said(2, 1)]) == [(0, 1), (1, 2)]


def test_a_thread_deeper_than_the_stack() -> None:
    deepest = 20_000
    found = threads([said(number, number - 1) for number in range(1, deepest + 1)])
    assert [depth for depth, _ in walk(found)] == list(range(deepest))
    assert repr(found[0]) == "<Thread 1, replies: [2]>"


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5), st.integers(1, 2)), max_size=12))
def test_every_comment_comes_back_exactly_once(family: list[tuple[int, int, int]]) -> None:
    comments = [
        said(number, parent, minute=minute, post=post) for number, (parent, minute, post) in enumerate(family, start=1)
    ]
    assert sorted(number for _, number in shape(comments)) == list(range(1, len(family) + 1))


@given(st.permutations([said(1), said(2, 1), said(3, 2), said(4, 6), said(5, 4), said(6, 5), said(7, 99)]))
def test_the_order_of_arrival_does_not_matter(comments: list[Comment]) -> None:
    assert shape(comments) == [(0, 1), (1, 2), (2, 3), (0, 4), (1, 5), (2, 6), (0, 7)]


def test_conversations_are_grouped_by_portrait() -> None:
    posts = {7: KnownPost(7, "nadia-benali"), 8: KnownPost(8, "camille-roy", "Camille Roy")}
    comments = [said(1, post=7), said(2, post=8), said(3, 1, post=7), said(4, post=55)]
    found = [
        (conversation.post.key, [(depth, comment.id) for depth, comment in walk(conversation.threads)])
        for conversation in conversations(comments, posts)
    ]
    assert found == [("", [(0, 4)]), ("camille-roy", [(0, 2)]), ("nadia-benali", [(0, 1), (1, 3)])]
