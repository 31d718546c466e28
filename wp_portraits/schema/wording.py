"""pydantic's errors in a blogger's words, at the right place."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.remark import Remark
from wp_portraits.drafts.yaml_tree import YamlMap, YamlNode, YamlPath, YamlText
from wp_portraits.schema.shapes import Shape

_HINTS = {
    "person": "Indent the name below it: “  name: Camille Roy”.",
    "photo": "Write photo: images/camille.jpg, or file, alt and credit below it.",
    "labels": "Indent follow, related and reading below it.",
}


def remark_of(kind: type[Shape], draft: Draft, path: YamlPath, error: Any) -> Remark | None:
    """The remark one of pydantic's errors becomes; None when the reading already reported this value.

    ``path`` is the error's place in the YAML tree. Findings' own codes come as the error's type; of pydantic's own
    there are only missing and unknown keys, and values that are no mapping or list.
    """
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    stands = _node(draft, path)
    if error["type"] == "reported" or (isinstance(stands, YamlText) and stands.kind == "refused"):
        return None
    subject = f"“{name}”" if isinstance(path[-1] if path else "", str) else f"An entry of “{name}”"
    match error["type"]:
        case "missing":
            return _missing(draft, path, name)
        case "extra_forbidden":
            return _unknown(kind, draft, path, name)
        case "tuple_type" | "list_type":
            hint = "Write one line “- …” for each entry, indented below the key."
            return Remark("F007", *draft.place_at(path), f"“{name}” must be a list.", hint)
        case "model_type" | "model_attributes_type" | "dict_type":
            hint = _HINTS.get(name, "Write its keys below it, each on its own line and indented.")
            return Remark("F007", *draft.place_at(path), f"{subject} must be made of keys and values.", hint)
    context = error.get("ctx", {})
    start, end = (context["start"], context["end"]) if "start" in context else draft.place_at(path)
    message = str(context.get("message", "“{name}” has a value that does not fit."))
    code = error["type"] if "message" in context else "F007"
    hint = str(context.get("hint", "")).replace("{name}", name)
    return Remark(code, start, end, message.replace("“{name}”", subject), hint)


def _missing(draft: Draft, path: YamlPath, name: str) -> Remark:
    parent = _node(draft, path[:-1])
    present = isinstance(parent, YamlMap) and parent.entry(name) is not None
    where = f" in “{path[-2]}”" if len(path) > 1 and isinstance(path[-2], str) else ""
    place = draft.place_at(path if present else path[:-1], key=True)
    if present:
        return Remark("F006", *place, f"The required key “{name}”{where} has no value.", f"Write one after “{name}: ”.")
    return Remark("F006", *place, f"The required key “{name}” is missing{where}.", f"Add “{name}: …”.")


def _unknown(kind: type[Shape], draft: Draft, path: YamlPath, name: str) -> Remark:
    """F005, with the nearest known key, or all of them; a key without colon was part of a text with a comma."""
    known = list(_shape_at(kind, path[:-1]).model_fields)
    close = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    start, end = draft.place_at(path, key=True)
    value = _node(draft, path)
    if isinstance(value, YamlText) and value.kind == "empty" and draft.text[end : end + 1] in (",", "}"):
        hint = "If it goes on with the text before the comma, put that whole text in double quotes."
    elif close:
        hint = f"Did you mean “{close[0]}”?"
    else:
        hint = f"Known keys here: {', '.join(known)}."
    return Remark("F005", start, end, f"Unknown key “{name}”.", hint)


def _node(draft: Draft, path: YamlPath) -> YamlNode | None:
    node: YamlNode | None = draft.front
    for step in path:
        if isinstance(node, YamlMap):
            entry = node.entry(str(step))
            node = entry.value if entry is not None else None
        elif node is not None and not isinstance(node, YamlText) and isinstance(step, int):
            node = node.entries[step]
    return node


def _shape_at(kind: type[Shape], path: YamlPath) -> type[Shape]:
    """The shape that describes the mapping at ``path``."""
    for step in path:
        field = kind.model_fields.get(str(step))
        if field is not None:
            kind = next(_shapes(field.annotation), kind)
    return kind


def _shapes(annotation: Any) -> Iterator[type[Shape]]:
    """The shapes inside an annotation such as ``tuple[Annotated[FollowShape, …], ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for inner in get_args(annotation):
        yield from _shapes(inner)
