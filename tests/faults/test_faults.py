"""A short part of the lives that ``python -m tests.faults`` lives by the hundred: the same seeds each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.life import KILLED, Life
from tests.faults.scene import Moment, Scene
from tests.faults.tally import Tally
from wp_portraits.sandbox.box import Sandbox

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def scene(wordpress: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    scene = Scene(wordpress, tmp_path_factory.mktemp("lives"))
    yield scene
    scene.close()
    wordpress.reset()


def test_whatever_befalls_it_a_blog_ends_as_its_drafts_say(scene: Scene) -> None:
    told = Tally()
    for seed in (11, 12):
        life = Life(scene, seed)
        told.add(life.live(faulty=4, killed=3))
        assert not told.violations, "\n".join([*life.story, *told.violations])
        assert len(life.blog.drafts) >= 3
    assert told.faults.total() > 5, "\n".join(told.lines())
    assert told.kills > 1, "\n".join(told.lines())


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
