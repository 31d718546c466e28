"""Judging drafts before all are read, in whatever order and shared out or not, changes nothing of what is found."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flows.small_workspaces import NOW, SERIES, verdicts, workspaces, write
from wp_portraits.check.glances import Looks, watched
from wp_portraits.check.surroundings import Claim, Claims
from wp_portraits.flows.accounts import Account, Ground, doubtful, surroundings_of
from wp_portraits.flows.crew import Crew
from wp_portraits.flows.judging import Desk, judge_all
from wp_portraits.model.picture import Picture


@settings(deadline=None, max_examples=60)
@given(files=workspaces(), seed=st.integers(0, 9))
def test_what_is_found_does_not_depend_on_the_order(files: dict[str, bytes], seed: int) -> None:
    with TemporaryDirectory() as folder:
        workspace = write(files, Path(folder))
        ground = Ground.of(workspace, NOW)
        desk = Desk(ground)
        paths = list(ground.drafts)
        random.Random(seed).shuffle(paths)
        kept = {account.path: account for account in desk.judge(paths[: len(paths) // 2])}
        with Crew(lambda: desk, 1) as alone:
            accounts = judge_all(ground, alone, kept)
        assert {path: account.findings for path, account in accounts.items()} == verdicts(workspace)
        truth = surroundings_of(ground, accounts.values())
        assert doubtful(accounts.values(), truth) == []


@pytest.mark.parametrize("jobs", [1, 3])
def test_drafts_that_disagree_are_judged_again_by_the_truth(tmp_path: Path, jobs: int) -> None:
    front = "---\nseries: s\nslug: la-meme\nperson: {{name: Roy {0}}}\n---\n## Comment as-tu commencé ?\n\nBien.\n"
    drafts = {f"drafts/roy-{number:02}.md": front.format(number).encode() for number in range(40)}
    workspace = write({**drafts, "drafts/series/s.yml": SERIES.encode()}, tmp_path)
    ground = Ground.of(workspace, NOW)
    with Crew(partial(Desk, ground), jobs) as crew:
        accounts = judge_all(ground, crew, {})
    assert {path: account.findings for path, account in accounts.items()} == verdicts(workspace)
    assert all(any(found.code == "K002" for found in account.findings) for account in accounts.values())


def around(*claims: Claim, pictures: tuple[Picture, ...] = ()) -> Claims:
    gathered = Claims([claim.path for claim in claims])
    for claim in claims:
        gathered.enter(claim)
    return gathered


CAMILLE, LEA = Claim("drafts/camille.md", "camille", "c"), Claim("drafts/lea.md", "lea", "l", ("example.org",))


def test_a_look_is_true_until_something_else_is_seen_there() -> None:
    view, looks = watched(around(CAMILLE).around({}))
    assert "lea" not in view.keys
    assert view.slugs.get("c") == ("drafts/camille.md",)
    assert Looks(around(CAMILLE).around({})).agree(looks.all())
    assert Looks(around(CAMILLE, Claim("drafts/omar.md", "omar", "o")).around({})).agree(looks.all())
    assert not Looks(around(CAMILLE, LEA).around({})).agree(looks.all())


@pytest.mark.parametrize(
    "look", [lambda view: list(view.keys), lambda view: len(view.drafts), lambda view: view.drafts - {""}]
)
def test_a_look_at_all_sees_everything_that_comes(look: object) -> None:
    view, looks = watched(around(CAMILLE).around({}))
    look(view)  # type: ignore[operator]
    assert not Looks(around(CAMILLE, LEA).around({})).agree(looks.all())
    assert Looks(around(CAMILLE).around({})).agree(looks.all())


def test_the_clock_matters_to_those_who_looked_at_it() -> None:
    view, looks = watched(around(CAMILLE).around({}, NOW))
    later = Looks(around(CAMILLE).around({}, NOW.replace(hour=13)))
    assert later.agree(looks.all())
    assert view.now == NOW
    assert not later.agree(looks.all())


def test_a_picture_that_changed_is_seen() -> None:
    view, looks = watched(around(CAMILLE).around({"a.png": Picture("a.png", "image/png", 1, 1, 10, "ab")}))
    assert view.pictures.get("a.png")
    assert not Looks(around(CAMILLE).around({"a.png": Picture("a.png", "image/png", 1, 1, 10, "cd")})).agree(
        looks.all()
    )
    assert not Looks(around(CAMILLE).around({})).agree(looks.all())


def test_a_draft_that_cannot_be_read_has_an_account_of_its_own(tmp_path: Path) -> None:
    workspace = write({"drafts/series/s.yml": SERIES.encode()}, tmp_path)
    (workspace.drafts / "lea.md").symlink_to("nowhere")
    ground = Ground.of(workspace)
    (account,) = Desk(ground).judge(ground.drafts)
    assert account == Account("drafts/lea.md", "", findings=account.findings)
    assert [found.code for found in account.findings] == ["F010"]
