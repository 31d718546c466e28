"""Fault switches: the next calls of a method end in an error, before or after they did their work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wp_portraits.errors import SiteError
from wp_portraits.model.post import RemotePost
from wp_portraits.wordpress.outcomes import NOTHING_TRIED

Product = TypeVar("Product")


@dataclass(slots=True)
class Fault:
    """One switch. ``position`` limits it to one of the posts of a call (counted from 0), else it hits them all."""

    method: str
    error: SiteError
    after_write: bool = False
    times: int = 1
    position: int | None = None

    @property
    def ends_the_call(self) -> bool:
        """Whether the error is raised, even where a method answers with one outcome a post."""
        return self.position is None and not self.after_write and isinstance(self.error, NOTHING_TRIED)

    def hits(self, position: int) -> bool:
        """Whether it is the post at ``position`` that fails."""
        return self.position is None or self.position == position


class Faults:
    """The switches that are on, used up in the order they were set."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Set a switch."""
        self._waiting.append(fault)

    def call(self, method: str, work: Callable[[], Product]) -> Product:
        """Do ``work``, unless a switch is on: then raise its error, before the work or after it."""
        fault = self._take(method)
        if fault is not None and not fault.after_write:
            raise fault.error
        product = work()
        if fault is not None:
            raise fault.error
        return product

    def each(self, method: str, products: Iterable[Product]) -> Iterator[Product]:
        """Hand out ``products`` one by one; a switch set ``after_write`` breaks off halfway."""
        fault = self._take(method)
        if fault is None:
            yield from products
            return
        if fault.after_write:
            several = list(products)
            yield from several[: len(several) // 2]
        raise fault.error

    def writes(
        self, method: str, works: Sequence[Callable[[], RemotePost | SiteError]]
    ) -> list[RemotePost | SiteError]:
        """The outcome of each of ``works``, in order."""
        fault = self._take(method)
        if fault is None:
            return [work() for work in works]
        if fault.ends_the_call:
            raise fault.error
        return [_outcome(fault if fault.hits(position) else None, work) for position, work in enumerate(works)]

    def _take(self, method: str) -> Fault | None:
        for fault in self._waiting:
            if fault.method == method:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None


def _outcome(fault: Fault | None, work: Callable[[], RemotePost | SiteError]) -> RemotePost | SiteError:
    if fault is None:
        return work()
    if fault.after_write:
        work()
    return fault.error
