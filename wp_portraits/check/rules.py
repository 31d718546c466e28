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
from wp_portraits.diagnostics import Diagnostic
from wp_portraits.schema import ReadDraft

FAMILIES = (
    *(front_matter, questionnaire, question_order, identity, dates, person, reading, related),
    *(pictures, picture_files, links, handles, writing, typography),
)
"""The modules with rules. Each has ``findings(read, surroundings)`` and, as its docstring, the page of its codes."""


def check(read: ReadDraft, surroundings: Surroundings) -> tuple[Diagnostic, ...]:
    """What the rules find in one draft, beside what its reading found (``read.diagnostics``), sorted, each once.

    A rule looks at whatever of the draft is valid, so that one mistake never hides another, and never raises.
    """
    told = {(one.code, one.span) for one in read.diagnostics}
    found = {
        one for family in FAMILIES for one in family.findings(read, surroundings) if (one.code, one.span) not in told
    }
    return tuple(sorted(found, key=lambda one: one.sort_key))


def verdict(read: ReadDraft, surroundings: Surroundings) -> tuple[Diagnostic, ...]:
    """Everything there is to say of one draft: what its reading and the rules found and its comments do not silence."""
    return with_silencing(read, (*read.diagnostics, *check(read, surroundings)))
