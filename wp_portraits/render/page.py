"""What stands around a portrait on its page, as far as the site (or the caller) knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

MarkupName = Literal["blocks", "classic"]

MARKUPS: Final[Mapping[str, MarkupName]] = {"blocks": "blocks", "classic": "classic"}
"""The markups by the name a setting has for them."""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture a page can show: its address, its id in the site's media library (None: not there), its size in pixels (0: unknown)."""

    url: str
    id: int | None = None
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """One line of the related block: a post's title and address, the person it shows. ``lang`` when the title is in another language."""

    title: str
    url: str
    lang: str | None = None
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The surroundings of one rendering.

    ``pictures``: by path inside the workspace; a picture that is not in it is left out. ``permalinks``: workspace path of a
    draft → address of its post; a link to a draft that is not in it is rendered as its text. ``related``: in the order shown.
    """

    markup: MarkupName
    pictures: Mapping[str, ShownPicture]
    permalinks: Mapping[str, str]
    related: tuple[RelatedLink, ...] = ()
