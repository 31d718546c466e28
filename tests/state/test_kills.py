"""Kill -9 between any two statements: what was committed is there, whole, and nothing else."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wp_portraits.state.mirror import Mirror
from wp_portraits.state.posts import PostStore

KILLS = 15
"""Of each writer; the seconds they take are the start of as many interpreters."""

POSTS = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from wp_portraits.plan.base import Base
from wp_portraits.state.posts import Intent, PostStore
moment = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
base = Base("", 1, "https://x.example.org/", "drafts/x.md", "X", "1:" + "a" * 32, "1:" + "b" * 32, "c" * 32,
            datetime(2026, 11, 20, 14, 0), text="é" * 5000)
with PostStore(Path(sys.argv[1])) as store:
    number = int(sys.argv[2])
    while True:
        number += 1
        keys = [f"portrait-{number}-{place}" for place in range(25)]
        store.begin([Intent(key, moment, key) for key in keys])
        print("begun", number, flush=True)
        store.record(replace(base, key=key, post_id=number * 100 + place) for place, key in enumerate(keys))
        print("recorded", number, flush=True)
"""

COMMENTS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import Mirror, Progress
with Mirror(Path(sys.argv[1])) as mirror:
    number = int(sys.argv[2])
    while True:
        number += 1
        with mirror.transaction():
            for place in range(25):
                identity = number * 100 + place
                mirror.store(Comment(identity, 7, 0, "Nadia", "", datetime.now(UTC), "é" * 500, "approved", "comment"))
            mirror.record_progress(Progress(newest_id=number * 100 + 24))
        print("recorded", number, flush=True)
"""


def killed(script: str, path: Path, first: int, seconds: float) -> dict[str, int]:
    """Run a writer, kill it once it has been at work for so long; the last number it printed, by word."""
    told = path.with_name("told")
    with told.open("w", encoding="utf-8") as output:
        process = subprocess.Popen([sys.executable, "-c", script, str(path), str(first)], stdout=output, stderr=output)
    while not told.stat().st_size and process.poll() is None:
        time.sleep(0.001)
    time.sleep(seconds)
    process.kill()
    process.wait(10)
    said = told.read_text(encoding="utf-8").rpartition("\n")[0].splitlines()  # the last line may be half written
    return {word: int(number) for word, number in (line.split() for line in said)}


def test_what_was_published_is_recorded_whole_or_not_at_all(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path, chance = tmp_path / "posts.sqlite", random.Random(1)
    number, seen = 0, set()
    for _ in range(KILLS):
        said = killed(POSTS, path, number, chance.random() / 20)
        with PostStore(path) as store:
            bases, intents = store.bases(), store.open_intents()
        recorded = {int(key.split("-")[1]) for key in bases}
        begun = {int(key.split("-")[1]) for key in intents}
        assert len(bases) == 25 * len(recorded)
        assert len(intents) == 25 * len(begun)
        assert not recorded & begun
        assert said["begun"] in recorded | begun
        assert said.get("recorded", 0) in recorded | {0}
        assert max(recorded | begun) <= said["begun"] + 1
        seen.add(said["begun"] in recorded)
        number = max(recorded | begun)
    assert seen == {True, False}
    assert caplog.records == []


def test_a_killed_sync_leaves_the_mirror_as_it_was(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path, chance = tmp_path / "comments.sqlite", random.Random(2)
    number = 0
    for _ in range(KILLS):
        said = killed(COMMENTS, path, number, chance.random() / 20)
        with Mirror(path) as mirror:
            newest, total = mirror.progress().newest_id, mirror.total()
        assert newest // 100 in (said["recorded"], said["recorded"] + 1)
        assert total == 25 * (newest // 100)
        number = newest // 100
    assert caplog.records == []
