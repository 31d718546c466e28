"""What is known of a draft once it has been held against the schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.draft import Draft
from wp_portraits.model.portrait import Portrait
from wp_portraits.model.series import Question, Series
from wp_portraits.schema.front import FrontMatter


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft, what is valid of it, and everything its reading found.

    ``key``, ``slug`` and ``title`` are always there, derived from what is valid. ``matches`` has, for each of the
    draft's sections, the questionnaire's question it belongs to. ``portrait`` is None when a finding of error
    severity stands in ``diagnostics`` (sorted by place).
    """

    draft: Draft
    front: FrontMatter
    series: Series | None
    key: str
    slug: str
    title: str
    matches: tuple[Question | None, ...]
    portrait: Portrait | None
    diagnostics: tuple[Diagnostic, ...]
    notes: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What rules have worked out of this draft, so that each need not do it again; no part of the value."""

    def entry_span(self, name: str, position: int, *below: str) -> Span:
        """The span of the ``position``-th valid entry of the list ``name``, or of a key ``below`` it.

        ``read.entry_span("reading", 2, "url")``: where the address of ``read.front.reading[2]`` stands in the file.
        """
        kept: Sequence[int] = self.front.kept.get(name, ())
        written = kept[position] if position < len(kept) else position
        return self.draft.span_at((name, written, *below))
