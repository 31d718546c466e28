"""What keeps ``check --fix`` from doing harm, with edits that no rule would make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.span import Span
from wp_portraits.errors import UsageError
from wp_portraits.flows.checking import check_workspace
from wp_portraits.flows.fixing import Choose, Fixing, fix_drafts
from wp_portraits.workspace.locate import Workspace

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DRAFT = "---\nseries: s\nperson: {name: Léa Roy}\n---\n\n## Qui?\n\nMoi.\n"
PATH = "drafts/lea.md"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "drafts" / "series").mkdir(parents=True)
    (tmp_path / "drafts" / "series" / "s.yml").write_text("name: S\n", encoding="utf-8")
    (tmp_path / PATH).write_text(DRAFT, encoding="utf-8")
    return Workspace(tmp_path, tmp_path)


def mend(workspace: Workspace, choose: Choose) -> Fixing:
    return fix_drafts(workspace, (), check_workspace(workspace, (), now=NOW), choose, NOW, write=True)


def edits(*fix: Edit) -> Choose:
    """Typography, for once and for good."""
    told = [finding("T005", Span(PATH, 8, 1, 8, 4), "Moi.", "", fix)]
    return lambda _: tuple(told)


@pytest.mark.parametrize(
    ("words", "why"),
    [("*Moi*.", "its markup would change"), ("", "it would have the error Q006"), ("Moi?", "do not come to an end")],
)
def test_a_draft_that_would_be_worse_is_left_as_it_is(workspace: Workspace, words: str, why: str) -> None:
    start = DRAFT.index("Moi.")
    fixing = mend(workspace, edits(Edit(start, start + 4, words)))
    assert why in fixing.left[PATH]
    assert fixing.mended == ()
    assert (workspace.root / PATH).read_text(encoding="utf-8") == DRAFT


def test_a_draft_that_somebody_changes_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    start = DRAFT.index("Moi.")
    turns: list[Sequence[Diagnostic]] = []

    def choose(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        turns.append(found)
        if len(turns) == 1:
            return edits(Edit(start, start + 4, "Toi."))(found)
        (workspace.root / PATH).write_text(f"{DRAFT}\nEncore.\n", encoding="utf-8")
        return ()

    with pytest.raises(UsageError, match="changed meanwhile"):
        mend(workspace, choose)
    assert (workspace.root / PATH).read_text(encoding="utf-8") == f"{DRAFT}\nEncore.\n"
