"""The shape of a series file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from wp_portraits.drafts import YamlText
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.leaves import CommentsWord, Flag, Key, Lang, Line, Scalar, count, one_of, text_of, unfit
from wp_portraits.schema.patterns import PatternProblem, try_pattern
from wp_portraits.schema.shapes import Lines, Shape


def _pattern(node: Any) -> str:
    text = text_of(node)
    try:
        try_pattern(text)
    except PatternProblem as problem:
        raise unfit("S003", problem.message, problem.hint, node) from None
    return text


PatternText = Annotated[str, BeforeValidator(_pattern)]
"""A Jinja pattern that can be filled in."""


def _mentions(node: Any) -> str:
    text = text_of(node)
    if text.count("{handle}") != 1:
        raise unfit(
            "F007", "“{name}” must have {handle} in it, once.", 'Write "https://social.example/@{handle}".', node
        )
    problem = address_problem(text.replace("{handle}", "camille"))
    if problem is not None:
        raise unfit("U001", problem.message, problem.hint, node)
    return text


def _related(node: Any) -> Any:
    return {"mode": node} if isinstance(node, YamlText) else node


class LabelsShape(Shape):
    """``labels``: the headings of the blocks around the answers."""

    follow: PatternText | None = None
    related: PatternText | None = None
    reading: PatternText | None = None


class SeriesRelatedShape(Shape):
    """``related``: how related portraits are chosen when a draft does not say."""

    mode: Annotated[Literal["auto", "none"], one_of("auto", "none")] = "auto"
    limit: Annotated[int, count(1, 50)] = 5


class BoundsShape(Shape):
    """``reading``: how many entries a reading list may have."""

    min: Annotated[int, count(0, 1000)] = 0
    max: Annotated[int, count(0, 1000)] | None = None


class QuestionShape(Shape):
    """One question of ``questions``."""

    id: Key
    text: Line
    required: Flag = False
    max_chars: Annotated[int, count(1, 1_000_000)] | None = None
    aliases: Lines = ()


class SeriesShape(Shape):
    """The series file."""

    name: Line
    lang: Lang = "fr-CA"
    title: PatternText | None = None
    intro: Scalar | None = None
    categories: Lines = ()
    labels: LabelsShape = LabelsShape()
    related: Annotated[SeriesRelatedShape, BeforeValidator(_related)] = SeriesRelatedShape()
    reading: BoundsShape = BoundsShape()
    mentions: Annotated[str, BeforeValidator(_mentions)] | None = None
    comments: CommentsWord = "open"
    questions: tuple[QuestionShape, ...] = ()
    minimum_answers: Annotated[int, count(0, 1000)] = 0
