"""The shapes of drafts and series files as JSON Schema, for editors.

Made from the very models that the reading uses, so that the two cannot drift apart.
"""

from __future__ import annotations

from typing import Literal

from wp_portraits.schema.kind import ANYTHING, TEXT, Json
from wp_portraits.schema.series_shape import SeriesShape
from wp_portraits.schema.shapes import DraftShape, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("draft", "series")

_NOTHING: Json = {"type": ["string", "null"], "pattern": r"^\s*$"}
"""A key without a value counts as absent."""

_KINDS: dict[str, tuple[type[Shape], Json]] = {
    "draft": (
        DraftShape,
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
    kind, about = _KINDS[name]
    made = kind.model_json_schema()
    below = {
        shape: {"title": shape.removesuffix("Shape"), **_tidied(each)} for shape, each in made.pop("$defs").items()
    }
    return {"$schema": DIALECT, **about, **_tidied(made), "$defs": below}


def _tidied(schema: Json) -> Json:
    """An object's schema without what the model says to programmers, its optional properties ready for nothing."""
    required = schema.get("required", [])
    properties = {
        name: {"title": _title(name), **(property_ if name in required else _optional(property_))}
        for name, property_ in schema["properties"].items()
    }
    tidied = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**tidied, "required": required} if required else tidied


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _optional(property_: Json) -> Json:
    """A property that may be left empty; a default only where it is a word or a number."""
    about: Json = {key: property_[key] for key in ("title", "description", "examples") if key in property_}
    if isinstance(property_.get("default"), str | int) and property_["default"] != "":
        about["default"] = property_["default"]
    form = {key: value for key, value in property_.items() if key not in (*about, "default")}
    forms = [each for each in form.get("anyOf", [form]) if each != {"type": "null"}]
    if forms == [TEXT]:
        return {**about, **ANYTHING}
    return {**about, "anyOf": [*forms, _NOTHING]}
