"""Whole pages, as files to read. ``WP_PORTRAITS_GOLDEN=write`` writes them anew; look at the difference before it is committed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from kitchen_sink import KITCHEN_SINK
from rendering_cases import EMPTY, FULL, RELATED, RENDERER, answer, page

from wp_portraits.model.portrait import Portrait
from wp_portraits.render.page import Page

GOLDEN = Path(__file__).parent / "golden"
ENGLISH = replace(
    FULL, lang="en", answers=(answer("How did you *start*?", "On the phone.\n\n- one\n- two\n\n| a |\n|---|\n| b |"),)
)
PAGES: dict[str, tuple[Portrait, Page]] = {
    "full-blocks": (FULL, page(related=RELATED)),
    "full-classic": (FULL, page("classic", related=RELATED)),
    "offline-blocks": (FULL, page(pictures={}, permalinks={})),
    "english-blocks": (ENGLISH, page(related=RELATED)),
    "english-classic": (ENGLISH, page("classic", related=RELATED)),
    "empty-blocks": (EMPTY, page()),
    "empty-classic": (EMPTY, page("classic")),
    "kitchen-sink-blocks": (KITCHEN_SINK, page(related=RELATED)),
    "kitchen-sink-classic": (KITCHEN_SINK, page("classic", related=RELATED)),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was(name: str) -> None:
    content = RENDERER.content(*PAGES[name]) + "\n"
    file = GOLDEN / f"{name}.html"
    if os.environ.get("WP_PORTRAITS_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
    assert content == file.read_text(encoding="utf-8")


def test_every_golden_file_has_a_page() -> None:
    assert {file.stem for file in GOLDEN.glob("*.html")} == set(PAGES)
