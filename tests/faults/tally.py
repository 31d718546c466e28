"""What was done and seen, over many lives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What was done and seen. ``faults`` by kind; ``violations`` with the seed of their life."""

    faults: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    kills: int = 0
    stops: int = 0
    runs: int = 0
    lives: int = 0
    posts: int = 0
    edits: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count the other's in."""
        self.faults += other.faults
        self.codes += other.codes
        self.kills += other.kills
        self.stops += other.stops
        self.runs += other.runs
        self.lives += other.lives
        self.posts += other.posts
        self.edits += other.edits
        self.violations += other.violations

    def lines(self) -> Iterator[str]:
        """The figures, for people."""
        yield f"{self.faults.total():5} faults injected"
        for kind, number in sorted(self.faults.items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"      {number:5} {kind}"
        yield f"{self.kills:5} runs killed (kill -9)"
        yield f"{self.stops:5} runs interrupted (SIGINT, SIGTERM)"
        codes = ", ".join(f"{number} ended with {code}" for code, number in sorted(self.codes.items()))
        yield f"{self.runs:5} runs of the command: {codes}"
        yield f"{self.lives:5} lives, each with a fresh site"
        yield f"{self.edits:5} edits in wp-admin"
        yield f"{self.posts:5} posts checked"
        yield f"{len(self.violations):5} violations"
