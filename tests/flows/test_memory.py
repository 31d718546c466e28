"""A check that remembers finds what one that does not would find, whatever happened in between, and reads less."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.flows.small_workspaces import NOW, PNG, SERIES, verdicts, workspaces, write
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.flows import accounts as flows_accounts
from wp_portraits.flows import judging, memory, memory_lines
from wp_portraits.flows.accounts import Account
from wp_portraits.flows.checking import check_workspace
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.marks import mark_of, program_mark, settled
from wp_portraits.workspace.sealed import read_sealed, write_sealed

CAMILLE = "---\nseries: s\nperson: {name: Camille Roy}\nrelated: [lea]\n---\n## Comment as-tu commencé ?\n\n![Une loutre](images/a.png)\n"
LEA = "---\nseries: s\nperson: {name: Léa Roy}\n---\n## Comment as-tu commencé ?\n\n## Et puis ?\n\nBien.\n"
FILES = {
    "drafts/camille.md": CAMILLE.encode(),
    "drafts/lea.md": LEA.encode(),
    "drafts/images/a.png": PNG,
    "drafts/series/s.yml": SERIES.encode(),
}


def expected(workspace: Workspace) -> tuple[Diagnostic, ...]:
    found = [each for findings in verdicts(workspace).values() for each in findings]
    return tuple(sorted(found, key=lambda each: each.sort_key))


@settings(deadline=None, max_examples=40)
@given(moments=st.lists(workspaces(), min_size=2, max_size=4))
def test_whatever_happens_between_two_checks_is_seen(moments: list[dict[str, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        for files in [*moments, moments[0], moments[0]]:
            workspace = write(files, Path(folder))
            assert check_workspace(workspace, (), now=NOW).diagnostics == expected(workspace)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return write(FILES, tmp_path)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The drafts that were read, one after the other."""
    paths: list[str] = []
    judge = judging.Desk._judge

    def noted(desk: judging.Desk, path: str) -> Account:
        paths.append(path)
        return judge(desk, path)

    monkeypatch.setattr(judging.Desk, "_judge", noted)
    return paths


def check(workspace: Workspace) -> tuple[Diagnostic, ...]:
    found = check_workspace(workspace, (), now=NOW, jobs=1).diagnostics
    assert found == expected(workspace)
    return found


CHANGES = {
    "nothing": ({}, []),
    "a draft": ({"drafts/lea.md": LEA.replace("Bien", "Mal").encode()}, ["lea"]),
    "a key that another names": (
        {"drafts/lea.md": LEA.replace("series", "id: leo\nseries").encode()},
        ["camille", "lea"],
    ),
    "a new draft": ({"drafts/omar.md": LEA.replace("Léa", "Omar").encode()}, ["omar"]),
    "a new draft with a slug of another": ({"drafts/omar.md": LEA.encode()}, ["lea", "omar"]),
    "a picture": ({"drafts/images/a.png": b"no picture"}, ["camille"]),
    "a picture nobody shows": ({"drafts/images/b.png": PNG}, []),
    "the series": ({"drafts/series/s.yml": (SERIES + "minimum_answers: 3\n").encode()}, ["camille", "lea"]),
    "another series": ({"drafts/series/t.yml": SERIES.encode()}, ["camille", "lea"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_a_change_touches_is_read_again(workspace: Workspace, judged: list[str], change: str) -> None:
    check(workspace)
    judged.clear()
    files, read = CHANGES[change]
    write({**FILES, **files}, workspace.root)
    check(workspace)
    assert sorted(judged) == [f"drafts/{name}.md" for name in read]
    judged.clear()
    check(workspace)
    assert judged == []


@pytest.mark.parametrize("path", ["drafts/lea.md", "drafts/images/a.png"])
def test_a_file_that_goes_and_comes_back_is_seen(workspace: Workspace, path: str) -> None:
    before = check(workspace)
    write({name: body for name, body in FILES.items() if name != path}, workspace.root)
    assert check(workspace) != before
    write(FILES, workspace.root)
    assert check(workspace) == before


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock some seconds ahead: the files are old enough for their marks to be trusted."""
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 5_000_000_000)


@pytest.mark.usefixtures("later")
def test_files_whose_mark_is_the_same_are_not_read_at_all(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(workspace)

    def nobody(*_: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(memory, "read_bytes", nobody)
    monkeypatch.setattr(flows_accounts, "look_at", nobody)
    kept = (workspace.state / "checked.json").stat()
    check(workspace)
    assert (workspace.state / "checked.json").stat() == kept


@pytest.mark.usefixtures("later")
def test_a_picture_is_not_opened_again_for_a_draft_that_changed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(workspace)
    opened: list[str] = []
    look_at = flows_accounts.look_at
    monkeypatch.setattr(flows_accounts, "look_at", lambda file, path: opened.append(path) or look_at(file, path))
    (workspace.drafts / "camille.md").write_text(CAMILLE + "Encore.\n", encoding="utf-8")
    check(workspace)
    assert opened == []
    (workspace.drafts / "images/a.png").write_bytes(b"no picture")
    check(workspace)
    assert opened == ["drafts/images/a.png"]


@pytest.mark.usefixtures("later")
def test_an_edit_that_no_other_draft_can_see_has_none_looked_at(
    workspace: Workspace, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(workspace)
    looked: list[str] = []
    monkeypatch.setattr(memory_lines._Written, "__iter__", lambda glances: iter(looked.append(glances._line) or ()))
    (workspace.drafts / "lea.md").write_bytes(LEA.replace("Bien", "Mal").encode())
    judged.clear()
    check(workspace)
    assert (judged, looked) == (["drafts/lea.md"], [])
    (workspace.drafts / "lea.md").write_bytes(LEA.replace("series", "slug: leo\nseries").encode())
    check(workspace)
    assert len(looked) == 1


def test_a_draft_that_looked_at_the_clock_is_looked_at_whenever_that_moved(workspace: Workspace) -> None:
    dated = CAMILLE.replace("series", "date: 2026-11-20\nstatus: draft\nseries").encode()
    write({**FILES, "drafts/camille.md": dated}, workspace.root)
    late = [
        "D003" in {each.code for each in check_workspace(workspace, (), now=NOW.replace(month=month)).diagnostics}
        for month in (10, 10, 11, 10, 12)
    ]
    assert late == [False, False, True, False, True]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("path", ["drafts/lea.md", "drafts/images/a.png"])
def test_the_same_size_is_no_proof(workspace: Workspace, path: str) -> None:
    before = check(workspace)
    time.sleep(0.02)
    (workspace.root / path).write_bytes(bytes(reversed(FILES[path])))
    assert check(workspace) != before


def test_a_mark_taken_just_after_a_change_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("a", encoding="utf-8")
    mark = mark_of(path)
    assert mark
    assert not settled(mark, time.time_ns())
    assert settled(mark, time.time_ns() + 3_000_000_000)
    assert not settled(mark_of(tmp_path / "b"), 0)


def damages() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "zeros", b"\0" * 500
    yield "text", b"Bonjour\n" * 100
    yield "deep", b"x\n" + b"[" * 200_000


@pytest.mark.parametrize("body", [body for _, body in damages()], ids=[name for name, _ in damages()])
def test_a_damaged_file_is_none(workspace: Workspace, judged: list[str], body: bytes) -> None:
    check(workspace)
    (workspace.state / "checked.json").write_bytes(body)
    judged.clear()
    check(workspace)
    assert len(judged) == 2


@pytest.mark.parametrize(
    "change", [lambda whole: whole[: len(whole) // 2], lambda whole: whole.replace(b"Q003", b"Q004")]
)
def test_a_file_that_lacks_or_has_something_else_is_none(workspace: Workspace, judged: list[str], change: Any) -> None:
    check(workspace)
    path = workspace.state / "checked.json"
    path.write_bytes(change(path.read_bytes()))
    judged.clear()
    check(workspace)
    assert len(judged) == 2


@pytest.mark.parametrize(
    "told",
    [
        [],
        ["3"],
        None,
        [""],
        ['{"pictures":{},"series":[],"files":""}', "[]", "[]"],
        ['{"pictures":[],"series":[]}'],
        ["[" * 200_000],
    ],
)
def test_a_file_of_another_shape_is_none(workspace: Workspace, told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    check(workspace)
    monkeypatch.setattr(memory, "read_sealed", lambda path, purpose: told)
    check(workspace)


def test_another_program_begins_anew(workspace: Workspace, judged: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    check(workspace)
    assert program_mark() == program_mark()
    judged.clear()
    monkeypatch.setattr("wp_portraits.__version__", "0.0.1")
    check(workspace)
    assert len(judged) == 2


def test_a_folder_that_cannot_be_written_to_keeps_nothing_and_says_nothing(workspace: Workspace, run: Run) -> None:
    workspace.state.write_text("in the way", encoding="utf-8")
    first, second = run("check"), run("check")
    assert first == second
    assert (first.err, first.code) == ("", 1)


def test_what_is_sealed_for_another_purpose_is_not_opened(tmp_path: Path) -> None:
    write_sealed(tmp_path / "a", "one", ["é", "{}"])
    assert read_sealed(tmp_path / "a", "one") == ["é", "{}"]
    assert read_sealed(tmp_path / "a", "two") is None


def test_checks_at_the_same_time_do_not_disturb_each_other(workspace: Workspace, run: Run) -> None:
    alone = run("check", "--format", "json")
    command = [str(Path(sys.executable).with_name("wp-portraits")), "check", "--format", "json"]
    for _ in range(2):
        (workspace.state / "checked.json").unlink(missing_ok=True)
        running = [
            subprocess.Popen(command, cwd=workspace.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        assert [each.communicate(timeout=60) for each in running] == [(alone.out, "")] * 4
    assert run("check", "--format", "json") == alone


LOADED = """
import json, sys
from wp_portraits.cli.main import run
run(["check"])
print(json.dumps(sorted(sys.modules)))
"""


def loaded(folder: Path) -> set[str]:
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=folder, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_check_loads_neither_requests_nor_rich_nor_keyring_and_little_when_nothing_changed(
    workspace: Workspace,
) -> None:
    reading, web = (
        {"yaml", "pyromark", "PIL"},
        {"requests", "rich", "keyring", "nh3", "selectolax", "jinja2"},
    )
    first = loaded(workspace.root)
    assert first >= reading
    assert not first & web
    time.sleep(2.1)  # the picture's mark is trusted after two seconds
    assert not loaded(workspace.root) & web
    assert not loaded(workspace.root) & (reading | web)
