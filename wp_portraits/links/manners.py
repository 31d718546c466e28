"""Politeness: few requests at a time to one host, with a pause between; a host that is silent is left alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Lock
from typing import Final

from wp_portraits.model.link import LinkAnswer

ABREAST: Final = 2
"""Requests at a time to one host."""
PAUSE: Final = 0.25
"""Seconds between the end of one and the beginning of the next."""
SILENT: Final = 3
"""Addresses of a host that may go without an answer before its others are taken to fare the same."""


class Manners:
    """Keeps count for each host; used by all threads at once. ``sleep`` waits, ``clock`` counts seconds."""

    def __init__(
        self,
        *,
        pause: float = PAUSE,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pause = pause
        self._sleep = sleep
        self._clock = clock
        self._counting = Lock()
        self._turns: dict[str, SimpleQueue[float]] = {}
        self._silences: dict[str, int] = {}
        self._given_up: dict[str, LinkAnswer] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until one more request may be sent to ``host``; the block sends it."""
        turns = self._turns_of(host)
        wait = turns.get() - self._clock()
        try:
            if wait > 0:
                self._sleep(wait)
            yield
        finally:
            turns.put(self._clock() + self._pause)

    def _turns_of(self, host: str) -> SimpleQueue[float]:
        """For each request that may be under way, the moment from which it may."""
        with self._counting:
            if host not in self._turns:
                self._turns[host] = SimpleQueue()
                for _ in range(ABREAST):
                    self._turns[host].put(self._clock())
            return self._turns[host]

    def given_up(self, host: str) -> LinkAnswer | None:
        """What became of the addresses of a host that is not asked any more."""
        return self._given_up.get(host)

    def note(self, host: str, answer: LinkAnswer, *, final: bool) -> None:
        """An address of ``host`` had no answer; ``final``: none of its others can have one."""
        with self._counting:
            self._silences[host] = self._silences.get(host, 0) + 1
            if final or self._silences[host] >= SILENT:
                self._given_up[host] = answer
