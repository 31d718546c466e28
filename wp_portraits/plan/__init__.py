"""Desired × remote × base → plan: fingerprints, the decision table, safety limits. Pure."""

from wp_portraits.plan.action import QUIET, Action, ActionKind, Cause, Mark, Plan
from wp_portraits.plan.outcome import SENT, Fate, Outcome, PostOutcome
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.values import (
    Base,
    Choice,
    Compose,
    Knowledge,
    PictureFile,
    Predictor,
    Survey,
    Wanted,
)

__all__ = [
    "QUIET",
    "SENT",
    "Action",
    "ActionKind",
    "Base",
    "Cause",
    "Choice",
    "Compose",
    "Fate",
    "Knowledge",
    "Mark",
    "Outcome",
    "PictureFile",
    "Plan",
    "PostOutcome",
    "Predictor",
    "Survey",
    "Wanted",
    "make_plan",
]
