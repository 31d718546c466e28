from pathlib import Path

import pytest

from wp_portraits.errors import ConfigurationError
from wp_portraits.workspace.locate import Workspace, locate, repository_of


def test_the_nearest_folder_upwards_with_drafts(tmp_path: Path) -> None:
    deep = tmp_path / "drafts" / "2026"
    deep.mkdir(parents=True)
    assert locate(deep) == Workspace(tmp_path.resolve(), deep.resolve())
    assert locate(tmp_path).root == tmp_path.resolve()


def test_no_workspace_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        locate(tmp_path)
    assert "wp-portraits init" in caught.value.hint


def test_a_file_named_from_above_finds_its_workspace(tmp_path: Path) -> None:
    draft = tmp_path / "blog" / "drafts" / "2026" / "lea.md"
    draft.parent.mkdir(parents=True)
    assert locate(tmp_path, ["blog/drafts/2026/lea.md"]) == Workspace(tmp_path / "blog", tmp_path)
    assert locate(tmp_path / "blog", ["/elsewhere/drafts/a.md"]).root == tmp_path / "blog"
    with pytest.raises(ConfigurationError):
        locate(tmp_path, ["lea.md", "blog/drafts/2026/lea.md"])


def test_a_repository_is_the_named_folder_or_the_nearest_with_git(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "a" / "b", tmp_path)
    workspace.drafts.mkdir(parents=True)
    assert repository_of(workspace) == workspace.root
    assert repository_of(workspace, str(tmp_path)) == tmp_path
    (tmp_path / "a" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")  # as in a worktree or submodule
    assert repository_of(workspace) == tmp_path / "a"
    assert repository_of(workspace, str(tmp_path / "other")) == tmp_path / "a"


def test_each_site_has_its_own_state(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, tmp_path)
    folders = {
        workspace.site_state(url).name
        for url in ("https://a.example/blog", "https://a.example", "http://127.0.0.1:8871", "http://127.0.0.1:8872/")
    }
    assert folders == {"a.example-blog", "a.example", "127.0.0.1-8871", "127.0.0.1-8872"}
    assert workspace.site_state("https://user:secret@a.example").name == "a.example"
