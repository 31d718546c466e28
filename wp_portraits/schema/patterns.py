"""The patterns of a series (title and labels): Jinja, cut down to what a line of text needs.

A pattern may print ``person``'s, ``series``'s and ``lang``'s values, through a few filters, with ``if``. Values are
never read as patterns.
"""

from __future__ import annotations

import re

from wp_portraits.model.portrait import Person
from wp_portraits.schema.leaves import one_line

MAX_PATTERN = 500
"""Longest pattern, and longest text one may make, in characters."""

NAMES: dict[str, tuple[str, ...]] = {"person": ("name", "role", "organization"), "series": ("name",), "lang": ()}
"""What a pattern knows: each name with what can be asked of it."""

_VALUE = re.compile(r"\{\{ *(person\.name|person\.role|person\.organization|series\.name|lang) *\}\}")
_PLAIN = re.compile(rf"[^{{}}\r\n]*(?:{_VALUE.pattern}[^{{}}\r\n]*){{0,9}}")
"""A pattern that only prints values, as most do: filled in here as Jinja would, without loading it."""
_SAMPLE = Person("Prénom Nom", "rôle", "organisation")


class PatternProblem(ValueError):
    """A pattern that cannot be read or filled in: a sentence and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def fill(pattern: str, person: Person, series_name: str, lang: str) -> str:
    """The pattern's text for one person, on one line. Raises PatternProblem."""
    if len(pattern) > MAX_PATTERN:
        raise PatternProblem(f"The pattern has more than {MAX_PATTERN} characters.", "Shorten it.")
    text = _filled(pattern, person, series_name, lang)
    if len(text) > MAX_PATTERN:
        raise PatternProblem(f"The pattern makes a text of more than {MAX_PATTERN} characters.", "Shorten it.")
    line = one_line(text).strip()
    if not line:
        raise PatternProblem(f"The pattern “{pattern}” comes out empty.", "Give it some words of its own.")
    return line


def try_pattern(pattern: str) -> None:
    """Fill the pattern in for a person who has everything. Raises PatternProblem."""
    fill(pattern, _SAMPLE, "Série", "fr-CA")


def _filled(pattern: str, person: Person, series_name: str, lang: str) -> str:
    if _PLAIN.fullmatch(pattern) is None:
        from wp_portraits.schema.pattern_templates import filled

        return filled(pattern, person, series_name, lang)
    values = {"name": person.name, "role": person.role, "organization": person.organization}
    texts = {f"person.{name}": value for name, value in values.items()} | {"series.name": series_name, "lang": lang}
    return _VALUE.sub(lambda found: texts[found[1]], pattern)
