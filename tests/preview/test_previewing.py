"""What is shown of drafts that change under the preview's hands."""

from __future__ import annotations

from pathlib import Path

from wp_portraits.flows.previewing import Preview
from wp_portraits.preview.board import Board
from wp_portraits.workspace.locate import Workspace

DRAFT = "---\nseries: s\nid: nadia-2014\nperson: {name: Nadia Benali}\n---\n\n## Qui?\n\nMoi.\n"


def test_a_draft_that_has_an_error_for_a_moment_keeps_its_address(tmp_path: Path) -> None:
    (tmp_path / "drafts" / "series").mkdir(parents=True)
    (tmp_path / "drafts" / "series" / "s.yml").write_text("name: S\n", encoding="utf-8")
    draft, board = tmp_path / "drafts" / "nadia.md", Board("a")
    draft.write_text(DRAFT, encoding="utf-8")
    shown = Preview(Workspace(tmp_path, tmp_path), (), "blocks", board)
    assert shown.show()
    assert b"Moi." in board.document("/portraits/nadia-2014/").body

    draft.write_text(DRAFT.replace("---\n\n", "titel: x\n---\n\n"), encoding="utf-8")
    assert shown.show_anew()
    broken = board.document("/portraits/nadia-2014/")
    assert broken.status == 200
    assert b"F005" in broken.body
    assert b"Moi." not in broken.body
    assert board.document("/portraits/nadia/").status == 404

    draft.unlink()
    assert shown.show_anew()
    assert board.document("/portraits/nadia-2014/").status == 404
