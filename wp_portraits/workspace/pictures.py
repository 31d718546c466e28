"""Look at a picture file (the one door to Pillow)."""

from __future__ import annotations

import hashlib
import struct
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from wp_portraits.model.picture import Picture
from wp_portraits.workspace.files import whole_file

if TYPE_CHECKING:
    from PIL import Image

MIME_BY_FORMAT = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
"""Formats every supported WordPress takes (wp_get_mime_types and its editors, 6.1 to 7.1)."""


_GPS, _LATITUDE, _LONGITUDE = 0x8825, 2, 4
"""The part of EXIF about the place, and its two keys that matter."""


def look_at(path: Path, shown: str) -> Picture | None:
    """What the file is, under the name ``shown``; None when there is no such file."""
    try:
        body = whole_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        return Picture(shown, problem=f"it cannot be read ({error.strerror or error})")
    digest = hashlib.sha256(body).hexdigest()
    if not body:
        return Picture(shown, digest=digest, problem="it is empty")
    return _inspect(path, shown, len(body), digest)


def _inspect(path: Path, shown: str, size: int, digest: str) -> Picture:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks about odd metadata are nobody's concern here
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                kind, (width, height) = image.format or "", image.size
                located = _located(image)
                image.verify()
    except UnidentifiedImageError:
        return Picture(shown, size=size, digest=digest, problem="it is not a picture, whatever its name says")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Picture(shown, size=size, digest=digest, problem="it has far too many pixels")
    except (OSError, SyntaxError, ValueError, EOFError):
        return Picture(shown, size=size, digest=digest, problem="the picture is damaged")
    if kind not in MIME_BY_FORMAT:
        return Picture(shown, size=size, digest=digest, problem=f"WordPress does not take {kind} pictures everywhere")
    return Picture(shown, MIME_BY_FORMAT[kind], width, height, size, digest, located=located)


def _located(image: Image.Image) -> bool:
    """Whether EXIF or XMP metadata tell a latitude and a longitude; metadata that cannot be read tell nothing.

    Only what opening the file has read is looked at: pixels are never decoded.
    """
    try:
        place = image.getexif().get_ifd(_GPS) if "exif" in image.info else {}
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError, struct.error):
        place = {}
    if _LATITUDE in place and _LONGITUDE in place:
        return True
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return "GPSLatitude" in (xmp.decode("utf-8", "replace") if isinstance(xmp, bytes) else str(xmp))
