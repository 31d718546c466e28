"""Shapes: mappings with fixed keys, declared key by key, and how a YAML tree is held against one.

One pass reads every key, tells everything that does not fit, each at its place, and keeps what is valid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, cast

from wp_portraits.diagnostics.spelling import near
from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.remark import Remark
from wp_portraits.drafts.yaml_tree import YamlEntry, YamlMap, YamlNode, YamlText
from wp_portraits.schema.forms import Json
from wp_portraits.schema.kind import Kind, Reading, Unfit, is_empty, is_refused

T = TypeVar("T")
D = TypeVar("D")
ShapeT = TypeVar("ShapeT", bound="Shape")

NOTHING = YamlMap((), 0, 0)
_LACKING: Any = object()
_HINTS = {
    "person": "Indent the name below it: “  name: Camille Roy”.",
    "photo": "Write photo: images/camille.jpg, or file, alt and credit below it.",
    "labels": "Indent follow, related and reading below it.",
}


class Key(NamedTuple):
    """A key of a shape: the kind of its value, what it means, examples, and what stands in for a valid value."""

    kind: Kind[Any]
    about: str
    examples: Sequence[Any]
    required: bool
    default: Any


def key(
    kind: Kind[T], about: str, *, examples: Sequence[Any] = (), default: D = _LACKING, blank: T = _LACKING
) -> T | D:
    """Declare a key. One without ``default`` is required: where it is missing, ``blank`` stands in for it; without
    that, the whole mapping is left out.
    """
    required = default is _LACKING
    return cast(T, Key(kind, about, examples, required, blank if required else default))


class Shape:
    """A mapping with fixed keys, and a kind of value. A key without a value counts as absent."""

    keys: ClassVar[Mapping[str, Key]]
    _defaults: ClassVar[Mapping[str, Any]]
    _needed: ClassVar[Set[str]]

    def __init_subclass__(cls) -> None:
        cls.keys = {name: declared for name, declared in vars(cls).items() if isinstance(declared, Key)}
        cls._defaults = {name: each.default for name, each in cls.keys.items() if each.default is not _LACKING}
        cls._needed = cls.keys.keys() - cls._defaults.keys()

    def __init__(self, **values: Any) -> None:
        self.__dict__ |= {**self._defaults, **values}

    @classmethod
    def short(cls, node: YamlNode) -> YamlMap:  # noqa: ARG003  # for shapes that have short forms
        """What a short form says of keys that are not written themselves; raises Unfit."""
        return NOTHING

    @classmethod
    def short_forms(cls) -> list[Json]:
        """The short forms, for editors."""
        return []

    @classmethod
    def form(cls) -> Json:
        """As :meth:`Kind.form`: a reference to the shape's own schema, perhaps beside the short forms."""
        whole = {"$ref": f"#/$defs/{cls.__name__}"}
        short = cls.short_forms()
        return {"anyOf": [*short, whole]} if short else whole

    @classmethod
    def read(cls, node: YamlNode, under: YamlEntry, reading: Reading) -> Self | None:
        """As :meth:`Kind.read`: None when a required key without blank has no valid value."""
        try:
            said = cls.short(node)
            if said is NOTHING and not isinstance(node, YamlMap):
                hint = _HINTS.get(under.key, "Write its keys below it, each on its own line and indented.")
                raise Unfit("F007", "“{name}” must be made of keys and values.", hint)
        except Unfit as problem:
            reading.tell(problem, node, under)
            return None
        written = node if isinstance(node, YamlMap) else NOTHING
        values = {}
        for name, declared in cls.keys.items():
            if said is NOTHING and not declared.required and written.entry(name) is None:
                continue
            value = _value(name, declared, written, said, reading)
            if value is not None:
                values[name] = value
            elif declared.required and _is_absent(name, written) and _is_absent(name, said):
                reading.add(_missing(name, written, under))
        _tell_unknown(cls.keys, written, said, reading)
        return cls(**values) if all(name in values for name in cls._needed) else None


def mapping(**values: YamlNode) -> YamlMap:
    """A mapping that nobody wrote: what a short form says, each value at its place."""
    return YamlMap(tuple(YamlEntry(name, node, node.start, node.end) for name, node in values.items()), 0, 0)


def hold(shape: type[ShapeT], draft: Draft) -> tuple[ShapeT, Reading]:
    """Hold a draft's (or series file's) tree against ``shape``, whose required keys all have blanks.

    A tree that could not be read has nothing but blanks, and no remarks.
    """
    reading = Reading(draft.text)
    value = None
    if draft.front is not None:
        value = shape.read(draft.front, YamlEntry("", draft.front, *draft.place_at(())), reading)
    return value or shape(), reading


def _value(name: str, declared: Key, written: YamlMap, said: YamlMap, reading: Reading) -> Any:
    """The valid value of a key: as it is written, else as a short form says; None without one."""
    for place in (written, said):
        entry = place.entry(name)
        if entry is not None and not is_empty(entry.value):
            value = declared.kind.read(entry.value, entry, reading)
            if value is not None:
                return value
    return None


def _is_absent(name: str, written: YamlMap) -> bool:
    entry = written.entry(name)
    return entry is None or is_empty(entry.value)


def _missing(name: str, written: YamlMap, under: YamlEntry) -> Remark:
    """F006 at the key without value, else at the key (or entry) that lacks it."""
    direct = written is under.value
    where = f" in “{under.key}”" if direct and under.key else ""
    entry = written.entry(name)
    if entry is not None:
        message = f"The required key “{name}”{where} has no value."
        return Remark("F006", entry.key_start, entry.key_end, message, f"Write one after “{name}: ”.")
    start, end = (under.key_start, under.key_end) if direct else (written.start, written.end)
    return Remark("F006", start, end, f"The required key “{name}” is missing{where}.", f"Add “{name}: …”.")


def _tell_unknown(keys: Mapping[str, Key], written: YamlMap, said: YamlMap, reading: Reading) -> None:
    """F005 for each key that is neither the shape's own nor a short form."""
    for entry in written:
        known = entry.key in keys or any(entry.value is each.value for each in said)
        if not known and not is_refused(entry.value) and not reading.full:
            hint = _hint_for_unknown(entry, list(keys), reading.text)
            message = f"Unknown key “{entry.key}”."
            reading.add(Remark("F005", entry.key_start, entry.key_end, message, hint))


def _hint_for_unknown(entry: YamlEntry, known: list[str], text: str) -> str:
    """The nearest known key, or all of them; a key without colon was part of a text with a comma."""
    if (
        isinstance(entry.value, YamlText)
        and entry.value.kind == "empty"
        and text[entry.key_end : entry.key_end + 1] in (",", "}")
    ):
        return "If it goes on with the text before the comma, put that whole text in double quotes."
    close = near(entry.key.lower(), known, 0.6)
    return f"Did you mean “{close}”?" if close else f"Known keys here: {', '.join(known)}."
