"""Holding a YAML tree against a shape: all findings at once, each at its place, and what is valid of the rest.

The tree is validated; what is wrong is reported and taken out; then it is validated again, so that one wrong value
never hides the others from those who come after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.remark import Remark
from wp_portraits.drafts.yaml_tree import YamlList, YamlMap, YamlNode, YamlText
from wp_portraits.schema.shapes import Shape
from wp_portraits.schema.wording import remark_of

ShapeT = TypeVar("ShapeT", bound=Shape)
Path = tuple[str | int, ...]

_MOST = 100
"""Most wrong values told of one file: with more, it is another kind of file."""
_ROUNDS = 12
"""Each round takes out or fills in at least one more level; no shape is nearly that deep."""


@dataclass(frozen=True, slots=True)
class Shaped(Generic[ShapeT]):
    """The valid parts; remarks about the others; for each list at the top, which of the file's entries stayed."""

    value: ShapeT
    remarks: tuple[Remark, ...]
    kept: Mapping[str, tuple[int, ...]]


def shape_tree(kind: type[ShapeT], draft: Draft, blanks: Mapping[Path, Any]) -> Shaped[ShapeT]:
    """Hold a draft's (or series file's) tree against ``kind``.

    ``blanks`` has, for every required key of the shape itself, what stands in for it when it is missing. A required
    key that is missing anywhere else takes its whole entry out. A tree that could not be read has no remarks and
    nothing but blanks.
    """
    root = draft.front if draft.front is not None else YamlMap((), 0, 0)
    tree = _Tree(root, blanks)
    remarks: tuple[Remark, ...] = ()
    for turn in range(_ROUNDS):
        try:
            value = kind.model_validate(tree.plain())
        except ValidationError as error:
            errors = error.errors(include_url=False)
            if turn == 0 and draft.front is not None:
                remarks = _remarks(kind, draft, tree, errors)
            paths = [tree.path(one["loc"]) for one in errors]
            for one, path in zip(errors, paths, strict=True):
                tree.take_out(path, missing=one["type"] == "missing")
        else:
            return Shaped(value, remarks, tree.kept())
    return Shaped(kind.model_validate(_nested(blanks)), remarks, {})


def _remarks(kind: type[Shape], draft: Draft, tree: _Tree, errors: list[Any]) -> tuple[Remark, ...]:
    """The errors as remarks, each once; of a file that has very many, the first."""
    found = [remark_of(kind, draft, tree.path(error["loc"]), error) for error in errors[:_MOST]]
    return tuple(dict.fromkeys(remark for remark in found if remark is not None))


def _nested(blanks: Mapping[Path, Any]) -> dict[str, Any]:
    return {str(path[0]): blank for path, blank in blanks.items() if len(path) == 1}


class _Tree:
    """A YAML tree, less what was taken out, plus what was filled in."""

    def __init__(self, root: YamlMap, blanks: Mapping[Path, Any]) -> None:
        self._root = root
        self._blanks = blanks
        self._gone: set[Path] = set()
        self._filled: set[Path] = set()
        self._positions: dict[Path, list[int]] = {}

    def plain(self) -> Any:
        """Dicts and lists whose leaves are the tree's scalars."""
        return self._plain(self._root, ())

    def _plain(self, node: YamlNode, path: Path) -> Any:
        if isinstance(node, YamlText):
            return node
        if isinstance(node, YamlList):
            return [
                self._plain(entry, (*path, place))
                for place, entry in enumerate(node.entries)
                if (*path, place) not in self._gone
            ]
        plain = {
            entry.key: self._plain(entry.value, (*path, entry.key))
            for entry in node
            if (*path, entry.key) not in self._gone
        }
        for filled in self._filled:
            if filled[:-1] == path:
                plain[str(filled[-1])] = self._blanks[filled]
        return plain

    def path(self, loc: Path) -> Path:
        """The tree's path for a place in the plain form: list positions as in the file, steps the shape invented left
        out.
        """
        node: YamlNode | None = self._root
        path: Path = ()
        for step in loc:
            if isinstance(node, YamlList):
                if isinstance(step, str):
                    continue
                step = self._written(node, path)[step]
                node = node.entries[step]
            elif isinstance(node, YamlMap):
                entry = node.entry(str(step))
                node = entry.value if entry is not None else None
            path = (*path, step)
        return path

    def _written(self, node: YamlList, path: Path) -> list[int]:
        """The positions in the file of the entries that stayed."""
        if path not in self._positions:
            stayed = [place for place in range(len(node.entries)) if (*path, place) not in self._gone]
            self._positions[path] = stayed
        return self._positions[path]

    def take_out(self, path: Path, *, missing: bool) -> None:
        """Take out what stands at ``path``; for a missing key, fill in its blank or take out what lacks it."""
        self._positions.clear()
        if path in self._blanks and (missing or self._is_there(path)):
            self._gone.add(path)
            self._filled.add(path)
            return
        path = path[:-1] if missing else path
        while len(path) > 1 and not self._is_there(path):
            path = path[:-1]
        self._gone.add(path)

    def _is_there(self, path: Path) -> bool:
        node: YamlNode | None = self._root
        for step in path:
            if isinstance(node, YamlMap) and isinstance(step, str):
                entry = node.entry(step)
                node = entry.value if entry is not None else None
            elif isinstance(node, YamlList) and isinstance(step, int):
                node = node.entries[step] if step < len(node.entries) else None
            else:
                return False
        return node is not None

    def kept(self) -> dict[str, tuple[int, ...]]:
        """For each list at the top level, the positions (in the file) of the entries that stayed."""
        lists = [(entry.key, entry.value) for entry in self._root if isinstance(entry.value, YamlList)]
        return {key: tuple(self._written(node, (key,))) for key, node in lists}
