"""A short part of the lives that ``python -m tests.faults`` lives by the hundred: the same seeds each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.life import Life
from tests.faults.scene import Scene
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
    tally = life.live(faulty=6, killed=4)
    assert not tally.violations, "\n".join([*life.story, *tally.violations])
    assert tally.faults
    assert tally.kills
    assert tally.posts == len(life.blog.drafts) >= 3
