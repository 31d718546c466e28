"""What lies behind an exception: libraries wrap one another's."""

from __future__ import annotations

from collections.abc import Iterator


def causes_of(problem: BaseException) -> Iterator[BaseException]:
    """The exception and everything wrapped in it, each once."""
    waiting, seen = [problem], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = (current.__cause__, current.__context__, getattr(current, "reason", None), *current.args)
        waiting += [cause for cause in inner if isinstance(cause, BaseException)]
