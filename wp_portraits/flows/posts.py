"""One portrait's post: what it shows of the site, and the versions of it that were made so far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Final, TypeVar

from wp_portraits.errors import UsageError
from wp_portraits.model.picture import Picture
from wp_portraits.model.portrait import Portrait
from wp_portraits.plan.values import Knowledge, PictureFile, Wanted
from wp_portraits.render.page import MarkupName, Page, RelatedLink, ShownPicture
from wp_portraits.render.references import linked_drafts, shown_pictures, without_settled_texts
from wp_portraits.render.renderer import Renderer
from wp_portraits.render.texts import Texts, packed, texts_of, unpacked
from wp_portraits.schema.slugs import slugify
from wp_portraits.workspace.files import whole_file

_KEPT: Final = 4
"""Versions kept of each thing composed: without links, with stand-ins for them, with those of now, with those to come."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class Pictures:
    """The picture files of one portrait, and what a page shows of them."""

    def __init__(
        self, portrait: Portrait, pictures: Mapping[str, Picture], root: Path, url: Callable[[str], str]
    ) -> None:
        shown = {path: alt for path, alt in shown_pictures(portrait).items() if path in pictures}
        self._shown = [(pictures[path], alt) for path, alt in shown.items()]
        self._root = root
        self._url = url
        photo = pictures.get(portrait.photo.file) if portrait.photo else None
        self.photo_digest = photo.digest if photo else None

    @property
    def files(self) -> tuple[PictureFile, ...]:
        """The pictures, ready to be uploaded."""
        return tuple([_file(picture, alt, self._root) for picture, alt in self._shown])

    def on_page(self, known: Knowledge) -> dict[str, ShownPicture]:
        """The pictures by path: those the site has with its address and number, the others as they lie here."""
        shown = {}
        for picture, _ in self._shown:
            media = known.media.get(picture.digest)
            url, media_id = (media.url, media.id) if media else (self._url(picture.path), None)
            shown[picture.path] = ShownPicture(url, media_id, picture.width, picture.height)
        return shown


class Post:
    """One portrait's post, and its last versions.

    A version is known by what a page takes from the site: the pictures' addresses, those of the drafts it links to, and
    the related links.
    """

    def __init__(
        self,
        portrait: Portrait,
        renderer: Renderer,
        markup: MarkupName,
        pictures: Mapping[str, Picture],
        root: Path,
        picture_url: Callable[[str], str],
    ) -> None:
        self.portrait = portrait
        self._renderer = renderer
        self._markup = markup
        self._pointing = without_settled_texts(portrait)  # it points at the same, and is soon looked through
        self._pictures = Pictures(self._pointing, pictures, root, picture_url)
        self._drafts = linked_drafts(self._pointing)
        self._texts: dict[object, Texts] = {}
        self._packed: dict[object, bytes] = {}
        self._wanted: dict[object, Wanted] = {}

    @cached_property
    def blank(self) -> Wanted:
        """The post without its content: what does not depend on the site."""
        return _blank(self.portrait, self._pictures)

    def settle(self, known: Knowledge, addresses: Mapping[str, str]) -> None:
        """Render the texts for this page already, and forget the Markdown of those that look the same on every page.

        Until they are asked for they are packed, since a text with a single “œ” takes twice the room of its UTF-8. What is
        left takes a tenth of it all. Another page can still be made.
        """
        self._texts_of(*self._page(known, addresses, ()))
        self.portrait = self._pointing
        self._packed = {around: packed(texts) for around, texts in self._texts.items()}
        self._texts.clear()

    def wanted(self, known: Knowledge, addresses: Mapping[str, str], related: tuple[RelatedLink, ...]) -> Wanted:
        """The post, with these related links; ``addresses`` are those of the drafts a reader can see, by path."""
        page, around = self._page(known, addresses, related)
        return kept(self._wanted, (around, related), lambda: replace(self.blank, content=self._composed(page, around)))

    def content(self, known: Knowledge, addresses: Mapping[str, str], related: tuple[RelatedLink, ...]) -> str:
        """The same post's content alone, for who needs no more and needs it once."""
        return self._composed(*self._page(known, addresses, related))

    def _page(
        self, known: Knowledge, addresses: Mapping[str, str], related: tuple[RelatedLink, ...]
    ) -> tuple[Page, object]:
        """The page, and what tells apart those on which the texts look different."""
        pictures = self._pictures.on_page(known)
        drafts = addresses if self._drafts is None else self._drafts
        permalinks = {path: addresses[path] for path in drafts if path in addresses}
        around = (tuple(pictures.items()), tuple(permalinks.items()))
        return Page(self._markup, pictures, permalinks, related), around

    def _texts_of(self, page: Page, around: object) -> Texts:
        if self._packed:
            self._texts = {each: unpacked(pack) for each, pack in self._packed.items()}
            self._packed.clear()
        before = next(iter(self._texts.values()), None)
        return kept(self._texts, around, partial(texts_of, self.portrait, page, before))

    def _composed(self, page: Page, around: object) -> str:
        return self._renderer.content(self.portrait, page, self._texts_of(page, around))


def kept(versions: dict[Key, Value], key: Key, make: Callable[[], Value]) -> Value:
    """The version of that key, made if it is not among the last few asked for."""
    value = versions.pop(key) if key in versions else make()
    if len(versions) == _KEPT:
        del versions[next(iter(versions))]
    versions[key] = value
    return value


def _blank(portrait: Portrait, pictures: Pictures) -> Wanted:
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


def _load(path: Path, picture: Picture) -> bytes:
    """The picture's bytes; UsageError when they are no longer those that were checked."""
    hint = "Run the command again."
    try:
        body = whole_file(path)
    except OSError as error:
        raise UsageError(f"{picture.path} cannot be read: {error.strerror or error}.", hint=hint) from error
    if hashlib.sha256(body).hexdigest() != picture.digest:
        raise UsageError(f"{picture.path} changed while it was being published.", hint=hint)
    return body
