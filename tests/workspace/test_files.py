import os
import subprocess
from pathlib import Path

import pytest

from wp_portraits.errors import UsageError
from wp_portraits.workspace.files import (
    list_drafts,
    list_series,
    read_bytes,
    select_drafts,
    select_series,
    write_atomically,
    write_state,
)
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.pictures import look_at


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("a.md", "_modele.md", ".cache.md", "notes.txt", "2026/b.md", "_old/c.md", "series/s.yml"):
        path = tmp_path / "drafts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return Workspace(tmp_path, tmp_path)


def names(workspace: Workspace, paths: list[Path]) -> list[str]:
    return [workspace.relative(path) for path in paths]


def test_drafts_are_the_markdown_files_that_are_not_put_aside(workspace: Workspace) -> None:
    assert names(workspace, list_drafts(workspace)) == ["drafts/2026/b.md", "drafts/a.md"]
    assert names(workspace, list_series(workspace)) == ["drafts/series/s.yml"]


def test_files_and_folders_choose_drafts_once(workspace: Workspace) -> None:
    assert names(workspace, select_drafts(workspace, ["drafts/2026", "drafts/2026/b.md"])) == ["drafts/2026/b.md"]


def test_drafts_are_found_through_links(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "drafts").rename(tmp_path / "ailleurs")
    (tmp_path / "drafts").symlink_to("ailleurs")
    (tmp_path / "alias").symlink_to("drafts/2026")
    several = ["drafts/a.md", "alias/b.md", "ailleurs/a.md"]
    assert names(workspace, select_drafts(workspace, several)) == ["drafts/a.md", "drafts/2026/b.md"]
    assert names(workspace, select_drafts(workspace, ["drafts"])) == ["drafts/2026/b.md", "drafts/a.md"]
    for series in ("drafts/series/s.yml", "ailleurs/series/s.yml"):
        assert names(workspace, select_series(workspace, [series])) == ["drafts/series/s.yml"]


def test_a_series_file_names_no_draft_by_itself(workspace: Workspace) -> None:
    assert select_drafts(workspace, ["drafts/series/s.yml"]) == []
    assert names(workspace, select_drafts(workspace, ["drafts/series/s.yml", "drafts/a.md"])) == ["drafts/a.md"]
    assert names(workspace, select_series(workspace, ["drafts/a.md", "drafts/series/s.yml"])) == ["drafts/series/s.yml"]
    assert select_series(workspace, ["drafts"]) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("drafts/aa.md", "Did you mean a.md?"),
        ("drafts/_modele.md", "Rename the file"),
        ("drafts/notes.txt", "Drafts are the .md files"),
    ],
)
def test_a_name_that_is_no_draft_is_refused_with_advice(workspace: Workspace, name: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        select_drafts(workspace, [name])
    assert words in caught.value.hint


@pytest.mark.parametrize(
    ("target", "why"), [("pipe", "device or a pipe"), ("/dev/zero", "device or a pipe"), (".", "dir")]
)
def test_a_link_to_what_never_ends_is_not_read(tmp_path: Path, target: str, why: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "lien.md").symlink_to(target)
    assert why in str(read_bytes(tmp_path / "lien.md"))
    seen = look_at(tmp_path / "lien.md", "drafts/images/lien.jpg")
    assert seen is not None
    assert why in seen.problem


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomically(path, "avant\r\n")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "\ud800")
    assert path.read_bytes() == b"avant\r\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]
    with pytest.raises(UsageError):
        write_atomically(path / "below.txt", "x")


def test_the_state_keeps_itself_out_of_git_and_needs_no_disk(tmp_path: Path) -> None:
    folder = tmp_path / ".wp-portraits"
    write_state(folder / "kept.json", "{}")
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert (folder / "kept.json").stat().st_mode & 0o777 == 0o600
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    status = subprocess.run(["git", "status", "--short"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert status.stdout == ""
    write_state(folder / "kept.json" / "below.json", "{}")
    assert (folder / "kept.json").read_text(encoding="utf-8") == "{}"
