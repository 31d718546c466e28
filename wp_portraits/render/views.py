"""What templates see of a portrait. docs/templates.md describes it; a change here is a change there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from wp_portraits.model.portrait import FollowLink, Person, Portrait, ReadingEntry
from wp_portraits.render.addresses import safe_address
from wp_portraits.render.escape import escape_attribute
from wp_portraits.render.page import Page, RelatedLink, ShownPicture
from wp_portraits.render.places import Places
from wp_portraits.render.templates import Markup, escaped, marked_safe
from wp_portraits.render.texts import AnswerView, Texts, foreign_language, same_language


@dataclass(frozen=True, slots=True)
class PhotoView:
    """The portrait's picture, as the page can show it. ``alt`` and ``credit`` are plain text."""

    picture: ShownPicture
    alt: str
    credit: str


VALUES = (Portrait, Person, PhotoView, ShownPicture, AnswerView, FollowLink, ReadingEntry, RelatedLink)
"""What the variables of a template are made of."""


def views(portrait: Portrait, page: Page, texts: Texts) -> dict[str, Any]:
    """The variables of a template; ``texts`` are the portrait's for this page."""
    return {
        "portrait": portrait,
        "person": portrait.person,
        "page_lang": portrait.series_lang,
        "lang": foreign_language(portrait),
        "colon": "\u00a0: " if portrait.series_lang.lower().split("-")[0] == "fr" else ": ",
        "photo": _photo(portrait, Places(page, portrait.path)),
        "series_intro": texts.series_intro,
        "intro": texts.intro,
        "answers": list(texts.answers),
        "follow": [_follow(link) for link in portrait.follow],
        "reading": [entry for entry in (_reading(entry, portrait) for entry in portrait.reading) if entry is not None],
        "related": [link for link in (_related(link, portrait) for link in page.related) if link is not None],
    }


def in_language(text: Any, lang: str | None) -> Markup:
    """Filter: ``text`` as HTML, marked with the language it is in; None marks nothing."""
    html = escaped(text)
    return marked_safe(f'<span lang="{escape_attribute(lang)}">{html}</span>') if lang else marked_safe(str(html))


def _photo(portrait: Portrait, places: Places) -> PhotoView | None:
    picture = places.shown(portrait.photo.file) if portrait.photo else None
    if picture is None or portrait.photo is None:
        return None
    return PhotoView(picture, portrait.photo.alt, portrait.photo.credit)


def _follow(link: FollowLink) -> FollowLink:
    url = safe_address(link.url or "") or None
    return link if url == link.url else replace(link, url=url)


def _reading(entry: ReadingEntry, portrait: Portrait) -> ReadingEntry | None:
    url, lang = safe_address(entry.url), _marked(entry.lang, portrait)
    if url == entry.url and lang == entry.lang:
        return entry
    return replace(entry, url=url, lang=lang) if url else None


def _related(link: RelatedLink, portrait: Portrait) -> RelatedLink | None:
    url, lang = safe_address(link.url), _marked(link.lang, portrait)
    if url == link.url and lang == link.lang:
        return link
    return replace(link, url=url, lang=lang) if url else None


def _marked(lang: str | None, portrait: Portrait) -> str | None:
    """The language to mark a text with: its own (by default the portrait's), where it is not the page's."""
    spoken = lang or portrait.lang
    return None if same_language(spoken, portrait.series_lang) else spoken
