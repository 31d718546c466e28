"""From portraits to the posts they want: rendering with everything that stands around a portrait on the site."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from wp_portraits.drafts import workspace_path
from wp_portraits.errors import UsageError
from wp_portraits.model.markdown import Kind
from wp_portraits.model.picture import Picture
from wp_portraits.model.portrait import Portrait
from wp_portraits.plan import Knowledge, PictureFile, Wanted
from wp_portraits.related import choose_all
from wp_portraits.render import Page, RelatedLink, Renderer, ShownPicture
from wp_portraits.schema import slugify


class Composer:
    """Composes the posts of a workspace for what is known of the site.

    ``picture_url`` gives the address of a picture that is not on the site (yet), by its path in the workspace.
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
        self._portraits = portraits
        self._pictures = pictures
        self._renderer = renderer
        self._markup = markup
        self._root = root
        self._picture_url = picture_url
        self._shown = {portrait.key: self._shown_by(portrait) for portrait in portraits}

    def __call__(self, known: Knowledge) -> list[Wanted]:
        """The post each portrait wants, in the order of the portraits; a pure function of ``known``."""
        visible = [portrait for portrait in self._portraits if portrait.key in known.permalinks]
        related = choose_all(self._portraits, known.permalinks.keys())
        titles = {portrait.key: portrait for portrait in visible}
        permalinks = {portrait.path: known.permalinks[portrait.key] for portrait in visible}
        posts = []
        for portrait in self._portraits:
            links = tuple(_link(portrait, titles[key], known.permalinks[key]) for key in related[portrait.key])
            page = Page(
                "classic" if self._markup == "classic" else "blocks",
                self._pages_pictures(portrait, known),
                permalinks,
                links,
            )
            posts.append(self._wanted(portrait, self._renderer.content(portrait, page)))
        return posts

    def _shown_by(self, portrait: Portrait) -> tuple[PictureFile, ...]:
        """The picture files a portrait shows, each once, its photo first."""
        alts: dict[str, str] = {}
        if portrait.photo:
            alts[portrait.photo.file] = portrait.photo.alt
        for body in (portrait.series_intro, portrait.intro, *(answer.body for answer in portrait.answers)):
            for position, event in enumerate(body):
                if event.kind is Kind.ENTER and event.tag == "image":
                    path = workspace_path(portrait.path, event.value[0])
                    if path is not None:
                        alt = "".join(
                            e.value
                            for e in body[position + 1 : position + 20]
                            if e.end <= event.end and e.kind is Kind.TEXT
                        )
                        alts.setdefault(path, alt)
        return tuple(self._file(path, alt) for path, alt in alts.items() if path in self._pictures)

    def _file(self, path: str, alt: str) -> PictureFile:
        picture = self._pictures[path]
        stem = slugify(Path(path).stem) or "picture"
        return PictureFile(path, picture.digest, picture.mime, stem, alt, lambda: _load(self._root / path, picture))

    def _pages_pictures(self, portrait: Portrait, known: Knowledge) -> dict[str, ShownPicture]:
        shown = {}
        for file in self._shown[portrait.key]:
            picture, media = self._pictures[file.path], known.media.get(file.digest)
            url, media_id = (media.url, media.id) if media else (self._picture_url(file.path), None)
            shown[file.path] = ShownPicture(url, media_id, picture.width, picture.height)
        return shown

    def _wanted(self, portrait: Portrait, content: str) -> Wanted:
        photo = self._pictures.get(portrait.photo.file) if portrait.photo else None
        return Wanted(
            key=portrait.key,
            path=portrait.path,
            title=portrait.title,
            slug=portrait.slug,
            content=content,
            excerpt=portrait.excerpt,
            status=portrait.status,
            date=portrait.date,
            categories=portrait.categories,
            tags=portrait.tags,
            photo_digest=photo.digest if photo else None,
            comment_status="open" if portrait.comments_open else "closed",
            author=portrait.author,
            pictures=self._shown[portrait.key],
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
