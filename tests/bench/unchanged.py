"""What a run costs once many portraits are online: nothing changed, one edit, no local state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from arena import Arena, BenchError, Taken

Judge = Callable[[dict[str, Any]], bool]


def publish_all(arena: Arena) -> Taken:
    """Put all portraits online with our command, on a site with one post."""
    arena.empty()
    return _publish(arena, "publish all", lambda told: told["created"] == len(arena.found))


def nothing_changed(arena: Arena) -> Taken:
    """Publish again; local state is there."""
    return _publish(arena, "nothing changed", lambda told: _kept(told, arena, 0))


def without_state(arena: Arena) -> Taken:
    """Publish again from a fresh clone: no local state."""
    arena.forget()
    return _publish(arena, "nothing changed, no local state", lambda told: _kept(told, arena, 0))


def one_edit(arena: Arena) -> Taken:
    """Change one answer of one draft and publish."""
    path = arena.workspace / "drafts" / f"{arena.found[len(arena.found) // 2].key}.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nEt j’ajoute un mot.\n", encoding="utf-8")
    return _publish(arena, "one edit", lambda told: _kept(told, arena, 1))


def _publish(arena: Arena, row: str, judge: Judge) -> Taken:
    taken = Taken({})
    with arena.counted(taken, row):
        told = arena.publish()
    if not judge(told):
        told.pop("posts")
        raise BenchError(f"{row}: publish reports {told}")
    return replace(taken, requests=told["requests"])


def _kept(told: dict[str, Any], arena: Arena, updated: int) -> bool:
    """Whether nothing was sent but these updates."""
    return told["updated"] == updated and told["created"] == 0 and told["kept"] == len(arena.found) - updated
