"""Every comment is read once, in few requests, whatever comes and goes between two pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.errors import NonsenseAnswer
from wp_portraits.model.comment import Comment
from wp_portraits.wordpress.comment_pages import CommentPage, in_pages

SIZE = 5


class Listing:
    """A site's list, newest first, on which others are at work: before each page they do something to it."""

    def __init__(self, ids: list[int], *, tells_total: bool, unreadable: frozenset[int] = frozenset()) -> None:
        self.ids = ids
        self.reads: list[int] = []
        self.before_page: Callable[[list[int], int], None] = lambda ids, number: None
        self._tells_total = tells_total
        self._unreadable = unreadable
        self._lock = Lock()

    def page(self, offset: int) -> CommentPage:
        with self._lock:
            self.before_page(self.ids, len(self.reads))
            self.reads.append(offset)
            shown = [number for number in self.ids[offset : offset + SIZE] if number not in self._unreadable]
            return CommentPage([comment(number) for number in shown], len(self.ids) if self._tells_total else None)


def comment(number: int) -> Comment:
    return Comment(number, 7, 0, "Léa", "", datetime(2026, 11, 20), "Bonjour", "approved")


def ids_on(pages: list[CommentPage]) -> list[int]:
    return [each.id for page in pages for each in page.comments]


@given(
    many=st.integers(0, 60),
    workers=st.integers(1, 4),
    events=st.lists(st.tuples(st.integers(0, 14), st.sampled_from(["new", "deleted", "cleared"]), st.integers(0, 59))),
)
def test_what_is_there_all_the_time_is_seen_once(many: int, workers: int, events: list[tuple[int, str, int]]) -> None:
    listing = Listing(list(range(many, 0, -1)), tells_total=True)
    gone: set[int] = set()

    def others(ids: list[int], number: int) -> None:
        for moment, event, place in events:
            if moment == number and event == "new":
                ids.insert(0, max(ids, default=many) + 1)
            elif moment == number:
                lost = ids[place : place + (1 if event == "deleted" else 20)]
                gone.update(lost)
                ids[:] = [each for each in ids if each not in lost]

    listing.before_page = others
    seen = ids_on(list(in_pages(listing.page, SIZE, workers=workers)))
    assert len(seen) == len(set(seen))
    assert set(range(1, many + 1)) - gone <= set(seen)


@given(many=st.integers(0, 30), workers=st.integers(1, 4), tells_total=st.booleans())
def test_a_list_at_rest_is_read_in_order_and_once(many: int, workers: int, tells_total: bool) -> None:
    listing = Listing(list(range(many, 0, -1)), tells_total=tells_total)
    assert ids_on(list(in_pages(listing.page, SIZE, workers=workers))) == listing.ids
    if tells_total:
        assert len(listing.reads) == max(1, -(-(many - 1) // (SIZE - 1)))


@pytest.mark.parametrize(("new", "pages"), [(0, 1), (3, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_new_comments_cost_their_pages(new: int, pages: int) -> None:
    listing = Listing(list(range(40 + new, 0, -1)), tells_total=True)
    for page in in_pages(listing.page, SIZE, workers=4, known=40):
        if any(each.id <= 40 for each in page.comments):
            break
    assert len(listing.reads) == pages


def test_comments_that_we_may_not_read_are_passed_over() -> None:
    hidden = frozenset(range(8, 30))
    listing = Listing(list(range(40, 0, -1)), tells_total=True, unreadable=hidden)
    assert set(ids_on(list(in_pages(listing.page, SIZE)))) == set(range(1, 41)) - hidden


@pytest.mark.parametrize("tells_total", [True, False])
def test_a_list_without_end_is_nonsense(tells_total: bool) -> None:
    same = [comment(number) for number in range(1, SIZE * 4)]
    with pytest.raises(NonsenseAnswer):
        list(in_pages(lambda offset: CommentPage(same, 10**6 if tells_total else None), SIZE))


def test_pages_that_have_nothing_to_do_with_one_another_are_nonsense() -> None:
    numbers = iter(range(1, 10**6))
    with pytest.raises(NonsenseAnswer):
        for _ in in_pages(lambda offset: CommentPage([comment(next(numbers))], 10**6), SIZE):
            pass
