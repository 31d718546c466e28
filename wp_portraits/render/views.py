"""What templates see of a portrait. docs/templates.md describes it; a change here is a change there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from wp_portraits.model.portrait import Answer, FollowLink, Portrait, ReadingEntry
from wp_portraits.render.addresses import safe_address
from wp_portraits.render.block_markup import BlockMarkup
from wp_portraits.render.classic_markup import ClassicMarkup
from wp_portraits.render.escape import escape_attribute
from wp_portraits.render.inline import Inline
from wp_portraits.render.markdown import Body
from wp_portraits.render.page import Page, RelatedLink, ShownPicture
from wp_portraits.render.places import Places
from wp_portraits.render.templates import Markup, escaped

_MARKUPS: dict[str, BlockMarkup | ClassicMarkup] = {"blocks": BlockMarkup(), "classic": ClassicMarkup()}


@dataclass(frozen=True, slots=True)
class PhotoView:
    """The portrait's picture, as the page can show it. ``alt`` and ``credit`` are plain text."""

    picture: ShownPicture
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A question and its answer, rendered; ``heading_text`` is the wording as plain text."""

    question_id: str | None
    anchor: str
    heading: Markup
    heading_text: str
    body: Markup


def views(portrait: Portrait, page: Page) -> dict[str, Any]:
    """The variables of a template."""
    places = Places(page, portrait.path)
    lang = portrait.lang if not same_language(portrait.lang, portrait.series_lang) else None
    markup = _MARKUPS[page.markup]
    body = Body(markup, Inline(places, portrait.mentions, lang))
    series_body = body if lang is None else Body(markup, Inline(places, portrait.mentions, None))
    return {
        "portrait": portrait,
        "person": portrait.person,
        "page_lang": portrait.series_lang,
        "lang": lang,
        "colon": "\u00a0: " if portrait.series_lang.lower().split("-")[0] == "fr" else ": ",
        "photo": _photo(portrait, places),
        "series_intro": _safe(series_body.html(portrait.series_intro)),
        "intro": _safe(body.html(portrait.intro)),
        "answers": [_answer(answer, body) for answer in portrait.answers],
        "follow": [_follow(link) for link in portrait.follow],
        "reading": [entry for entry in (_reading(entry, portrait) for entry in portrait.reading) if entry is not None],
        "related": [link for link in (_related(link, portrait) for link in page.related) if link is not None],
    }


def in_language(text: Any, lang: str | None) -> Markup:
    """Filter: ``text`` as HTML, marked with the language it is in; None marks nothing."""
    html = escaped(text)
    return _safe(f'<span lang="{escape_attribute(lang)}">{html}</span>') if lang else _safe(str(html))


def same_language(one: str, other: str) -> bool:
    """Whether two BCP 47 tags are the same (their case does not count)."""
    return one.lower() == other.lower()


def _safe(html: str) -> Markup:
    """HTML that this room has made: every value in it is escaped."""
    return Markup(html)


def _photo(portrait: Portrait, places: Places) -> PhotoView | None:
    picture = places.shown(portrait.photo.file) if portrait.photo else None
    if picture is None or portrait.photo is None:
        return None
    return PhotoView(picture, portrait.photo.alt, portrait.photo.credit)


def _answer(answer: Answer, body: Body) -> AnswerView:
    heading = _safe(body.heading_html(answer.heading))
    return AnswerView(answer.question_id, answer.anchor, heading, answer.heading_text, _safe(body.html(answer.body)))


def _follow(link: FollowLink) -> FollowLink:
    return replace(link, url=safe_address(link.url) or None) if link.url else link


def _reading(entry: ReadingEntry, portrait: Portrait) -> ReadingEntry | None:
    url = safe_address(entry.url)
    return replace(entry, url=url, lang=_marked(entry.lang, portrait)) if url else None


def _related(link: RelatedLink, portrait: Portrait) -> RelatedLink | None:
    url = safe_address(link.url)
    return replace(link, url=url, lang=_marked(link.lang, portrait)) if url else None


def _marked(lang: str | None, portrait: Portrait) -> str | None:
    """The language to mark a text with: its own (by default the portrait's), where it is not the page's."""
    spoken = lang or portrait.lang
    return None if same_language(spoken, portrait.series_lang) else spoken
