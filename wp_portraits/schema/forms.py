"""How values may be written, as JSON Schema: what an editor expects.

A form takes everything that the reading takes, so that an editor never marks what ``check`` accepts; it may take more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

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
