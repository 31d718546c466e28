"""From portraits to the posts they want: rendering with everything that stands around a portrait on the site."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Final, TypeVar
from urllib.parse import quote

from wp_portraits.errors import UsageError
from wp_portraits.model.picture import Picture
from wp_portraits.model.portrait import Portrait
from wp_portraits.plan import Knowledge, PictureFile, Wanted
from wp_portraits.related import choose_all
from wp_portraits.render import (
    MARKUPS,
    MarkupName,
    Page,
    RelatedLink,
    Renderer,
    ShownPicture,
    Texts,
    linked_drafts,
    shown_pictures,
    texts_of,
)
from wp_portraits.schema import slugify

_KEPT: Final = 4
"""Versions kept of each thing composed: without links, with stand-ins for them, with those of now, with those to come."""

_TURN: Final = 0.0005
"""Seconds after which composing lets the thread that talks to the site go first: it has little to do, and is waited for."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class Composer:
    """Composes the posts of a workspace for what is known of the site.

    ``markup`` is "blocks" or "classic"; ``picture_url`` gives the address of a picture that is not on the site (yet),
    by its path in the workspace. A post is rendered anew only when what it shows of the site is new.
    """

    def __init__(
        self,
        portraits: Sequence[Portrait],
        pictures: Mapping[str, Picture],
        renderer: Renderer,
        markup: str,
        root: Path,
        picture_url: Callable[[str], str] = quote,
    ) -> None:
        self._portraits = {portrait.key: portrait for portrait in portraits}
        self._posts = [
            _Post(portrait, renderer, MARKUPS[markup], _Pictures(portrait, pictures, root, picture_url))
            for portrait in portraits
        ]
        self._related: dict[frozenset[str], dict[str, tuple[str, ...]]] = {}
        self._ahead: Thread | None = None

    @property
    def outlines(self) -> list[Wanted]:
        """What each portrait wants of the site, its content left out: nothing is rendered for it."""
        return [post.blank for post in self._posts]

    def begin(self) -> None:
        """Begin with what does not depend on the site, in the background: it is there when the site has answered."""
        sys.setswitchinterval(_TURN)
        self._ahead = Thread(target=self._begun, name="composing", daemon=True)
        self._ahead.start()

    def _begun(self) -> None:
        with suppress(Exception):  # a fault shows when the posts are asked for
            self._compose(Knowledge())

    def __call__(self, known: Knowledge) -> list[Wanted]:
        """The post each portrait wants, in the order of the portraits; a pure function of ``known``."""
        if self._ahead is not None:
            self._ahead.join()
            self._ahead = None
        return self._compose(known)

    def _compose(self, known: Knowledge) -> list[Wanted]:
        links = known.permalinks
        visible = frozenset(key for key in self._portraits if key in links)
        related = _kept(self._related, visible, partial(choose_all, list(self._portraits.values()), visible))
        addresses = {portrait.path: links[key] for key, portrait in self._portraits.items() if key in visible}
        posts = []
        for post in self._posts:
            shown = related[post.portrait.key]
            lines = tuple([_link(post.portrait, self._portraits[key], links[key]) for key in shown])
            posts.append(post.wanted(known, addresses, lines))
        return posts


class _Pictures:
    """The picture files of one portrait, and what a page shows of them."""

    def __init__(
        self, portrait: Portrait, pictures: Mapping[str, Picture], root: Path, url: Callable[[str], str]
    ) -> None:
        shown = {path: alt for path, alt in shown_pictures(portrait).items() if path in pictures}
        self._looked_at = [pictures[path] for path in shown]
        self._url = url
        self.files = tuple(_file(pictures[path], alt, root) for path, alt in shown.items())
        photo = pictures.get(portrait.photo.file) if portrait.photo else None
        self.photo_digest = photo.digest if photo else None

    def on_page(self, known: Knowledge) -> dict[str, ShownPicture]:
        """The pictures by path: those the site has with its address and number, the others as they lie here."""
        shown = {}
        for picture in self._looked_at:
            media = known.media.get(picture.digest)
            url, media_id = (media.url, media.id) if media else (self._url(picture.path), None)
            shown[picture.path] = ShownPicture(url, media_id, picture.width, picture.height)
        return shown


class _Post:
    """One portrait's post, and its last versions.

    A version is known by what a page takes from the site: the pictures' addresses, those of the drafts it links to, and
    the related links.
    """

    def __init__(self, portrait: Portrait, renderer: Renderer, markup: MarkupName, pictures: _Pictures) -> None:
        self.portrait = portrait
        self._renderer = renderer
        self._markup = markup
        self._pictures = pictures
        self._drafts = linked_drafts(portrait)
        self.blank = _blank(portrait, pictures)
        self._texts: dict[object, Texts] = {}
        self._wanted: dict[object, Wanted] = {}

    def wanted(self, known: Knowledge, addresses: Mapping[str, str], related: tuple[RelatedLink, ...]) -> Wanted:
        """The post, with these related links; ``addresses`` are those of the drafts a reader can see, by path."""
        pictures = self._pictures.on_page(known)
        drafts = addresses if self._drafts is None else self._drafts
        permalinks = {path: addresses[path] for path in drafts if path in addresses}
        page = Page(self._markup, pictures, permalinks, related)
        around = (tuple(pictures.items()), tuple(permalinks.items()))
        return _kept(self._wanted, (around, related), partial(self._composed, page, around))

    def _composed(self, page: Page, around: object) -> Wanted:
        before = next(iter(self._texts.values()), None)
        texts = _kept(self._texts, around, partial(texts_of, self.portrait, page, before))
        return replace(self.blank, content=self._renderer.content(self.portrait, page, texts))


def _kept(versions: dict[Key, Value], key: Key, make: Callable[[], Value]) -> Value:
    """The version of that key, made if it is not among the last few asked for."""
    value = versions.pop(key) if key in versions else make()
    if len(versions) == _KEPT:
        del versions[next(iter(versions))]
    versions[key] = value
    return value


def _blank(portrait: Portrait, pictures: _Pictures) -> Wanted:
    """The post without its content: what does not depend on the site."""
    return Wanted(
        key=portrait.key,
        path=portrait.path,
        title=portrait.title,
        slug=portrait.slug,
        content="",
        excerpt=portrait.excerpt,
        status=portrait.status,
        date=portrait.date,
        categories=portrait.categories,
        tags=portrait.tags,
        photo_digest=pictures.photo_digest,
        comment_status="open" if portrait.comments_open else "closed",
        author=portrait.author,
        pictures=pictures.files,
    )


def _file(picture: Picture, alt: str, root: Path) -> PictureFile:
    stem = slugify(Path(picture.path).stem) or "picture"
    return PictureFile(
        picture.path, picture.digest, picture.mime, stem, alt, partial(_load, root / picture.path, picture)
    )


def _link(portrait: Portrait, other: Portrait, url: str) -> RelatedLink:
    lang = other.lang if other.lang != portrait.lang else None
    return RelatedLink(other.title, url, lang, other.person.name, other.person.role)


def _load(path: Path, picture: Picture) -> bytes:
    """The picture's bytes; UsageError when they are no longer those that were checked."""
    hint = "Run the command again."
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{picture.path} cannot be read: {error.strerror or error}.", hint=hint) from error
    if hashlib.sha256(body).hexdigest() != picture.digest:
        raise UsageError(f"{picture.path} changed while it was being published.", hint=hint)
    return body


def relative_urls(root: Path, folder: Path) -> Callable[[str], str]:
    """Addresses of the workspace's pictures for pages that lie in ``folder``."""
    return lambda path: quote(os.path.relpath(root / path, folder))
