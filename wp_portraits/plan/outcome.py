"""What became of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wp_portraits.errors import Exit


class Fate(StrEnum):
    """What became of one post."""

    CREATED = "created"
    UPDATED = "updated"
    TRASHED = "trashed"
    ADOPTED = "adopted"
    KEPT = "kept"
    DRIFT = "drift"
    CONFLICT = "conflict"
    LEFT = "left"
    FAILED = "failed"


SENT = frozenset({Fate.CREATED, Fate.UPDATED, Fate.TRASHED})


@dataclass(frozen=True, slots=True)
class PostOutcome:
    """What became of one post. ``action`` is what was planned; ``error`` says why it failed or was left alone;
    ``notices`` what the site made different from what was asked."""

    key: str
    path: str
    action: str
    status: Fate
    id: int | None = None
    url: str = ""
    error: str = ""
    hint: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of every post of a plan, in the plan's order; ``requests``: how many the session has sent so far."""

    posts: tuple[PostOutcome, ...]
    requests: int

    def count(self, *fates: Fate) -> int:
        """How many posts met one of these fates."""
        return sum(post.status in fates for post in self.posts)

    @property
    def exit_code(self) -> Exit:
        """5 when some failed and some were sent, 4 when some failed and nothing was sent, 3 for conflicts alone, else
        0."""
        if self.count(Fate.FAILED):
            return Exit.PARTIAL if self.count(*SENT) else Exit.SITE
        return Exit.REFUSED if self.count(Fate.CONFLICT) else Exit.DONE
