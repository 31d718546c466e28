"""What a comment in a draft silences is silent everywhere, and the comment is never published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.conftest import SERIES, series_of
from tests.check.rule_case import findings_of
from tests.render.rendering_cases import RENDERER, page
from wp_portraits.check.selection import codes_of
from wp_portraits.check.silencing import unsilenced
from wp_portraits.diagnostics.diagnostic import finding
from wp_portraits.diagnostics.register import CODES
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.flows.reading import read_workspace
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.workspace.locate import Workspace

PICTURE = "![](https://example.org/a.png)"


def codes(body: str, front: str = "") -> list[str]:
    text = f"---\nseries: s\nperson: {{name: Camille Roy}}\n{front}---\n{body}"
    return [each.code for each in findings_of({}, text)]


def test_a_comment_silences_its_block_and_no_other() -> None:
    comment = "<!-- wp-portraits: ignore I003 -->"
    answer = "## Comment as-tu commencé?\n\nUn.\n\n"
    assert codes(f"{answer}{PICTURE}\n\n{comment}\n\n{PICTURE}\n\n{PICTURE}\n") == ["I003", "I003"]
    assert codes(f"{PICTURE}\n\n{comment}\n{answer}{PICTURE}\n\n{PICTURE}\n") == ["I003"]
    assert codes(f"{answer}{PICTURE}\n", "# wp-portraits: ignore I003\n") == []


def test_errors_that_yield_let_the_portrait_be_published(tmp_path: Path) -> None:
    workspace, draft = Workspace(tmp_path, tmp_path), tmp_path / "drafts" / "a.md"
    series = tmp_path / "drafts" / "series" / "s.yml"
    series.parent.mkdir(parents=True)
    series.write_text(SERIES.replace("minimum_answers: 1", "minimum_answers: 9"), encoding="utf-8")
    text = "---\nseries: s\n{}person: {{name: A}}\n---\n## Comment as-tu commencé?\n\nPar hasard.\n"
    draft.write_text(text.format(""), encoding="utf-8")
    assert read_workspace(workspace, ()).portraits == {}
    draft.write_text(text.format("# wp-portraits: ignore Q004\n"), encoding="utf-8")
    reading = read_workspace(workspace, ())
    assert list(reading.portraits) == ["drafts/a.md"]
    assert reading.diagnostics == ()


@pytest.mark.parametrize("code", [code for code in CODES if CODES[code].yields])
def test_only_what_the_series_asks_for_yields(code: str) -> None:
    assert code in codes_of(["Q", "R001"])
    assert not CODES[code].firm


def test_findings_made_elsewhere_can_be_silenced_too() -> None:
    text = "---\nseries: s\nperson: {name: A}\ntags: [a]  # wp-portraits: ignore U002\n---\n"
    read = read_portrait(parse_draft("drafts/a.md", text.encode()), None)
    here, there = read.draft.span_at(("tags",)), read.draft.span_at(("series",))
    found = (finding("U002", here, "…"), finding("U002", there, "…"), finding("U003", here, "…"))
    assert unsilenced(read, found) == found[1:]


@pytest.mark.parametrize("markup", ["blocks", "classic"])
@pytest.mark.parametrize(
    ("with_comment", "without"),
    [
        ("<!-- wp-portraits: ignore Q003 -->\n\nUn.\n", "Un.\n"),
        ("Un <!-- wp-portraits: ignore Q003 -->mot.\n", "Un mot.\n"),
        ("- a\n- b\n\n<!-- wp-portraits: ignore Q003 -->\n\nc\n", "- a\n- b\n\nc\n"),
        (
            "Un.\n\n<!-- wp-portraits: ignore Q003 -->\n## Et là <!-- wp-portraits: ignore Q003 -->\n\nOui.\n",
            "Un.\n\n## Et là\n\nOui.\n",
        ),
        ("<!-- wp-portraits: ignore Q003 -->\nhttps://youtu.be/abc\n", "https://youtu.be/abc\n"),
    ],
)
def test_comments_never_reach_the_page(markup: str, with_comment: str, without: str) -> None:
    pages = []
    for body in (with_comment, without):
        text = f"---\nseries: s\nperson: {{name: A}}\n---\nBonjour.\n\n## Qui?\n\n{body}"
        portrait = read_portrait(parse_draft("drafts/a.md", text.encode()), series_of(SERIES)).portrait
        assert portrait is not None
        pages.append(RENDERER.content(portrait, page(markup)))
    assert pages[0] == pages[1]
    assert "wp-portraits: ignore" not in pages[0]
