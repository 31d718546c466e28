"""The decision table, by its rows and over every combination of evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product

import pytest

from wp_portraits.plan.action import ActionKind, Cause
from wp_portraits.plan.decision import Evidence, Presence, decide

LIVING = Evidence(drafted=True, presence=Presence.LIVING)
KNOWN = replace(LIVING, known=True)
GONE = replace(KNOWN, drafted=False)

ROWS = {
    "new": (Evidence(True, Presence.ABSENT), "create", ""),
    "same key, equal": (replace(LIVING, equal=True), "adopt", ""),
    "same key, revision intact": (LIVING, "update", "changed"),
    "same key, revision intact, only surroundings": (replace(LIVING, own=False), "update", "surroundings"),
    "same key, revision broken": (replace(LIVING, touched=True, edited=True), "conflict", "edited"),
    "same key, revision broken, draft as published": (
        replace(LIVING, touched=True, edited=True, sent=True),
        "drift",
        "edited",
    ),
    "same slug": (Evidence(True, Presence.FOREIGN), "conflict", "foreign"),
    "same slug, adopted": (Evidence(True, Presence.FOREIGN, adopt=True), "update", "taken over"),
    "nothing changed": (replace(KNOWN, sent=True), "keep", ""),
    "draft changed": (KNOWN, "update", "changed"),
    "site changed": (replace(KNOWN, sent=True, touched=True, edited=True), "drift", "edited"),
    "site changed from elsewhere": (replace(KNOWN, sent=True, touched=True), "drift", "elsewhere"),
    "both changed to the same": (replace(KNOWN, touched=True, equal=True), "rebase", ""),
    "both changed": (replace(KNOWN, touched=True, edited=True), "conflict", "edited"),
    "both changed, overwritten": (replace(KNOWN, touched=True, edited=True, overwrite=True), "update", "overwritten"),
    "published from elsewhere, draft changed": (replace(KNOWN, touched=True), "update", "elsewhere"),
    "published from elsewhere, surroundings changed": (
        replace(KNOWN, touched=True, own=False),
        "conflict",
        "elsewhere",
    ),
    "identity dropped": (replace(KNOWN, sent=True, unmarked=True), "update", "identity"),
    "deleted": (Evidence(True, Presence.ABSENT, known=True), "conflict", "removed"),
    "deleted, wanted back": (Evidence(True, Presence.ABSENT, known=True, overwrite=True), "create", "recreated"),
    "binned": (Evidence(True, Presence.BINNED, known=True), "conflict", "binned"),
    "binned, no state": (Evidence(True, Presence.BINNED), "conflict", "binned"),
    "binned, wanted back": (Evidence(True, Presence.BINNED, overwrite=True), "update", "restored"),
    "out of sight": (Evidence(True, Presence.HIDDEN), "conflict", "hidden"),
    "out of sight, known": (Evidence(True, Presence.HIDDEN, known=True, overwrite=True), "conflict", "hidden"),
    "twice": (Evidence(True, Presence.TWICE, overwrite=True, adopt=True), "conflict", "twice"),
    "draft gone": (GONE, "left", ""),
    "draft gone, prune": (replace(GONE, prune=True), "trash", ""),
    "draft gone, edited, prune": (replace(GONE, prune=True, touched=True), "conflict", "edited"),
    "draft gone, never published from here, prune": (replace(GONE, known=False, prune=True), "left", ""),
}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_row(row: str) -> None:
    case, kind, cause = ROWS[row]
    assert decide(case) == (ActionKind(kind), Cause(cause))


def every_case() -> Iterator[Evidence]:
    flags = [field.name for field in fields(Evidence) if field.name != "presence"]
    for presence in Presence:
        for values in product((False, True), repeat=len(flags)):
            yield Evidence(presence=presence, **dict(zip(flags, values, strict=True)))


def test_every_case_is_decided() -> None:
    undecided = [case for case in every_case() if decide(case) is None]
    assert undecided
    unseen = (Presence.ABSENT, Presence.BINNED, Presence.HIDDEN)
    assert all(not case.drafted and case.presence in unseen for case in undecided)


def test_without_the_users_word_nothing_of_a_persons_is_replaced() -> None:
    for case in every_case():
        kind, _ = decide(case) or (ActionKind.LEFT, Cause.NONE)
        worked_on = case.touched and case.edited and not case.equal
        if case.presence is Presence.LIVING and worked_on and not case.overwrite:
            assert kind not in (ActionKind.UPDATE, ActionKind.TRASH), case


def test_a_post_is_created_only_where_there_is_none() -> None:
    for case in every_case():
        verdict = decide(case)
        if verdict and verdict[0] is ActionKind.CREATE:
            assert case.presence is Presence.ABSENT
            assert not case.known or case.overwrite


def test_the_bin_needs_prune_and_a_base() -> None:
    for case in every_case():
        verdict = decide(case)
        if verdict and verdict[0] is ActionKind.TRASH:
            assert case.prune
            assert case.known
            assert not case.drafted
