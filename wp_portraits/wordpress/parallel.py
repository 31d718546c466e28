"""A few requests at a time: enough not to wait for each, few enough for a small host."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

GENTLE: Final = 2
"""Requests at a time unless WP_CONCURRENCY says otherwise."""

STAGGER: Final = 0.02
"""Seconds between the first starts."""

Product = TypeVar("Product")


def in_parallel(works: Sequence[Callable[[], Product]], workers: int) -> list[Product]:
    """What each of ``works`` makes, in their order, ``workers`` of them at a time.

    The first requests start one after the other: a server whose worker still reads one would queue the next behind it.
    What one raises is raised when it is its turn; those not begun by then are not begun. Ctrl-C does not wait for
    answers.
    """
    if workers < 2 or len(works) < 2:
        return [work() for work in works]
    pool = ThreadPoolExecutor(min(workers, len(works)))
    try:
        return [future.result() for future in _started(pool, works, workers)]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _started(pool: ThreadPoolExecutor, works: Sequence[Callable[[], Product]], workers: int) -> list[Future[Product]]:
    futures = []
    for place, work in enumerate(works):
        if 0 < place < workers:
            time.sleep(STAGGER)
        futures.append(pool.submit(work))
    return futures
