"""Two runs at the same time, call by call in an order that can be repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Any, Generic, TypeVar

Product = TypeVar("Product")


@dataclass
class Turns:
    """Whose call to the site is next: ``order`` says it, 0 or 1 for each; then whoever is at it goes on to the end."""

    order: list[int]
    turn: int = 0
    over: set[int] = field(default_factory=set)
    condition: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self._pass_on()

    def around(self, site: Any, who: int) -> Any:
        """The site, each call of which waits for its turn."""
        return _InTurn(site, self, who)

    def take(self, who: int, work: Callable[[], Any]) -> Any:
        """Wait, work, pass on."""
        with self.condition:
            self.condition.wait_for(lambda: self.turn == who)
            try:
                return work()
            finally:
                self._pass_on()

    def leave(self, who: int) -> None:
        """This run has ended."""
        with self.condition:
            self.over.add(who)
            self._pass_on()

    def _pass_on(self) -> None:
        if self.order:
            self.turn = self.order.pop(0)
        if self.turn in self.over:
            self.turn = 1 - self.turn
        self.condition.notify_all() if self.condition._is_owned() else None  # type: ignore[attr-defined]


@dataclass(frozen=True)
class _InTurn:
    site: Any
    turns: Turns
    who: int

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.site, name)
        if not callable(found):
            return found
        return lambda *arguments, **named: self.turns.take(self.who, lambda: _whole(found(*arguments, **named)))


def _whole(answer: Any) -> Any:
    """An iterator's answer at once: it is read in one turn."""
    return iter(list(answer)) if hasattr(answer, "__next__") else answer


@dataclass
class Run(Generic[Product]):
    """What became of one of the runs."""

    product: Product | None = None
    end: BaseException | None = None


def at_once(turns: Turns, works: Sequence[Callable[[], Product]]) -> list[Run[Product]]:
    """Do both works, each in a thread of its own; what became of them."""
    runs: list[Run[Product]] = [Run() for _ in works]

    def work(who: int) -> None:
        try:
            runs[who].product = works[who]()
        except BaseException as end:
            runs[who].end = end
        finally:
            turns.leave(who)

    threads = [Thread(target=work, args=(who,)) for who in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return runs
