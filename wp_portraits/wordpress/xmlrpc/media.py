"""The media library over XML-RPC."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final
from xmlrpc.client import Binary

from wordpress_xmlrpc.methods.media import GetMediaItem, UploadFile
from wordpress_xmlrpc.methods.posts import EditPost, GetPost, GetPosts

from wp_portraits.errors import SiteError
from wp_portraits.model.picture import Media
from wp_portraits.wordpress.reading import listed
from wp_portraits.wordpress.site import Upload
from wp_portraits.wordpress.wellformed import require_wellformed
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.posts import MANY
from wp_portraits.wordpress.xmlrpc.shapes import Values

_PICTURES: Final = {
    "post_type": "attachment",
    "post_status": "inherit",
    "number": MANY,
    "orderby": "ID",
    "order": "ASC",
}


class Library:
    """Finding and uploading pictures. To WordPress they are posts of the type ``attachment``.

    WordPress names a picture after its whole file name, REST without its ending, and so do we: an upload is finished
    when the picture has that name. One that was cut short before is finished by the next upload of the same file.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._unfinished: dict[str, int] | None = None

    def with_slugs(self, slugs: Sequence[str]) -> list[Media]:
        """The pictures that hold one of the slugs: all are listed, for XML-RPC cannot ask by slug."""
        if not slugs:
            return []
        found = ((told.number("post_id"), told.text("post_name")) for told in self._all("post_name"))
        return [self._one(number, slug) for number, slug in found if slug in slugs]

    def upload(self, upload: Upload) -> Media:
        """A new picture, or the one whose upload was cut short."""
        require_wellformed(filename=upload.filename, alt=upload.alt, caption=upload.caption)
        if self._unfinished is None:
            self._unfinished = {told.text("post_title"): told.number("post_id") for told in self._all("post_title")}
        try:
            return self._finished(self._unfinished.get(upload.filename) or self._sent(upload), upload)
        except SiteError:
            self._unfinished = None
            raise

    def _sent(self, upload: Upload) -> int:
        sent = {"name": upload.filename, "type": upload.mime, "bits": Binary(upload.body)}
        return Values(self._client.call(UploadFile, sent), "a new picture").number("id")

    def _finished(self, number: int, upload: Upload) -> Media:
        title = PurePosixPath(upload.filename).stem
        named = {"post_type": "attachment", "post_title": title, "post_name": title, "post_excerpt": upload.caption}
        self._client.call(EditPost, str(number), {name: text for name, text in named.items() if text})
        kept = Values(self._client.call(GetPost, str(number), ["post_name"]), "a new picture")
        return self._one(number, kept.text("post_name"))

    def _all(self, field: str) -> list[Values]:
        """One field of every picture that we may edit."""
        return [
            Values(told, "a picture") for told in listed(self._client.call(GetPosts, _PICTURES, [field]), "pictures")
        ]

    def _one(self, number: int, slug: str) -> Media:
        """A picture's address; its alternative text cannot be written over XML-RPC, so it is not read either."""
        return Media(number, Values(self._client.call(GetMediaItem, str(number)), "a picture").text("link"), slug)
