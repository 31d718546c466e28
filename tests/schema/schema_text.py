"""Drafts and series in a few words, for the tests of this folder."""

from __future__ import annotations

from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.series import Series
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.series_reading import read_series

SERIES_PATH = "drafts/series/s.yml"
SERIES_TEXT = """\
name: Portrait
title: "Portrait : {{ person.name }}"
lang: fr-CA
categories: [Portraits, Web]
questions:
  - {id: debut, text: "Comment as-tu commencé ?"}
  - {id: erreur, text: "Ta pire erreur ?"}
"""
REQUIRED = "series: s\nperson: {name: Zoé}\n"


def series_of(text: str = SERIES_TEXT) -> Series:
    series, diagnostics = read_series(SERIES_PATH, text.encode())
    assert series is not None, diagnostics
    return series


def read(front: str, body: str = "Bonjour\n", *, path: str = "drafts/zoe.md", series: str = SERIES_TEXT) -> ReadDraft:
    """A draft whose front matter is ``front`` below the two required keys."""
    return read_whole(REQUIRED + front, body, path=path, series=series)


def read_whole(
    front: str, body: str = "Bonjour\n", *, path: str = "drafts/zoe.md", series: str = SERIES_TEXT
) -> ReadDraft:
    draft = parse_draft(path, f"---\n{front}---\n{body}".encode())
    return read_portrait(draft, series_of(series), known_series=["s"])


def told(read_draft: ReadDraft) -> list[tuple[str, int, int, int]]:
    """Code, line, column and end column of each finding."""
    return [(one.code, one.span.line, one.span.column, one.span.end_column) for one in read_draft.diagnostics]
