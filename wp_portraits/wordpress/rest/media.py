"""The media library over the REST API."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from typing import Final

from wp_portraits.model.picture import Media
from wp_portraits.wordpress.rest.client import Client, succeeded
from wp_portraits.wordpress.rest.lists import lists
from wp_portraits.wordpress.rest.shapes import MEDIA_FIELDS, media_of, named
from wp_portraits.wordpress.site import Upload
from wp_portraits.wordpress.wellformed import require_wellformed

ROUTE: Final = "wp/v2/media"


class Library:
    """Finding and uploading pictures."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def with_slugs(self, slugs: Sequence[str]) -> list[Media]:
        """The pictures that hold one of the slugs."""
        found: list[Media] = []
        for several in lists(slugs):
            asked = named({"slug": several, "orderby": "id", "order": "asc"}, MEDIA_FIELDS)
            found += map(media_of, self._client.collection(ROUTE, asked, "pictures"))
        return [media for media in found if media.slug in slugs]

    def upload(self, upload: Upload) -> Media:
        """Put a picture into the library. WordPress makes its title, and of that its slug, from the file's name."""
        require_wellformed(filename=upload.filename, alt=upload.alt, caption=upload.caption)
        body, content_type = multipart(upload)
        answer = self._client.write(ROUTE, body, {"context": "edit", "_fields": MEDIA_FIELDS}, content_type)
        return media_of(succeeded(answer).json())


def multipart(upload: Upload) -> tuple[bytes, str]:
    """The form that carries a picture, and its content type (RFC 7578).

    The file's name travels as plain UTF-8: WordPress answers 400 to the other form (``filename*=``, RFC 5987).
    """
    boundary = secrets.token_hex(16)
    name = re.sub(r'["\\/\x00-\x1f\x7f]', "-", upload.filename)
    texts = {"alt_text": upload.alt, "caption": upload.caption}
    parts = [
        f'Content-Disposition: form-data; name="{field}"\r\n\r\n{text}'.encode()
        for field, text in texts.items()
        if text
    ]
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {upload.mime}\r\n\r\n'
    parts.append(head.encode() + upload.body)
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return body + b"--" + boundary.encode() + b"--\r\n", f"multipart/form-data; boundary={boundary}"
