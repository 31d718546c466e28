"""A series: what its portraits have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wp_portraits.model.markdown import Fragment


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the questionnaire. ``max_chars`` counts the answer's characters as a reader sees them."""

    id: str
    text: str
    required: bool = False
    max_chars: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The typed series file. ``title`` and the labels are Jinja patterns over ``person``, ``series`` and ``lang``;
    ``timezone`` is the site's (an IANA name), ``""`` when the file does not say.
    """

    id: str
    path: str
    name: str
    lang: str = "fr-CA"
    title: str = "{{ series.name }} : {{ person.name }}"
    intro: Fragment = ()
    categories: tuple[str, ...] = ()
    follow_label: str = "Pour suivre {{ person.name }}"
    related_label: str = "Autres portraits"
    reading_label: str = "Lecture"
    related_mode: Literal["auto", "none"] = "auto"
    related_limit: int = 5
    reading_min: int = 0
    reading_max: int | None = None
    mentions: str | None = None
    comments_open: bool = True
    questions: tuple[Question, ...] = ()
    minimum_answers: int = 0
    timezone: str = ""
