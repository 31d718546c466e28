"""A kind of value: how it is read from the YAML tree and, beside that, how an editor may expect it to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

Json = dict[str, Any]
Written = Mapping[str, Any] | Callable[[Json], Mapping[str, Any]]
"""A JSON Schema, or what makes one of the schema of the type that the kind stands at."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Stands in an ``Annotated`` type. ``read`` makes the value or raises the error that becomes a finding.

    ``written`` takes everything that ``read`` takes, so that an editor never marks what ``check`` accepts; it may take
    more.
    """

    read: Callable[[Any], Any]
    written: Written

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """``read`` first, then what the type itself wants."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Json:
        """What stands in ``schema draft`` and ``schema series`` for a value of this kind."""
        return dict(self.written(handler(schema)) if callable(self.written) else self.written)


TEXT: Mapping[str, Any] = {
    "type": ["string", "number", "boolean"],
    "pattern": r"\S",
    "patternErrorMessage": "Write something, or delete it.",
}
"""A text, not blank; YAML's numbers and flags are taken as they are written."""

ANYTHING: Mapping[str, Any] = {"type": [*TEXT["type"], "null"]}
"""A text, or nothing."""

WEB = r"""[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"]+"""
"""The pattern of a web address."""


def like(pattern: str, *examples: str) -> Json:
    """A text that looks like ``pattern`` (as JavaScript knows them), white space around it aside.

    Editors show the message instead of the pattern.
    """
    form = {**TEXT, "pattern": rf"^\s*(?:{pattern})\s*$"}
    if not examples:
        return form
    message = f"Write something like {' or '.join(examples)}."
    return {**form, "examples": list(examples), "patternErrorMessage": message}


def among(*choices: str) -> Json:
    """One of a few words."""
    return {"type": "string", "enum": list(choices)}


def or_short(*forms: Mapping[str, Any]) -> Callable[[Json], Json]:
    """One of the short forms, or the whole one."""
    return lambda whole: {"anyOf": [*forms, whole]}
