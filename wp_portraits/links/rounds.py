"""Ask many addresses, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, zip_longest
from queue import Empty, SimpleQueue
from threading import Thread

from wp_portraits.links.asking import WORKERS, host_of
from wp_portraits.model.link import LinkAnswer

Answered = tuple[str, LinkAnswer]


def ask_all(urls: Iterable[str], ask: Callable[[str], LinkAnswer], workers: int = WORKERS) -> Iterator[Answered]:
    """Each address (given once) with its answer, as they come in.

    Whoever stops listening, be it for a Ctrl-C, stops the asking; what is under way then is left to itself.
    """
    waiting: SimpleQueue[str] = SimpleQueue()
    told: SimpleQueue[Answered | Exception] = SimpleQueue()
    asked = _by_turns(urls)
    for url in asked:
        waiting.put(url)
    for number in range(min(workers, len(asked))):
        Thread(target=_work, args=(waiting, told, ask), name=f"links {number}", daemon=True).start()
    try:
        for _ in asked:
            answered = told.get()
            if isinstance(answered, Exception):
                raise answered
            yield answered
    finally:
        _drain(waiting)


def _work(waiting: SimpleQueue[str], told: SimpleQueue[Answered | Exception], ask: Callable[[str], LinkAnswer]) -> None:
    while True:
        try:
            url = waiting.get_nowait()
        except Empty:
            return
        try:
            told.put((url, ask(url)))
        except Exception as bug:
            told.put(bug)


def _by_turns(urls: Iterable[str]) -> list[str]:
    """One address of each host after the other, so that no host keeps all workers waiting for their turn."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(url), []).append(url)
    return [url for url in chain.from_iterable(zip_longest(*by_host.values())) if url is not None]


def _drain(waiting: SimpleQueue[str]) -> None:
    try:
        while True:
            waiting.get_nowait()
    except Empty:
        return
