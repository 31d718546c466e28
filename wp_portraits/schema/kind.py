"""Kinds of values: how each is read from the YAML tree and, beside that, how an editor may expect it to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from wp_portraits.drafts.remark import Remark
from wp_portraits.drafts.yaml_tree import YamlEntry, YamlList, YamlNode, YamlText
from wp_portraits.schema.forms import Json

_MOST = 100
"""Most wrong values told of one file: with more, it is another kind of file."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Unfit(Exception):
    """A value that does not fit: the finding's code, sentence and hint. ``{name}`` stands for the key's name."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class Reading:
    """What comes to light while a file's tree is read: remarks and, for each list, which of its entries stayed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.remarks: list[Remark] = []
        self.kept: dict[str, tuple[int, ...]] = {}

    @property
    def full(self) -> bool:
        """Whether enough is wrong: what comes now is not told any more."""
        return len(self.remarks) >= _MOST

    def add(self, remark: Remark) -> None:
        """Add one."""
        if not self.full:
            self.remarks.append(remark)

    def tell(self, problem: Unfit, node: YamlNode, under: YamlEntry) -> None:
        """Remark that ``node``, the value of ``under`` or an entry of it, does not fit; not what was refused before."""
        if not is_refused(node):
            subject = f"“{under.key}”" if node is under.value else f"An entry of “{under.key}”"
            message = problem.message.replace("“{name}”", subject)
            hint = problem.hint.replace("{name}", under.key)
            self.add(Remark(problem.code, node.start, node.end, message, hint))


class Kind(Protocol[T_co]):
    """A kind of value."""

    def read(self, node: YamlNode, under: YamlEntry, reading: Reading) -> T_co | None:
        """The valid part of what stands at ``node``, below the key of ``under``; None when there is none.

        Everything that does not fit is told to ``reading``.
        """

    def form(self) -> Json:
        """The JSON Schema of what may be written."""


class Leaf(Generic[T]):
    """The kind of a single value. ``take`` makes it of the node, or raises Unfit; ``written`` is its form."""

    def __init__(self, take: Callable[[YamlNode], T], written: Mapping[str, Any]) -> None:
        self._take = take
        self._written = written

    def read(self, node: YamlNode, under: YamlEntry, reading: Reading) -> T | None:
        """As :meth:`Kind.read`."""
        try:
            return self._take(node)
        except Unfit as problem:
            reading.tell(problem, node, under)
            return None

    def form(self) -> Json:
        """As :meth:`Kind.form`."""
        return dict(self._written)


class Many(Generic[T]):
    """The kind of a list. ``for_text`` is the hint where a text stands in its place (``{text}``)."""

    def __init__(self, kind: Kind[T], for_text: str = "") -> None:
        self._kind = kind
        self._for_text = for_text

    def read(self, node: YamlNode, under: YamlEntry, reading: Reading) -> tuple[T, ...] | None:
        """The valid entries; ``reading.kept`` has their positions in the file."""
        if not isinstance(node, YamlList):
            hint = "Write one line “- …” for each entry, indented below the key."
            if self._for_text and isinstance(node, YamlText):
                hint = self._for_text.replace("{text}", node.text)
            reading.tell(Unfit("F007", "“{name}” must be a list.", hint), node, under)
            return None
        values = [self._kind.read(entry, under, reading) for entry in node.entries]
        reading.kept[under.key] = tuple(place for place, value in enumerate(values) if value is not None)
        return tuple(value for value in values if value is not None)

    def form(self) -> Json:
        """As :meth:`Kind.form`."""
        return {"items": self._kind.form(), "type": "array"}


def is_refused(node: YamlNode) -> bool:
    """Whether what stands there was reported already, when the file was parsed."""
    return isinstance(node, YamlText) and node.kind == "refused"


def is_empty(node: YamlNode) -> bool:
    """Whether a key with this value counts as absent."""
    return isinstance(node, YamlText) and node.kind != "refused" and (node.kind == "empty" or not node.text.strip())
