"""The media library of a site in RAM."""

from __future__ import annotations

from wp_portraits.model.picture import Media
from wp_portraits.wordpress.memory.shelf import Shelf
from wp_portraits.wordpress.rules import sanitized_slug, unique, unique_file
from wp_portraits.wordpress.site import Upload


class Library:
    """Pictures: file names and slugs are made unique, the bytes are not compared."""

    def __init__(self, url: str, shelf: Shelf) -> None:
        self.media: dict[int, Media] = {}
        self.bodies: dict[int, bytes] = {}
        self._url = url
        self._shelf = shelf

    def add(self, upload: Upload) -> Media:
        """A new picture."""
        taken = {media.url.rpartition("/")[2] for media in self.media.values()}
        filename = unique_file(upload.filename, taken)
        number = self._shelf.new_id()
        slugs = {media.slug for media in self.media.values()}
        slugs |= {post.fields.slug for post in self._shelf.posts.values()}
        folder = self._shelf.now.strftime("%Y/%m")
        url = f"{self._url}/wp-content/uploads/{folder}/{filename}"
        slug = unique(sanitized_slug(upload.filename.rpartition(".")[0]), slugs)
        self.media[number] = Media(number, url, slug, upload.alt)
        self.bodies[number] = upload.body
        return self.media[number]
