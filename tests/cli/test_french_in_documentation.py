"""The French of the documentation is set as `check` would have it in a draft."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Run

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
SPACED = re.compile('[\\w’»] [?!;](?=[\\s"”*)`]|$)')
ON_PURPOSE = ("Tu viens ?", '"Comment as-tu commencé ?", "comment as tu commencé"')
"""An example of what is wrong, and of wordings that are the same."""


def test_the_french_guide_has_nothing_to_mend(run: Run, tmp_path: Path) -> None:
    (tmp_path / "drafts" / "series").mkdir(parents=True)
    (tmp_path / "drafts" / "series" / "s.yml").write_text("name: S\nlang: fr-CA\n", encoding="utf-8")
    guide = (ROOT / "docs" / "guide-fr.md").read_text(encoding="utf-8")
    draft = f"---\nseries: s\nperson: {{name: Camille Roy}}\n---\n{guide}"
    (tmp_path / "drafts" / "guide.md").write_text(draft, encoding="utf-8")
    told = run("check", "--select", "T", "--strict")
    assert (told.code, told.out) == (0, "1 draft, nothing to report\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_ordinary_space_stands_before_a_high_sign(page: Path) -> None:
    """In examples, too; English has none there, either."""
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if SPACED.search(line) and not any(each in line for each in ON_PURPOSE)] == []
