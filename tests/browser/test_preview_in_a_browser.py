"""The preview's pages in a real browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from editor import ARGUMENTS, CHROMIUM
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT
from tests.preview.test_preview_command import preview

pytestmark = pytest.mark.browser


def test_a_page_shows_itself_anew_and_nothing_on_it_is_refused(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "drafts", tmp_path / "drafts")
    draft = tmp_path / "drafts/camille-roy.md"
    complaints: list[str] = []
    with (
        preview(tmp_path) as running,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS) as browser,
    ):
        page = browser.new_page()
        page.on("console", lambda told: complaints.append(told.text))
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.goto(f"{running.url}portraits/camille-roy/")
        page.wait_for_load_state("load")
        assert page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth)")
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "672px"
        draft.write_text(draft.read_text("utf-8") + "\nUne phrase toute neuve.\n", "utf-8")
        page.get_by_text("Une phrase toute neuve.").wait_for()
        page.get_by_role("link", name="All portraits").click()
        page.get_by_role("link", name="Camille Roy").first.click()
        assert page.url == f"{running.url}portraits/camille-roy/"
    assert complaints == []
