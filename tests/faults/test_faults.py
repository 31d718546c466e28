"""A short part of the lives that ``python -m tests.faults`` lives by the hundred: the same seeds each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.life import KILLED, Life
from tests.faults.scene import Moment, Scene
from wp_portraits.sandbox import Sandbox

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def scene(wordpress: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    scene = Scene(wordpress, tmp_path_factory.mktemp("lives"))
    yield scene
    scene.close()
    wordpress.reset()


@pytest.mark.parametrize("seed", [11, 12])
def test_whatever_befalls_it_the_blog_ends_as_its_drafts_say(scene: Scene, seed: int) -> None:
    life = Life(scene, seed)
    tally = life.live(faulty=5, killed=4)
    assert not tally.violations, "\n".join([*life.story, *tally.violations])
    assert tally.faults
    assert tally.kills
    assert tally.posts == len(life.blog.drafts) >= 3


def test_an_update_killed_before_its_answer_is_no_work_of_others(scene: Scene) -> None:
    life = Life(scene, 3)
    scene.renew()
    life.clean_run()
    first, second = sorted(life.blog.drafts)[:2]
    for draft in life.blog.drafts.values():
        draft.tags = ("radio",)  # each shows the titles of all others
    life.blog.retitle(first)
    ran = scene.run_until(life.blog.folder, Moment("acted", 1, 0, where="batch"), "publish", "--yes")
    assert ran.code == KILLED
    life.blog.retitle(second)
    assert not life.end().violations, "\n".join([*life.story, *life.tally.violations])
