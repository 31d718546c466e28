"""What can go wrong around any site and any state file: answers lost, writes refused, disks full, the process killed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, Self

from wp_portraits.errors import NoAnswer, RequestRefused

When = Literal["before", "after", "half", "late", "refuse"]
SEVERAL = ("create_posts", "update_posts")
WRITES = (*SEVERAL, "upload", "create_term", "trash_post")


class Killed(BaseException):
    """kill -9: nothing of ours runs after it."""


@dataclass(slots=True)
class Mishap:
    """One call goes wrong.

    ``method``: its name; None stands for any call. ``skip``: how many such calls go well first. ``when``: before the
    work, after it, with the first half of a batch done, before the work, which the site does later (``late``), or one
    post alone is refused (``refuse``; ``error`` is returned for it).
    """

    error: BaseException
    method: str | None = None
    skip: int = 0
    when: When = "before"


@dataclass(slots=True)
class Mishaps:
    """Those that wait to happen, and the writes that the site has not got round to yet."""

    waiting: list[Mishap] = field(default_factory=list)
    underway: list[Callable[[], Any]] = field(default_factory=list)
    happened: int = 0

    def around(self, thing: Any) -> Any:
        """The site or store, with these mishaps."""
        return _Around(thing, self)

    def arrive(self) -> None:
        """The site finishes what it was still at work on."""
        works, self.underway = self.underway, []
        for work in works:
            work()

    def clear(self) -> None:
        """Peace."""
        self.waiting.clear()
        self.arrive()

    def call(self, name: str, work: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Do ``work``, unless a mishap waits for this call."""
        if name == "create_posts":
            self.arrive()
        mishap = self._next(name)
        if mishap is None:
            return work(*arguments, **named)
        self.happened += 1
        if mishap.when == "refuse":
            return _refused(mishap.error, work, list(arguments[0]))
        if mishap.when == "late":
            self.underway.append(partial(work, *arguments, **named))
        if mishap.when == "after":
            work(*arguments, **named)
        if mishap.when == "half":
            work(list(arguments[0])[: (len(arguments[0]) + 1) // 2])
        raise mishap.error

    def _next(self, name: str) -> Mishap | None:
        for mishap in self.waiting:
            if mishap.method not in (None, name) or (mishap.when in ("refuse", "half") and name not in SEVERAL):
                continue
            if mishap.when == "late" and name != "create_posts":
                continue
            if mishap.skip == 0:
                self.waiting.remove(mishap)
                return mishap
            mishap.skip -= 1
        return None


def _refused(error: BaseException, work: Callable[[list[Any]], list[Any]], posts: Sequence[Any]) -> list[Any]:
    """The last post of the call is refused, the others are written."""
    return [*(work(list(posts[:-1])) if len(posts) > 1 else []), error]


@dataclass(frozen=True, slots=True)
class _Around:
    thing: Any
    mishaps: Mishaps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.thing, name)
        if name == "copies":
            return _Around(found, self.mishaps)
        if not callable(found):
            return found
        return lambda *arguments, **named: self.mishaps.call(name, found, arguments, named)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.thing.close()


LOST = NoAnswer("Pas de réponse.")
REFUSED = RequestRefused("Le site refuse ce billet.")
