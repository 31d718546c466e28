"""A series file → :class:`~wp_portraits.model.series.Series` or diagnostics."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache
from typing import Any

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.markdown import read_markdown
from wp_portraits.drafts.parsing import parse_yaml_file
from wp_portraits.drafts.remark import Remark, diagnostics_of
from wp_portraits.model.markdown import Fragment
from wp_portraits.model.series import Question, Series
from wp_portraits.schema.matching import normal_wording
from wp_portraits.schema.series_shape import QuestionShape, SeriesShape
from wp_portraits.schema.shape import hold

_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Series)}


@lru_cache(maxsize=64)
def read_series(path: str, raw: bytes) -> tuple[Series | None, tuple[Diagnostic, ...]]:
    """Read a series file; its id is the file's stem.

    ``path`` as it is shown to the user, inside the workspace, with ``/``. The series is None when a finding of error
    severity is among the diagnostics (sorted by place): F-codes, K003, S003, S004, U001. Never raises.
    """
    file = parse_yaml_file(path, raw, subject="series file")
    shape, reading = hold(SeriesShape, file)
    intro, intro_remarks = _intro(shape)
    remarks = [
        *reading.remarks,
        *intro_remarks,
        *_bounds(file, shape),
        *_collisions(file, shape, reading.kept.get("questions", ())),
    ]
    found = [*file.diagnostics, *diagnostics_of(remarks, path, file.lines)]
    diagnostics = tuple(sorted(found, key=lambda one: one.sort_key))
    if any(one.severity is Severity.ERROR for one in diagnostics):
        return None, diagnostics
    return _series(file, shape, intro), diagnostics


def _series(file: Draft, shape: SeriesShape, intro: Fragment) -> Series:
    return Series(
        id=file.key,
        path=file.path,
        name=shape.name,
        lang=shape.lang,
        title=shape.title or _DEFAULTS["title"],
        intro=intro,
        categories=tuple(dict.fromkeys(shape.categories)),
        related_mode=shape.related.mode,
        related_limit=shape.related.limit,
        reading_min=shape.reading.min,
        reading_max=shape.reading.max,
        mentions=shape.mentions,
        comments_open=shape.comments == "open",
        questions=tuple(_question(question) for question in shape.questions),
        minimum_answers=shape.minimum_answers,
        timezone=shape.timezone,
        follow_label=shape.labels.follow or _DEFAULTS["follow_label"],
        related_label=shape.labels.related or _DEFAULTS["related_label"],
        reading_label=shape.labels.reading or _DEFAULTS["reading_label"],
    )


def _question(shape: QuestionShape) -> Question:
    return Question(shape.id, shape.text, shape.required, shape.max_chars, shape.aliases)


def _intro(shape: SeriesShape) -> tuple[Fragment, list[Remark]]:
    """The introduction's events; their offsets count from the start of the introduction's own text."""
    if shape.intro is None:
        return (), []
    reading = read_markdown(shape.intro.text)
    if reading.too_deep is None and reading.too_long is None:
        return reading.events, []
    message = "The introduction is too long or nested too deeply."
    return (), [Remark("F008", shape.intro.start, shape.intro.end, message, "Simplify it.")]


def _bounds(file: Draft, shape: SeriesShape) -> list[Remark]:
    """F007 when the reading list's limits leave no room."""
    least, most = shape.reading.min, shape.reading.max
    if most is None or least <= most:
        return []
    span = file.place_at(("reading", "max"))
    return [Remark("F007", *span, f"“max” ({most}) is less than “min” ({least}).", "Exchange the two.")]


def _collisions(file: Draft, shape: SeriesShape, kept: tuple[int, ...]) -> list[Remark]:
    """S004 for questions with the same id, or with a wording that another question has already."""
    remarks: list[Remark] = []
    ids: dict[str, int] = {}
    wordings: dict[str, int] = {}
    for place, question in zip(kept, shape.questions, strict=True):
        first = ids.setdefault(question.id, place)
        if first != place:
            message = f"The id “{question.id}” belongs to an earlier question already."
            remarks.append(
                Remark("S004", *file.place_at(("questions", place, "id")), message, "Give each question its own id.")
            )
        for below, wording in _wordings(question):
            first = wordings.setdefault(normal_wording(wording), place)
            if first != place:
                message = f"“{wording}” is a wording of an earlier question already: a heading could mean either."
                hint = "Change one of the two; case, spaces and punctuation do not tell them apart."
                remarks.append(Remark("S004", *file.place_at(("questions", place, *below)), message, hint))
    return remarks


def _wordings(question: QuestionShape) -> list[tuple[tuple[str | int, ...], str]]:
    return [(("text",), question.text), *((("aliases", at), alias) for at, alias in enumerate(question.aliases))]
