"""Each contender runs and does its work. What it takes is never asserted: that is for ``script/bench`` to tell."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from arena import Arena, BenchError, Contender
from contenders import CONTENDERS
from conversation import ROWS, fill, measures
from figures import Figures
from interviews import QUESTIONS, draft, interviews, write_workspace
from peers import PEERS, Missing
from unchanged import nothing_changed, one_edit, publish_all, without_state

from wp_portraits.sandbox.box import Sandbox


def test_the_same_seed_gives_the_same_interviews() -> None:
    assert interviews(5) == interviews(5)
    assert interviews(5) != interviews(5, seed=1)


def test_the_interviews_are_long_different_and_have_tags_of_their_own() -> None:
    found = interviews(100)
    assert mean(len(draft(each)) for each in found) == pytest.approx(19_000, rel=0.05)
    assert len({each.key for each in found}) == len({each.tags for each in found}) == 100
    assert {each.body.count("\n## ") for each in found} == {QUESTIONS}
    assert any("](" in each.body for each in found)


def test_check_has_nothing_to_say_about_them(run: Callable[..., Any], tmp_path: Path) -> None:
    write_workspace(tmp_path, interviews(20))
    ran = run("check", "--strict")
    assert (ran.code, ran.out) == (0, "20 drafts, nothing to report\n")


@pytest.fixture(scope="module")
def arena(wordpress: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Arena:
    arena = Arena(wordpress, tmp_path_factory.mktemp("arena"), interviews(3))
    arena.render()
    return arena


@pytest.mark.site
@pytest.mark.parametrize("contender", CONTENDERS, ids=lambda contender: contender.name)
def test_a_contender_puts_every_interview_online(arena: Arena, contender: Contender) -> None:
    taken = contender.run(arena)
    arena.verify()
    assert list(taken.seconds) == list(contender.rows)
    assert min(taken.seconds.values()) > 0


@pytest.mark.site
@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_puts_every_interview_online(arena: Arena, peer: Contender) -> None:
    try:
        taken = peer.run(arena)
    except Missing as reason:
        pytest.skip(str(reason))
    arena.verify()
    assert list(taken.seconds) == list(peer.rows)
    assert taken.requests >= 3


@pytest.mark.site
def test_requests_are_counted_on_the_site(arena: Arena) -> None:
    arena.empty()
    before = arena.requests()
    told = arena.publish()
    deadline = time.monotonic() + 10
    while arena.requests() - before < told["requests"] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert arena.requests() - before == told["requests"]


@pytest.mark.site
def test_an_interview_that_is_missing_or_not_whole_is_noticed(arena: Arena) -> None:
    arena.empty()
    with pytest.raises(BenchError, match="0 posts are online, not these 3"):
        arena.verify()
    arena.publish()
    arena.verify()
    arena.box.eval_php("$post = get_posts()[0]; wp_set_post_tags($post->ID, 'autre');")
    with pytest.raises(BenchError, match="is not whole"):
        arena.verify()


@pytest.mark.site
def test_publishing_again_is_measured_with_and_without_state(arena: Arena) -> None:
    for measure in (publish_all, nothing_changed, one_edit, without_state):
        assert measure(arena).requests > 0


def test_the_table_names_who_was_left_out_and_why() -> None:
    figures = Figures("7.1.4", 3, 5, 1)
    figures.leave_out(PEERS[0], "it needs Python 2", failed=False)
    assert f"- left out: {PEERS[0].name}: it needs Python 2" in figures.table()
    assert not figures.failed
    assert figures.as_json()["left_out"] == {PEERS[0].name: "it needs Python 2"}


@pytest.mark.site
def test_the_script_prints_a_table_and_writes_json(wordpress: Sandbox, tmp_path: Path) -> None:
    script = Path(__file__).with_name("run.py")
    options = ["--posts", "1", "--rounds", "1", "--only", "loop", "--json", str(tmp_path / "figures.json")]
    home = ["--home", str(tmp_path), "--site", str(wordpress.folder)]
    done = subprocess.run([sys.executable, str(script), *options, *home], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "| loop in PHP |" in done.stdout
    kept = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in kept["rows"]] == ["loop in PHP", "loop in PHP, loop alone"]


@pytest.mark.site
def test_what_is_measured_on_comments_brings_them_all_home(wordpress: Sandbox, tmp_path: Path) -> None:
    arena = Arena(wordpress, tmp_path, [])
    fill(arena, 430)
    measured = {row: (taken, memory) for row, taken, memory in measures(arena, 430)}
    assert set(measured) == set(ROWS)
    assert all(list(taken.seconds) == [row] and memory > 0 for row, (taken, memory) in measured.items())
    assert measured["nothing new"][0].requests <= 6
