"""The media library over XML-RPC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final
from xmlrpc.client import Binary

from wordpress_xmlrpc.methods.media import GetMediaItem, UploadFile
from wordpress_xmlrpc.methods.posts import EditPost, GetPost, GetPosts

from wp_portraits.model.picture import Media
from wp_portraits.wordpress.reading import listed
from wp_portraits.wordpress.site import Upload
from wp_portraits.wordpress.wellformed import require_wellformed
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.posts import MANY
from wp_portraits.wordpress.xmlrpc.shapes import Values

_ENDINGS: Final = ("-jpg", "-jpeg", "-png", "-gif", "-webp", "-avif")
"""What WordPress makes of the end of a picture's file name, in a slug."""

_PICTURES: Final = {
    "post_type": "attachment",
    "post_status": "inherit",
    "number": MANY,
    "orderby": "ID",
    "order": "ASC",
}


class Library:
    """Finding and uploading pictures. To WordPress they are posts of the type ``attachment``."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def with_slugs(self, slugs: Sequence[str]) -> list[Media]:
        """The pictures that hold one of the slugs: all are listed, for XML-RPC cannot ask by slug.

        A picture whose upload was cut short is still named after its whole file name: that is it, too.
        """
        if not slugs:
            return []
        names = {f"{slug}{ending}": slug for ending in ("", *_ENDINGS) for slug in slugs}
        return [self._one(number, names[slug]) for number, slug in self._slugs() if slug in names]

    def upload(self, upload: Upload) -> Media:
        """A new picture. WordPress names it after the whole file name; REST without its ending, and so do we."""
        require_wellformed(filename=upload.filename, alt=upload.alt, caption=upload.caption)
        sent = {"name": upload.filename, "type": upload.mime, "bits": Binary(upload.body)}
        told = Values(self._client.call(UploadFile, sent), "a new picture")
        number, title = told.number("id"), PurePosixPath(upload.filename).stem
        named = {"post_type": "attachment", "post_title": title, "post_name": title, "post_excerpt": upload.caption}
        self._client.call(EditPost, str(number), {name: text for name, text in named.items() if text})
        kept = Values(self._client.call(GetPost, str(number), ["post_name"]), "a new picture")
        return Media(number, told.text("url"), kept.text("post_name"))

    def _slugs(self) -> Iterator[tuple[int, str]]:
        for told in listed(self._client.call(GetPosts, _PICTURES, ["post_name"]), "pictures"):
            values = Values(told, "a picture")
            yield values.number("post_id"), values.text("post_name")

    def _one(self, number: int, slug: str) -> Media:
        """A picture's address; its alternative text cannot be written over XML-RPC, so it is not read either."""
        return Media(number, Values(self._client.call(GetMediaItem, str(number)), "a picture").text("link"), slug)
