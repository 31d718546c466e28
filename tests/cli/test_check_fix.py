"""``check --fix`` and ``--diff`` as a user runs them: what is written, what stays byte for byte, what is said."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run

SERIES = "name: S\nquestions:\n  - {id: debut, text: Qui?, max_chars: 12}\n"
HEAD = "---\nseries: s\nperson: {name: Léa}\n---\n"
TYPED = "---\nseries: s\nperson: {name: Léa}\nexcerpt: \"L'eau : là\"\n---\n## Qui ?\n\nL'eau...\n"


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    folder = tmp_path / "drafts"
    (folder / "series").mkdir(parents=True)
    (folder / "series" / "s.yml").write_text(SERIES, encoding="utf-8")
    (folder / "lea.md").write_text(TYPED, encoding="utf-8")
    return folder


def test_mends_says_so_and_is_done(run: Run, drafts: Path) -> None:
    ran = run("check", "--fix")
    assert (ran.code, ran.err) == (0, "drafts/lea.md: 3 places mended\n")
    assert ran.out == "1 draft, nothing to report\n"
    text = (drafts / "lea.md").read_text(encoding="utf-8")
    assert text == TYPED.replace("## Qui ?\n\nL'eau...", "## Qui?\n\nL’eau…")
    again = run("check", "--fix")
    assert (again.code, again.err) == (0, "Nothing to mend.\n")
    assert (drafts / "lea.md").read_text(encoding="utf-8") == text


def test_everything_else_stays_byte_for_byte(run: Run, drafts: Path) -> None:
    head = "\ufeff" + HEAD.replace("}\n", "}\nexcerpt: 'd''ici  '  # l'été \n")
    before = head.replace("\n", "\r\n") + "L'eau  va.\r\r\nDeux.  \nFin \rx ?"
    path = drafts / "lea.md"
    path.write_bytes(before.encode())
    path.chmod(0o640)
    real = drafts.parent / "elsewhere.md"
    shutil.move(path, real)
    path.symlink_to(real)
    assert "4 places mended" in run("check", "--fix").err
    assert (
        real.read_bytes()
        == before.replace("L'eau  va", "L’eau va").replace("Fin ", "Fin").replace("x ?", "x?").encode()
    )
    assert real.stat().st_mode & 0o777 == 0o640
    assert path.is_symlink()


def test_only_the_chosen_drafts_and_findings_are_mended(run: Run, drafts: Path) -> None:
    (drafts / "zoe.md").write_text(TYPED, encoding="utf-8")
    text = TYPED.replace("L'eau...", "L'eau...\n\n<!-- wp-portraits: ignore T005 -->\nL'air...")
    (drafts / "lea.md").write_text(text, encoding="utf-8")
    ran = run("check", "--fix", "drafts/lea.md", "--ignore", "T003,Q")
    assert ran.err == "drafts/lea.md: 3 places mended\n"
    assert (drafts / "zoe.md").read_text(encoding="utf-8") == TYPED
    expected = text.replace("L'eau...", "L’eau…").replace("L'air...", "L'air…")
    assert (drafts / "lea.md").read_text(encoding="utf-8") == expected


def test_what_is_left_is_told_and_decides_the_exit_code(run: Run, drafts: Path) -> None:
    (drafts / "lea.md").write_text(TYPED.replace("excerpt", "exerpt") + "\n## Quoi ?\n", encoding="utf-8")
    ran = run("check", "--fix", "--format", "json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert [each["code"] for each in told["diagnostics"]] == ["F005", "Q003", "Q006"]
    assert (told["errors"], told["warnings"]) == (2, 1)


def test_diff_shows_what_would_be_mended_as_patch_takes_it(run: Run, drafts: Path) -> None:
    (drafts / "zoe.md").write_text(TYPED.rstrip("\n").replace("Léa", "Zoé"), encoding="utf-8")
    ran = run("check", "--diff")
    assert ran.code == 0
    assert ran.err.splitlines()[-1] == "6 places in 2 drafts would be mended"
    assert (drafts / "lea.md").read_text(encoding="utf-8") == TYPED
    subprocess.run(["git", "apply", "-"], cwd=drafts.parent, input=ran.out, text=True, check=True)
    patched = (drafts / "lea.md").read_bytes(), (drafts / "zoe.md").read_bytes()
    assert run("check", "--fix").err == "Nothing to mend.\n"
    assert patched == ((drafts / "lea.md").read_bytes(), (drafts / "zoe.md").read_bytes())


def test_a_draft_that_would_get_an_error_is_left_as_it_is(run: Run, drafts: Path) -> None:
    before = HEAD + "## Qui?\n\nOui: l'eau x\n"  # twelve characters; thirteen with a space before the colon
    (drafts / "lea.md").write_text(before, encoding="utf-8")
    ran = run("check", "--fix")
    assert "left as it is, since it would have the error Q002: mend it by hand" in ran.err
    assert (drafts / "lea.md").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("- mastodon: @lea@social.example", '- mastodon: "@lea@social.example"'),
        ("- {x: @lea}", '- {x: "@lea"}'),
        ("- {network: x, handle: https://x.com/lea}", '- {network: x, handle: "@lea"}'),
        ("- mastodon: lea @ social.example", '- mastodon: "@lea@social.example"'),
        ("- linkedin: linkedin.com/in/lea-roy/", '- linkedin: "lea-roy"'),
        ("- mastodon: lea@social.example # là", '- mastodon: "@lea@social.example" # là'),
        ("- {network: x, url: http://x.com/lea}", "- {network: x, url: https://x.com/lea}"),
    ],
)
def test_handles_become_what_was_plainly_meant(run: Run, drafts: Path, written: str, mended: str) -> None:
    text = "---\nseries: s\nperson: {name: Léa}\nfollow:\n  %s\n---\n## Qui?\n\nMoi.\n"
    (drafts / "lea.md").write_text(text % written, encoding="utf-8")
    ran = run("check", "--fix")
    assert (ran.code, ran.out) == (0, "1 draft, nothing to report\n")
    assert (drafts / "lea.md").read_text(encoding="utf-8") == text % mended


@pytest.mark.parametrize(
    "written", ["- mastodon: lea roy", "- {network: x, handle: https://x.com/lea/status/1}", "- x: x.com"]
)
def test_a_handle_that_could_mean_anything_is_left(run: Run, drafts: Path, written: str) -> None:
    text = f"---\nseries: s\nperson: {{name: Léa}}\nfollow:\n  {written}\n---\n## Qui?\n\nMoi.\n"
    (drafts / "lea.md").write_text(text, encoding="utf-8")
    run("check", "--fix")
    assert (drafts / "lea.md").read_text(encoding="utf-8") == text
