"""Slugs, exactly as WordPress makes them from a title.

The rules are those of WordPress 7.1's ``sanitize_title``: ``remove_accents`` for a site that is not in German,
Danish, Catalan, Serbian or Bosnian, then ``sanitize_title_with_dashes`` in its "save" context
(wp-includes/formatting.php). A slug made here is stored by every WordPress as it is.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from wp_portraits.schema.tags import strip_tags

MAX_LENGTH = 200
"""Bytes of a slug once encoded; also the width of the database column."""

_LETTERS = {
    "ª": "a", "º": "o", "Æ": "AE", "Ð": "D", "Þ": "TH", "ß": "s", "æ": "ae", "ð": "d", "ø": "o", "þ": "th", "Ø": "O",
    "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k", "Ŀ": "L", "ŀ": "l", "Ł": "L",
    "ł": "l", "ŉ": "n", "Ŋ": "N", "ŋ": "n", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t", "ſ": "s", "Ə": "E", "ǝ": "e",
    "ɑ": "a", "€": "E", "£": "",
}  # fmt: skip
"""Letters that Unicode does not decompose, and two currency signs."""
_DECOMPOSED = (
    (0xC0, 0x180),
    (0x1A0, 0x1A2),
    (0x1AF, 0x1B1),
    (0x1CD, 0x1DD),
    (0x218, 0x21C),
    (0x1EA0, 0x1EFA),
)
"""Ranges whose accented letters lose their accent: Latin-1, Extended-A, Romanian, Vietnamese, pinyin. Others keep
it.
"""

_REMOVED = dict.fromkeys(
    map(
        ord,
        "\u00ad¡¿«»‹›‘’“”‚‛„‟•©®°…™´ˊ\u0301\u0341\u0300\u0304\u030c"
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\ufffc",
    )
)
_DASHES = dict.fromkeys(
    map(ord, "\u00a0\u2011\u2013\u2014\u2028\u2029\u202f" + "".join(map(chr, range(0x2000, 0x200B)))), "-"
)
_SIGNS = {**_REMOVED, **_DASHES, ord("×"): "x"}
_DASH_ENTITIES = re.compile(r"&(?:nbsp|#8209|#160|ndash|#8211|mdash|#8212);")


def _letters() -> dict[int, str]:
    table = {ord(letter): plain for letter, plain in _LETTERS.items()}
    for first, after in _DECOMPOSED:
        for point in range(first, after):
            plain = unicodedata.normalize("NFD", chr(point))[0]
            if point not in table and plain.isascii() and plain.isalpha():
                table[point] = plain
    return table


_ACCENTS = _letters()


def remove_accents(text: str) -> str:
    """The text with Latin letters in their plain form, as WordPress's ``remove_accents``."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_ACCENTS)


def slugify(text: str) -> str:
    """The slug WordPress makes of a title: ASCII, other scripts percent-encoded in lower case, at most 200 bytes; may
    be empty.
    """
    plain = strip_tags(remove_accents(text))
    plain = re.sub(r"%(?![0-9a-fA-F]{2})", "", plain).lower()
    plain = _encoded(plain)
    plain = _DASH_ENTITIES.sub("-", plain).replace("/", "-")
    plain = re.sub(r"&.+?;", "", plain).replace(".", "-")
    plain = re.sub(r"[^%a-z0-9 _-]", "", plain)
    return re.sub(r"[ -]+", "-", plain).strip("-")


def readable_slug(text: str) -> str:
    """The slug of ``text`` with its percent-encoding undone: for anchors and for people."""
    return unquote(slugify(text))


def readable_key(text: str) -> str:
    """The key nearest to ``text``: lowercase letters a to z, digits, single hyphens. Empty when nothing is left, or when
    some of its letters are of another script."""
    slug = slugify(text)
    return "" if "%" in slug else re.sub(r"[^a-z0-9]+", "-", slug).strip("-")


def _encoded(text: str) -> str:
    """Percent-encode what is not ASCII, up to 200 bytes, then drop and replace the signs WordPress drops and replaces.

    The limit counts the signs that are dropped afterwards, as WordPress's own does.
    """
    pieces: list[str] = []
    length = 0
    for character in text:
        piece = character if character < "\x80" else quote(character).lower()
        length += len(piece)
        if length > MAX_LENGTH:
            break
        pieces.append(piece if character < "\x80" else _sign(character, piece))
    return "".join(pieces)


def _sign(character: str, encoded: str) -> str:
    replaced = character.translate(_SIGNS)
    return encoded if replaced == character else replaced
