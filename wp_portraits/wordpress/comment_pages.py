"""Reading a long list of comments page by page, several at a time, while comments come and go.

A page is a stretch of the list as it was at one moment. Between two pages a new comment pushes the list down, and one
that is deleted pulls it up, so that another slips from a page not yet read to one that was. Pages therefore overlap by
one comment: a page in which nothing is known from the pages before shows that there is a gap, and reading goes back
until it finds something known. So whatever is on the site from the first page to the last is seen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from wp_portraits.model.comment import Comment
from wp_portraits.wordpress.reading import broken

MOST_IDLE: Final = 10
"""Pages without a comment that is new to us, after which the list is said to have no end."""

MOST_ODD: Final = 200
"""Gaps and pages without a readable comment in one reading; who deletes thousands meanwhile makes a dozen gaps."""

READY: Final = 2
"""Pages asked for beyond those under way, so that nobody waits while the caller is busy with one."""

_LOST: Final = 10
"""WordPress looks up a page's ids first and then the comments: one deleted in between is missing on its page, which is
still not the last."""


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Comments of one answer. ``total``: how many the whole list has, None where the API does not say."""

    comments: Sequence[Comment]
    total: int | None = None


Read = Callable[[int], CommentPage | Callable[[], CommentPage]]
"""From an offset in the list to the page that begins there, or to what makes it of the answer: that is called in the
caller's thread, so that those who ask go on to the next page at once."""


def in_pages(read: Read, size: int, *, workers: int = 1, known: int = 0) -> Iterator[CommentPage]:
    """The list from its beginning to its end, each comment once, in pages of at most ``size``.

    ``workers`` pages are read at a time, where the API tells the list's length. ``known``: of how many the caller has
    heard already, at the end of the list; of those, no page is read before it is asked for.
    """
    seen: set[int] = set()
    offset, back, idle, odd = 0, size, 0, 0
    bridged = True
    while True:
        for start, page in _onwards(read, offset, size, workers, known):
            ids = {comment.id for comment in page.comments}
            hidden = not ids and page.total is not None and start < page.total
            if not (bridged or hidden or ids & seen):
                offset, back, odd = max(0, start - back), back * 2, odd + 1
                bridged = offset == 0
                break
            # Going back has found nothing new: what stands between are comments that we may not read, as on hidden pages.
            bridged = hidden or (back > size and ids <= seen)
            back, idle, odd = size, idle + (not hidden and ids <= seen), odd + hidden
            yield CommentPage([comment for comment in page.comments if comment.id not in seen], page.total)
            seen |= ids
            _check(idle, odd)
        else:
            return
        _check(idle, odd)


def _check(idle: int, odd: int) -> None:
    if idle > MOST_IDLE or odd > MOST_ODD:
        broken("comments", "the next page")


def each_of(pages: Iterator[CommentPage], posts: Sequence[int] | None) -> Iterator[Comment]:
    """The comments of these posts (None: all) on the pages."""
    wanted = None if posts is None else frozenset(posts)
    for page in pages:
        yield from (comment for comment in page.comments if wanted is None or comment.post in wanted)


def _onwards(read: Read, offset: int, size: int, workers: int, known: int) -> Iterator[tuple[int, CommentPage]]:
    """The pages from an offset to the end of the list, each with its offset, in their order."""
    waiting: deque[tuple[int, Future[CommentPage | Callable[[], CommentPage]]]] = deque()
    pool = ThreadPoolExecutor(workers)
    try:
        while True:
            if not waiting:
                waiting.append((offset, pool.submit(read, offset)))
                offset += size - 1
            start, future = waiting.popleft()
            told = future.result()
            page = told if isinstance(told, CommentPage) else told()
            last = _is_last(page, start, size)
            while not last and len(waiting) < workers + READY and _is_wanted(offset, page.total, known):
                waiting.append((offset, pool.submit(read, offset)))
                offset += size - 1
            yield start, page
            if last and not waiting:
                return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _is_last(page: CommentPage, start: int, size: int) -> bool:
    return len(page.comments) < max(1, size - _LOST) if page.total is None else start + size >= page.total


def _is_wanted(offset: int, total: int | None, known: int) -> bool:
    """Whether the page there will be asked for as far as can be told."""
    return total is not None and offset < total - max(1, known)
