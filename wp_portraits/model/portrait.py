"""A portrait: a valid draft, typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wp_portraits.model.markdown import Fragment

Status = Literal["publish", "draft", "pending", "private"]


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the portrait shows."""

    name: str
    role: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """The portrait's picture. ``file`` is the picture's path inside the workspace, with ``/``."""

    file: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class FollowLink:
    """One line of the "Pour suivre …" list.

    ``network`` is a known network's id, or as written; ``url`` None: the label is shown as text.
    """

    network: str
    network_name: str
    label: str
    url: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """One line of the reading list. ``lang`` (BCP 47) when it is not the portrait's."""

    title: str
    url: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class RelatedChoice:
    """Which portraits stand in the related block: chosen by the tool, listed, or none."""

    mode: Literal["auto", "list", "none"]
    keys: tuple[str, ...] = ()
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A question as the draft words it, and its answer.

    ``question_id`` is the id in the questionnaire (None: the interviewer's own question); ``anchor`` the
    heading's id in the page, unique within the portrait.
    """

    question_id: str | None
    anchor: str
    heading: Fragment
    heading_text: str
    body: Fragment


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything a post is made from.

    ``key`` is the permanent identity; ``path`` the draft's path inside the workspace, with ``/``; ``lang`` BCP 47;
    ``date`` in the site's time zone, without zone (None: the moment of publishing); ``series`` the series file's stem.
    ``series_intro`` stands before ``intro`` on the page.
    """

    key: str
    path: str
    series: str
    series_lang: str
    lang: str
    title: str
    slug: str
    person: Person
    photo: Photo | None
    series_intro: Fragment
    intro: Fragment
    answers: tuple[Answer, ...]
    follow: tuple[FollowLink, ...]
    reading: tuple[ReadingEntry, ...]
    related: RelatedChoice
    follow_label: str
    reading_label: str
    related_label: str
    mentions: str | None
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    date: datetime | None
    status: Status
    excerpt: str
    comments_open: bool
    author: str | None

    def __repr__(self) -> str:
        return f"Portrait({self.key!r})"
