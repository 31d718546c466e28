"""A YAML document as a tree that knows where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

ScalarKind = Literal["text", "number", "flag", "empty", "refused"]


@dataclass(frozen=True, slots=True)
class YamlText:
    """A scalar: ``text`` as written (quotes and escapes undone), what YAML takes it for, and its character offsets.

    ``refused`` stands where something was already reported (an alias, an unknown tag): nobody should report it again.
    """

    text: str
    kind: ScalarKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class YamlList:
    """A sequence and its character offsets."""

    entries: tuple[YamlNode, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """A key of a mapping, its value, and where the key stands."""

    key: str
    value: YamlNode
    key_start: int
    key_end: int


@dataclass(frozen=True, slots=True)
class YamlMap:
    """A mapping, in the order of the file, each key once, and its character offsets."""

    entries: tuple[YamlEntry, ...]
    start: int
    end: int
    _by_key: dict[str, YamlEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {entry.key: entry for entry in self.entries})

    def __iter__(self) -> Iterator[YamlEntry]:
        return iter(self.entries)

    def entry(self, key: str) -> YamlEntry | None:
        """The entry of that key, None without one."""
        return self._by_key.get(key)


YamlNode = YamlText | YamlList | YamlMap
YamlPath = Sequence[str | int]


def locate(root: YamlMap, path: YamlPath, *, key: bool = False) -> tuple[int, int]:
    """Character offsets of the value (or, with ``key``, of the key) at ``path``.

    Where the path leads to nothing, the nearest ancestor that exists answers: with its key when it has one,
    since a whole block is no place to point at.
    """
    node: YamlNode = root
    found = (root.start, root.end)
    for position, step in enumerate(path):
        last = position == len(path) - 1
        entry = _step(node, step)
        if entry is None:
            return (node.start, node.end) if isinstance(node, YamlText) and node.end > node.start else found
        node, named = entry
        found = named if named is not None and (key or not last) else (node.start, node.end)
    return found


def _step(node: YamlNode, step: str | int) -> tuple[YamlNode, tuple[int, int] | None] | None:
    """One step down: the node there and, in a mapping, its key's offsets."""
    if isinstance(node, YamlMap) and isinstance(step, str):
        entry = node.entry(step)
        return None if entry is None else (entry.value, (entry.key_start, entry.key_end))
    if isinstance(node, YamlList) and isinstance(step, int) and 0 <= step < len(node.entries):
        return node.entries[step], None
    return None
