"""Patterns that do more than print a value, as Jinja templates. The only door to Jinja in this room.

There are no loops, calls, arithmetic or assignments, so that filling one in costs next to nothing, whoever wrote it; the
sandbox is a second fence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wp_portraits.diagnostics.spelling import near
from wp_portraits.model.portrait import Person
from wp_portraits.schema.patterns import NAMES, PatternProblem

_MAX_PARTS = 60
_FILTERS = frozenset({"capitalize", "d", "default", "first", "last", "lower", "title", "trim", "upper"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.If, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Const, nodes.Concat,
)  # fmt: skip
_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)


class _SeriesValues(NamedTuple):
    name: str


def filled(pattern: str, person: Person, series_name: str, lang: str) -> str:
    """The pattern's text for one person. Raises PatternProblem."""
    template = _compiled(pattern)
    try:
        return template.render(person=person, series=_SeriesValues(series_name), lang=lang)
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        message = f"The pattern “{pattern}” cannot be filled in: {str(error).rstrip('.')}."
        raise PatternProblem(message, "Write it like {{ person.name }}.") from error


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Template:
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
    if name not in NAMES:
        raise PatternProblem(f"The pattern knows nothing called “{name}”.", _meant(name, tuple(NAMES)))
    if alone and NAMES[name]:
        raise PatternProblem(f"“{name}” is no text by itself.", f"Write {name}.{NAMES[name][0]}.")


def _permit_attribute(part: nodes.Getattr) -> None:
    if not isinstance(part.node, nodes.Name):
        raise PatternProblem(f"The pattern knows nothing called “….{part.attr}”.", _meant(part.attr, ()))
    owner = part.node.name
    if owner in NAMES and part.attr not in NAMES[owner]:
        message = f"The pattern knows no “{owner}.{part.attr}”."
        raise PatternProblem(message, _meant(part.attr, NAMES[owner], f"{owner}."))


def _meant(name: str, known: tuple[str, ...], before: str = "") -> str:
    close = near(name, known, 0.5)
    if close is not None:
        return f"Did you mean {before}{close}?"
    shown = [f"{owner}.{attribute}" for owner, attributes in NAMES.items() for attribute in attributes]
    return f"There are {', '.join(shown)} and lang."
