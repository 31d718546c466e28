"""The patterns of a series (title and labels): Jinja, cut down to what a line of text needs. The only door to Jinja
in this room.

A pattern may print ``person``'s, ``series``'s and ``lang``'s values, through a few filters, with ``if``. There are no
loops, calls, arithmetic or assignments, so that filling one in costs next to nothing, whoever wrote it; the sandbox
is a second fence. Values are never read as patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wp_portraits.model.portrait import Person

MAX_PATTERN = 500
"""Longest pattern, and longest text one may make, in characters."""

_MAX_PARTS = 60
_NAMES: dict[str, tuple[str, ...]] = {"person": ("name", "role", "organization"), "series": ("name",), "lang": ()}
_FILTERS = frozenset({"capitalize", "d", "default", "first", "last", "lower", "title", "trim", "upper"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.If, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Const, nodes.Concat,
)  # fmt: skip
_SAMPLE = Person("Prénom Nom", "rôle", "organisation")
_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)


@dataclass(frozen=True, slots=True)
class _SeriesValues:
    name: str


class PatternProblem(ValueError):
    """A pattern that cannot be read or filled in: a sentence and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def fill(pattern: str, person: Person, series_name: str, lang: str) -> str:
    """The pattern's text for one person, on one line. Raises PatternProblem."""
    template = _compiled(pattern)
    try:
        text = template.render(person=person, series=_SeriesValues(series_name), lang=lang)
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        message = f"The pattern “{pattern}” cannot be filled in: {str(error).rstrip('.')}."
        raise PatternProblem(message, "Write it like {{ person.name }}.") from error
    if len(text) > MAX_PATTERN:
        raise PatternProblem(f"The pattern makes a text of more than {MAX_PATTERN} characters.", "Shorten it.")
    line = re.sub(r"[ \t\r\n]+", " ", text).strip()
    if not line:
        raise PatternProblem(f"The pattern “{pattern}” comes out empty.", "Give it some words of its own.")
    return line


def try_pattern(pattern: str) -> None:
    """Fill the pattern in for a person who has everything. Raises PatternProblem."""
    fill(pattern, _SAMPLE, "Série", "fr-CA")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Template:
    if len(pattern) > MAX_PATTERN:
        raise PatternProblem(f"The pattern has more than {MAX_PATTERN} characters.", "Shorten it.")
    try:
        tree = _ENVIRONMENT.parse(pattern)
        _permit(tree)
        return _ENVIRONMENT.from_string(tree)
    except TemplateError as error:
        reason = str(error.message).rstrip(".")
        raise PatternProblem(f"The pattern cannot be read: {reason}.", "Write it like {{ person.name }}.") from error
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise PatternProblem("The pattern is nested too deeply.", "Write it like {{ person.name }}.") from error


def _permit(tree: nodes.Template) -> None:
    """Raises PatternProblem when the pattern does what none may do."""
    parts = list(tree.find_all(nodes.Node))
    if len(parts) > _MAX_PARTS:
        raise PatternProblem("The pattern is too complicated.", "Write it like {{ person.name }}.")
    owners = {id(part.node) for part in parts if isinstance(part, nodes.Getattr)}
    for part in parts:
        if not isinstance(part, _ALLOWED):
            hint = "A pattern prints values, such as {{ person.name }}, and may use “if”."
            raise PatternProblem(f"A pattern cannot do this ({type(part).__name__.lower()}).", hint)
        if isinstance(part, nodes.Name):
            _permit_name(part.name, alone=id(part) not in owners)
        elif isinstance(part, nodes.Getattr):
            _permit_attribute(part)
        elif isinstance(part, nodes.Filter) and part.name not in _FILTERS:
            known = ", ".join(sorted(_FILTERS))
            raise PatternProblem(f"A pattern cannot use the filter “{part.name}”.", f"Filters: {known}.")


def _permit_name(name: str, *, alone: bool) -> None:
    if name not in _NAMES:
        raise PatternProblem(f"The pattern knows nothing called “{name}”.", _meant(name, tuple(_NAMES)))
    if alone and _NAMES[name]:
        raise PatternProblem(f"“{name}” is no text by itself.", f"Write {name}.{_NAMES[name][0]}.")


def _permit_attribute(part: nodes.Getattr) -> None:
    if not isinstance(part.node, nodes.Name):
        raise PatternProblem(f"The pattern knows nothing called “….{part.attr}”.", _meant(part.attr, ()))
    owner = part.node.name
    if owner in _NAMES and part.attr not in _NAMES[owner]:
        message = f"The pattern knows no “{owner}.{part.attr}”."
        raise PatternProblem(message, _meant(part.attr, _NAMES[owner], f"{owner}."))


def _meant(name: str, known: tuple[str, ...], before: str = "") -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {before}{close[0]}?"
    shown = [f"{owner}.{attribute}" for owner, attributes in _NAMES.items() for attribute in attributes]
    return f"There are {', '.join(shown)} and lang."
