"""A few requests at a time: enough not to wait for each, few enough for a small host."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

GENTLE: Final = 2
"""Requests at a time unless WP_CONCURRENCY says otherwise."""

Product = TypeVar("Product")


def in_parallel(works: Sequence[Callable[[], Product]], workers: int) -> list[Product]:
    """What each of ``works`` makes, in their order, ``workers`` of them at a time.

    What one raises is raised when it is its turn; those not begun by then are not begun. Ctrl-C does not wait for
    answers.
    """
    if workers < 2 or len(works) < 2:
        return [work() for work in works]
    pool = ThreadPoolExecutor(min(workers, len(works)))
    try:
        return [future.result() for future in [pool.submit(work) for work in works]]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
