"""A workspace in memory, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import pytest

from tests.neighbours import surroundings_of
from wp_portraits.check.rules import check
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.picture import Picture
from wp_portraits.model.series import Series
from wp_portraits.schema.front_reading import series_name
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.series_reading import read_series

SERIES = """\
name: Portrait de gestionnaire
title: "Portrait de gestionnaire : {{ person.name }}"
questions:
  - {id: debut, text: "Comment as-tu commencé?", required: true}
  - {id: bref, text: "Décris ton travail en 20 caractères.", max_chars: 20}
  - {id: erreur, text: "Quelle est la pire erreur que tu as faite?", aliases: ["Ta pire erreur?"]}
minimum_answers: 1
reading: {min: 0, max: 3}
"""


@dataclass(frozen=True)
class Checked:
    """What the rules found in the first draft of a workspace."""

    read: ReadDraft
    found: tuple[Diagnostic, ...]

    @property
    def places(self) -> list[tuple[str, int, int]]:
        return [(each.code, each.span.line, each.span.column) for each in self.found]

    def only(self) -> Diagnostic:
        """The one finding there is."""
        assert len(self.found) == 1, self.found
        return self.found[0]


Look = Callable[..., Checked]


def series_of(text: str, name: str = "s") -> Series:
    series, diagnostics = read_series(f"drafts/series/{name}.yml", text.encode())
    assert series is not None, diagnostics
    return series


@pytest.fixture
def look() -> Look:
    """Check ``text`` as ``path``, beside ``others`` (path → text), with the pictures and other files that exist."""

    def checked(
        text: str,
        *,
        path: str = "drafts/camille-roy.md",
        series: str = SERIES,
        others: Mapping[str, str] | None = None,
        pictures: Collection[Picture] = (),
        files: Collection[str] = (),
    ) -> Checked:
        known = {"s": series_of(series)}

        def read(where: str, what: str) -> ReadDraft:
            draft = parse_draft(where, what.encode())
            return read_portrait(draft, known.get(series_name(draft) or ""), known_series=known)

        reads = [read(where, what) for where, what in {path: text, **(others or {})}.items()]
        surroundings = surroundings_of(reads, {picture.path: picture for picture in pictures}, files=files)
        return Checked(reads[0], check(reads[0], surroundings))

    return checked


def draft(front: str = "", body: str = "## Comment as-tu commencé?\n\nPar hasard.\n", name: str = "Camille Roy") -> str:
    """A draft whose keys in ``front`` begin on line 4; ``body`` begins on line 5 + the lines of ``front``."""
    extra = front if not front or front.endswith("\n") else f"{front}\n"
    return f"---\nseries: s\nperson: {{name: {name}}}\n{extra}---\n{body}"
