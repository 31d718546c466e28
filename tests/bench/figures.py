"""The figures of a run of the benchmarks: medians, the aims they are held against, a table and JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median
from typing import Any

from arena import Contender, Taken


@dataclass
class Row:
    """One line of the table: what was done, and what each round took."""

    what: str
    seconds: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    computing: list[float] = field(default_factory=list)
    serving: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Aim:
    """What the project aims at, and what was measured."""

    text: str
    measured: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the measure is on the right side of the limit."""
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


@dataclass
class Figures:
    """What was measured so far."""

    wordpress: str
    posts: int
    online: int
    rounds: int
    rows: dict[str, Row] = field(default_factory=dict)
    comments: int = 0
    memory: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    failed: bool = False
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    def add(self, row: str, what: str, taken: Taken) -> None:
        """Keep one round of a row."""
        kept = self.rows.setdefault(row, Row(what))
        kept.seconds.append(taken.seconds[row])
        kept.requests.append(taken.requests)
        kept.computing.append(taken.computing)
        kept.serving.append(taken.serving)

    def leave_out(self, contender: Contender, reason: str, *, failed: bool) -> None:
        """A contender that cannot take part, or did not do its work: its rows go, the reason stays."""
        for row in contender.rows:
            self.rows.pop(row, None)
        self.left_out[contender.name] = reason
        self.failed |= failed

    def aims(self) -> Iterator[Aim]:
        """The aims that this run has figures for."""
        ours = self._seconds("ours")
        if ours and (loop := self._seconds("loop in PHP")):
            yield Aim("time of the loop in PHP", ours / loop, 1.6)
        if ours and (singles := self._seconds("one request a post")):
            yield Aim("times faster than one request a post", singles / ours, 2.0, at_least=True)
        limits = {"nothing changed": 2, "one edit": 4, "nothing changed, no local state": 15}
        for row, limit in limits.items():
            if row in self.rows:
                yield Aim(f"requests: {row}, {self.online} portraits online", max(self.rows[row].requests), limit)
        yield from self._aims_of_comments()

    def _aims_of_comments(self) -> Iterator[Aim]:
        if (first := self._seconds("first sync")) and (loop := self._seconds("bare loop")):
            yield Aim(f"time of the bare loop, {self.comments} comments", first / loop, 1.3)
        for row in ("nothing new", "nothing new, XML-RPC"):
            if row in self.rows:
                yield Aim(f"requests: {row}, {self.comments} comments", max(self.rows[row].requests), 6)
                yield Aim(f"seconds beyond start-up: {row}", self._seconds(row) - self._seconds("start-up"), 0.5)

    def remember_memory(self, row: str, kilobytes: int) -> None:
        """Keep the most memory that any round of a row held."""
        self.memory[row] = max(kilobytes, self.memory.get(row, 0))

    def _seconds(self, row: str) -> float:
        return median(self.rows[row].seconds) if row in self.rows else 0.0

    def table(self) -> str:
        """The figures as Markdown."""
        lines = [
            f"WordPress {self.wordpress}, {self.posts} portraits, {self.online} for the last rows, "
            f"{self.comments} comments; "
            f"median of {self.rounds}, from fastest to slowest; {_machine()}; load {self.load:.1f} when it began.",
            "",
            "| | median | from–to | computing | serving | requests | what |",
            "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
            *(_line(name, row) for name, row in self.rows.items()),
            "",
            *(f"- memory at its peak: {row}: {held // 1024} MB" for row, held in self.memory.items()),
            *(f"- left out: {name}: {reason}" for name, reason in self.left_out.items()),
            *(
                f"- {'met' if aim.met else 'NOT met'}: {aim.text}: {aim.measured:.2f}"
                f" (aim: {'at least' if aim.at_least else 'at most'} {aim.limit:g})"
                for aim in self.aims()
            ),
        ]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The figures for programs: schema 1, every round."""
        return {
            "schema": 1,
            "started": self.started.isoformat(timespec="seconds"),
            "wordpress": self.wordpress,
            "machine": _machine(),
            "load": self.load,
            "posts": self.posts,
            "online": self.online,
            "comments": self.comments,
            "memory_kb": self.memory,
            "rounds": self.rounds,
            "rows": [
                {
                    "name": name,
                    "what": row.what,
                    "median": median(row.seconds),
                    "seconds": row.seconds,
                    "requests": row.requests,
                    "computing": row.computing,
                    "serving": row.serving,
                }
                for name, row in self.rows.items()
            ],
            "aims": [{"aim": a.text, "measured": a.measured, "limit": a.limit, "met": a.met} for a in self.aims()],
            "left_out": self.left_out,
        }


def _line(name: str, row: Row) -> str:
    low, high = min(row.requests), max(row.requests)
    requests = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    times = f"{median(row.seconds):.2f} s | {min(row.seconds):.2f}–{max(row.seconds):.2f}"
    processor = f"{median(row.computing):.2f} s | {median(row.serving):.2f} s"
    return f"| {name} | {times} | {processor} | {requests} | {row.what} |"


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
