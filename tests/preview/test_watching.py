"""Word of changes on the disk, whatever becomes of the folders."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest
import watchfiles

from wp_portraits.preview import watching as room
from wp_portraits.preview.watching import changes

PATIENCE = 20


@pytest.fixture
def hears(tmp_path: Path) -> Callable[[Callable[[], object]], None]:
    """Do something, and wait until it is noticed."""
    drafts, templates = tmp_path / "drafts", tmp_path / "templates"
    drafts.mkdir()
    told: SimpleQueue[None] = SimpleQueue()
    looked: SimpleQueue[None] = SimpleQueue()

    def folders() -> list[Path]:
        looked.put(None)
        return [drafts, templates]

    def listen() -> None:
        for change in changes(folders, look_up=0.05):
            told.put(change)

    Thread(target=listen, daemon=True).start()

    def noticed(deed: Callable[[], object]) -> None:
        drain(looked)
        for _ in range(3):  # what was done before is settled
            looked.get(timeout=PATIENCE)
        drain(told)
        deed()
        told.get(timeout=PATIENCE)

    return noticed


def drain(queue: SimpleQueue[None]) -> None:
    while not queue.empty():
        queue.get()


def test_folders_that_go_and_come_are_noticed(hears: Callable[[Callable[[], object]], None], tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    hears(lambda: (tmp_path / "templates").mkdir())
    hears(lambda: shutil.rmtree(drafts))
    hears(lambda: shutil.rmtree(tmp_path / "templates"))
    hears(drafts.mkdir)
    hears(lambda: (drafts / "zoe.md").write_text("Bonjour"))


def test_where_the_system_cannot_tell_folders_are_looked_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[bool | None] = []

    def watch(*folders: Path, force_polling: bool | None, **_: object) -> object:
        asked.append(force_polling)
        if not force_polling:
            raise OSError("inotify watch limit reached")
        return iter([{(watchfiles.Change.modified, "a")}])

    monkeypatch.setattr(room, "watch", watch)
    assert next(changes(lambda: [tmp_path])) is None
    assert asked == [None, True]


def test_what_cannot_be_watched_at_all_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def watch(*_: object, **__: object) -> object:
        raise OSError("no")

    monkeypatch.setattr(room, "watch", watch)
    with pytest.raises(OSError, match="no"):
        next(changes(lambda: [tmp_path]))
