"""The shape of a series file."""

from __future__ import annotations

from typing import Literal

from wp_portraits.drafts.yaml_tree import YamlMap, YamlNode, YamlText
from wp_portraits.model.clock import known_zone
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.forms import TEXT, Json, among, like
from wp_portraits.schema.kind import Leaf, Many, Unfit
from wp_portraits.schema.leaves import COMMENTS, FLAG, KEY, LANG, LINE, LINES, SCALAR, count, one_of, text_of
from wp_portraits.schema.patterns import PatternProblem, try_pattern
from wp_portraits.schema.shape import NOTHING, Shape, key, mapping


def _pattern(node: YamlNode) -> str:
    text = text_of(node)
    try:
        try_pattern(text)
    except PatternProblem as problem:
        raise Unfit("S003", problem.message, problem.hint) from None
    return text


PATTERN = Leaf(_pattern, TEXT)
"""A Jinja pattern that can be filled in."""


def _mentions(node: YamlNode) -> str:
    text = text_of(node)
    if text.count("{handle}") != 1:
        raise Unfit("F007", "“{name}” must have {handle} in it, once.", 'Write "https://social.example/@{handle}".')
    problem = address_problem(text.replace("{handle}", "camille"))
    if problem is not None:
        raise Unfit("U001", problem.message, problem.hint)
    return text


_MENTIONS = like(
    r"[Hh][Tt][Tt][Pp][Ss]?://(?:(?!\{handle\})\S)*\{handle\}(?:(?!\{handle\})\S)*", "https://social.example/@{handle}"
)


def _timezone(node: YamlNode) -> str:
    text = text_of(node)
    if not known_zone(text):
        hint = "Write its name as in WordPress's settings, such as America/Toronto or Europe/Paris."
        raise Unfit("F007", f"“{text}” is not a time zone.", hint)
    return text


class LabelsShape(Shape):
    """``labels``: the headings of the blocks around the answers."""

    follow: str | None = key(
        PATTERN, "Stands above the list of links.", examples=["Pour suivre {{ person.name }}"], default=None
    )
    related: str | None = key(PATTERN, "Stands above the related portraits.", default=None)
    reading: str | None = key(PATTERN, "Stands above the reading list.", default=None)


class SeriesRelatedShape(Shape):
    """``related``: how related portraits are chosen when a draft does not say."""

    mode: Literal["auto", "none"] = key(
        one_of("auto", "none"), "auto: portraits with common tags, categories and series.", default="auto"
    )
    limit: int = key(count(1, 50), "How many related portraits are shown.", default=5)

    @classmethod
    def short(cls, node: YamlNode) -> YamlMap:
        """A word is the mode."""
        return mapping(mode=node) if isinstance(node, YamlText) else NOTHING

    @classmethod
    def short_forms(cls) -> list[Json]:
        """A word."""
        return [among("auto", "none")]


class BoundsShape(Shape):
    """``reading``: how many entries a reading list may have."""

    min: int = key(count(0, 1000), "At least so many entries.", default=0)
    max: int | None = key(count(0, 1000), "At most so many entries.", default=None)


class QuestionShape(Shape):
    """One question of ``questions``."""

    id: str = key(KEY, "The question's permanent name; also the answer's anchor in the page.")
    text: str = key(LINE, "The question's wording.", examples=["Comment as-tu commencé ?"])
    required: bool = key(FLAG, "true: a portrait without an answer is an error.", default=False)
    max_chars: int | None = key(
        count(1, 1_000_000), "The longest answer, in characters as a reader sees them.", default=None
    )
    aliases: tuple[str, ...] = key(LINES, "Other wordings that mean the same question.", default=())


class SeriesShape(Shape):
    """The series file."""

    name: str = key(LINE, "The series' name.", examples=["Portrait de gestionnaire"], blank="")
    lang: str = key(LANG, "The language of its portraits, as a tag.", default="fr-CA")
    title: str | None = key(
        PATTERN,
        "The pattern of the posts' titles, in Jinja.",
        examples=["Portrait de gestionnaire : {{ person.name }}"],
        default=None,
    )
    intro: YamlText | None = key(SCALAR, "Markdown that stands before each portrait's own introduction.", default=None)
    categories: tuple[str, ...] = key(LINES, "The categories of all its posts.", default=())
    labels: LabelsShape = key(LabelsShape, "The headings of the blocks around the answers.", default=LabelsShape())
    related: SeriesRelatedShape = key(
        SeriesRelatedShape,
        "How related portraits are chosen when a draft does not say.",
        default=SeriesRelatedShape(),
    )
    reading: BoundsShape = key(BoundsShape, "How many entries a reading list may have.", default=BoundsShape())
    mentions: str | None = key(
        Leaf(_mentions, _MENTIONS),
        "Where an @handle in an answer leads; without it, mentions stay text.",
        default=None,
    )
    comments: Literal["open", "closed"] = key(COMMENTS, "Whether readers may comment.", default="open")
    questions: tuple[QuestionShape, ...] = key(Many(QuestionShape), "The questionnaire, in order.", default=())
    minimum_answers: int = key(count(0, 1000), "How many questions must be answered at least.", default=0)
    timezone: str = key(
        Leaf(_timezone, TEXT),
        "The site's time zone, so that check can judge dates.",
        examples=["America/Toronto"],
        default="",
    )
