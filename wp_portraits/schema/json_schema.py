"""The shapes of drafts and series files as JSON Schema, for editors.

Made from the very shapes that the reading uses, so that the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from wp_portraits.schema.forms import ANYTHING, TEXT, Json
from wp_portraits.schema.series_shape import BoundsShape, LabelsShape, QuestionShape, SeriesRelatedShape, SeriesShape
from wp_portraits.schema.shape import Key, Shape
from wp_portraits.schema.shapes import DraftShape, FollowShape, PersonShape, PhotoShape, ReadingShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("draft", "series")

_NOTHING: Json = {"type": ["string", "null"], "pattern": r"^\s*$"}
"""A key without a value counts as absent."""

_KINDS: dict[str, tuple[type[Shape], tuple[type[Shape], ...], Json]] = {
    "draft": (
        DraftShape,
        (FollowShape, PersonShape, PhotoShape, ReadingShape),
        {
            "title": "The front matter of a portrait",
            "description": "What stands between the two lines --- at the top of a draft.",
            "examples": [
                {
                    "series": "portraits",
                    "person": {"name": "Camille Roy", "role": "Responsable des médias sociaux"},
                    "photo": {"file": "images/camille-roy.jpg", "alt": "Camille Roy à son bureau"},
                    "follow": [{"mastodon": "@camille@social.example"}],
                    "reading": [{"title": "Écrire pour le Web", "url": "https://example.org/ecrire"}],
                    "tags": ["santé"],
                }
            ],
        },
    ),
    "series": (
        SeriesShape,
        (BoundsShape, LabelsShape, QuestionShape, SeriesRelatedShape),
        {
            "title": "A series of portraits",
            "description": "What portraits have in common: a file in drafts/series.",
            "examples": [
                {
                    "name": "Portrait",
                    "title": "Portrait : {{ person.name }}",
                    "questions": [{"id": "debut", "text": "Comment as-tu commencé ?", "required": True}],
                }
            ],
        },
    ),
}


def json_schema(name: Literal["draft", "series"]) -> Json:
    """The schema (draft 2020-12) of a draft's front matter or of a series file.

    What ``check`` accepts is valid; a few of its findings no schema can tell (a date that does not exist, two
    questions that collide).
    """
    whole, parts, about = _KINDS[name]
    below = {part.__name__: {"title": part.__name__.removesuffix("Shape"), **_schema(part)} for part in parts}
    return {"$schema": DIALECT, **about, **_schema(whole), "$defs": below}


def _schema(shape: type[Shape]) -> Json:
    properties = {name: {"title": name.replace("_", " ").title(), **_property(key)} for name, key in shape.keys.items()}
    required = [name for name, key in shape.keys.items() if key.required]
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _property(key: Key) -> Json:
    """What stands at a key; where it may be left empty, a default only where it is a word or a number."""
    form = key.kind.form()
    about: Json = {"description": key.about}
    if key.default is not None and "examples" in form:
        about["examples"] = form.pop("examples")
    if key.examples:
        about["examples"] = list(key.examples)
    if key.required:
        return _ordered({**form, **about})
    if isinstance(key.default, str | int) and key.default != "":
        about["default"] = key.default
    if form == TEXT:
        return {**about, **ANYTHING}
    return {**about, "anyOf": [*map(_ordered, form.get("anyOf", [form])), _NOTHING]}


def _ordered(form: Mapping[str, Any]) -> Json:
    """The form with its words in the order of the alphabet, whoever made it; properties stay as they are told."""
    return {word: _ordered_below(word, form[word]) for word in sorted(form)}


def _ordered_below(word: str, form: Any) -> Any:
    if isinstance(form, list):
        return [_ordered_below("", each) for each in form]
    if word == "properties":
        return {name: _ordered_below("", each) for name, each in form.items()}
    return _ordered(form) if isinstance(form, dict) else form
