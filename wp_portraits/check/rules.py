"""All the rules beyond shape, one after the other."""

from __future__ import annotations

from wp_portraits.check import (
    dates,
    front_matter,
    handles,
    identity,
    links,
    person,
    picture_files,
    pictures,
    question_order,
    questionnaire,
    reading,
    related,
    typography,
    writing,
)
from wp_portraits.check.silencing import with_silencing
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.schema.read import ReadDraft

FAMILIES = (
    *(front_matter, questionnaire, question_order, identity, dates, person, reading, related),
    *(pictures, picture_files, links, handles, writing, typography),
)
"""The modules with rules. Each has ``findings(read, surroundings)`` and, as its docstring, the page of its codes."""

LENIENT = frozenset({question_order, person, picture_files, handles, writing, typography})
"""Those that never find an error."""


def check(read: ReadDraft, surroundings: Surroundings, *, errors_only: bool = False) -> tuple[Diagnostic, ...]:
    """What the rules find in one draft, beside what its reading found (``read.diagnostics``), sorted, each once.

    A rule looks at whatever of the draft is valid, so that one mistake never hides another, and never raises.
    ``errors_only``: rules that find warnings and hints alone are passed over.
    """
    told = {(one.code, one.span) for one in read.diagnostics}
    families = [family for family in FAMILIES if not (errors_only and family in LENIENT)]
    found = {
        one for family in families for one in family.findings(read, surroundings) if (one.code, one.span) not in told
    }
    return tuple(sorted(found, key=lambda one: one.sort_key))


def verdict(read: ReadDraft, surroundings: Surroundings, *, errors_only: bool = False) -> tuple[Diagnostic, ...]:
    """Everything there is to say of one draft: what its reading and the rules found and its comments do not silence.

    ``errors_only``: every error, and not everything else.
    """
    return with_silencing(read, (*read.diagnostics, *check(read, surroundings, errors_only=errors_only)))
