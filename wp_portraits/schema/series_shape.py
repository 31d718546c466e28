"""The shape of a series file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from wp_portraits.drafts.yaml_tree import YamlText
from wp_portraits.model.clock import known_zone
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.kind import TEXT, Kind, among, like, or_short
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


PatternText = Annotated[str, Kind(_pattern, TEXT)]
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


def _timezone(node: Any) -> str:
    text = text_of(node)
    if not known_zone(text):
        hint = "Write its name as in WordPress's settings, such as America/Toronto or Europe/Paris."
        raise unfit("F007", f"“{text}” is not a time zone.", hint, node)
    return text


def _related(node: Any) -> Any:
    return {"mode": node} if isinstance(node, YamlText) else node


_MENTIONS = like(
    r"[Hh][Tt][Tt][Pp][Ss]?://(?:(?!\{handle\})\S)*\{handle\}(?:(?!\{handle\})\S)*", "https://social.example/@{handle}"
)


class LabelsShape(Shape):
    """``labels``: the headings of the blocks around the answers."""

    follow: PatternText | None = Field(
        default=None, description="Stands above the list of links.", examples=["Pour suivre {{ person.name }}"]
    )
    related: PatternText | None = Field(default=None, description="Stands above the related portraits.")
    reading: PatternText | None = Field(default=None, description="Stands above the reading list.")


class SeriesRelatedShape(Shape):
    """``related``: how related portraits are chosen when a draft does not say."""

    mode: Annotated[Literal["auto", "none"], one_of("auto", "none")] = Field(
        default="auto", description="auto: portraits with common tags, categories and series."
    )
    limit: Annotated[int, count(1, 50)] = Field(default=5, description="How many related portraits are shown.")


class BoundsShape(Shape):
    """``reading``: how many entries a reading list may have."""

    min: Annotated[int, count(0, 1000)] = Field(default=0, description="At least so many entries.")
    max: Annotated[int, count(0, 1000)] | None = Field(default=None, description="At most so many entries.")


class QuestionShape(Shape):
    """One question of ``questions``."""

    id: Key = Field(description="The question's permanent name; also the answer's anchor in the page.")
    text: Line = Field(description="The question's wording.", examples=["Comment as-tu commencé ?"])
    required: Flag = Field(default=False, description="true: a portrait without an answer is an error.")
    max_chars: Annotated[int, count(1, 1_000_000)] | None = Field(
        default=None, description="The longest answer, in characters as a reader sees them."
    )
    aliases: Lines = Field(default=(), description="Other wordings that mean the same question.")


class SeriesShape(Shape):
    """The series file."""

    name: Line = Field(description="The series' name.", examples=["Portrait de gestionnaire"])
    lang: Lang = Field(default="fr-CA", description="The language of its portraits, as a tag.")
    title: PatternText | None = Field(
        default=None,
        description="The pattern of the posts' titles, in Jinja.",
        examples=["Portrait de gestionnaire : {{ person.name }}"],
    )
    intro: Scalar | None = Field(
        default=None, description="Markdown that stands before each portrait's own introduction."
    )
    categories: Lines = Field(default=(), description="The categories of all its posts.")
    labels: LabelsShape = Field(default=LabelsShape(), description="The headings of the blocks around the answers.")
    related: Annotated[SeriesRelatedShape, Kind(_related, or_short(among("auto", "none")))] = Field(
        default=SeriesRelatedShape(), description="How related portraits are chosen when a draft does not say."
    )
    reading: BoundsShape = Field(default=BoundsShape(), description="How many entries a reading list may have.")
    mentions: Annotated[str, Kind(_mentions, _MENTIONS)] | None = Field(
        default=None,
        description="Where an @handle in an answer leads; without it, mentions stay text.",
    )
    comments: CommentsWord = Field(default="open", description="Whether readers may comment.")
    questions: tuple[QuestionShape, ...] = Field(default=(), description="The questionnaire, in order.")
    minimum_answers: Annotated[int, count(0, 1000)] = Field(
        default=0, description="How many questions must be answered at least."
    )
    timezone: Annotated[str, Kind(_timezone, TEXT)] = Field(
        default="",
        description="The site's time zone, so that check can judge dates.",
        examples=["America/Toronto"],
    )
