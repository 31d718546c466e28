"""A draft alone, in memory: read, judged, rendered, and mended pass by pass as ``check --fix`` does it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.neighbours import surroundings_of
from tests.render.rendering_cases import RENDERER, page
from wp_portraits.check.rules import verdict
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.drafts.editing import edit_text
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.series import Series
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.read import ReadDraft

PASSES = 10


@dataclass(frozen=True)
class Judged:
    """A draft as read, and everything found in it."""

    read: ReadDraft
    found: tuple[Diagnostic, ...]


def judged(text: str, series: Series | None) -> Judged:
    read = read_portrait(parse_draft("drafts/zoe.md", text.encode()), series)
    return Judged(read, verdict(read, surroundings_of([read], {})))


def rendered(one: Judged, markup: str = "classic") -> str:
    """The page of a draft whose reading found no error."""
    assert one.read.portrait is not None, one.found
    return RENDERER.content(one.read.portrait, page(markup))


def mended(text: str, series: Series | None, family: str = "") -> str:
    """The text once all edits (of one ``family``: of the codes that begin so) are made, again and again."""
    for _ in range(PASSES):
        fixes = [each.fix for each in judged(text, series).found if each.fix and each.code.startswith(family)]
        if not fixes:
            return text
        text = edit_text(text, fixes).text
    raise AssertionError("mending does not come to an end")
