"""From a file's bytes to text that YAML, Markdown and WordPress can all carry."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from wp_portraits.drafts.remark import Remark

MAX_BYTES = 2_000_000
"""Largest file read: a hundred times a long interview, and still parsed in well under two seconds."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What makes a post unreadable over XML-RPC (https://www.w3.org/TR/xml/#charsets), plus DEL and C1, which no reader
sees.
"""

_MAX_CONTROLS_SHOWN = 10


class Decoded(NamedTuple):
    """A file's text without byte order mark; ``clean`` is the same with spaces for control characters, offset for
    offset.

    ``readable`` is false when the file is no text: then ``clean`` is not worth parsing.
    """

    text: str
    clean: str
    readable: bool
    remarks: tuple[Remark, ...]


def decode(raw: bytes) -> Decoded:
    """The text of a UTF-8 file, with F001, F008 and F009 where it cannot be used as it is."""
    if len(raw) > MAX_BYTES:
        message = f"The file has {len(raw):,} bytes; at most {MAX_BYTES:,} are read."
        return Decoded("", "", False, (Remark("F008", 0, 0, message, "Is this really a text file? Split it if so."),))
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(raw, error.start)
    zero = text.find("\0")
    if zero >= 0:
        remark = Remark(
            "F001", zero, zero + 1, "There is a zero byte here: this is not a text file.", "Save it as UTF-8 text."
        )
        return Decoded(text, "", False, (remark,))
    if _CONTROLS.search(text) is None:
        return Decoded(text, text, True, ())
    return Decoded(text, _CONTROLS.sub(" ", text), True, _control_remarks(text))


def _undecodable(raw: bytes, start: int) -> Decoded:
    """F001 at the first byte that is not UTF-8; the text is kept as far as it can be shown."""
    place = len(raw[:start].decode("utf-8", "replace"))
    byte = raw[start]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message, hint = "The file is UTF-16, not UTF-8.", "Save it again with the encoding UTF-8."
    else:
        message = f"This is not UTF-8: the byte 0x{byte:02x} cannot stand here."
        hint = "Save the file again with the encoding UTF-8 (it may be in Windows-1252 or Latin-1)."
    return Decoded(raw.decode("utf-8", "replace"), "", False, (Remark("F001", place, place + 1, message, hint),))


def _control_remarks(text: str) -> tuple[Remark, ...]:
    """F009 for each control character, up to ten; the last remark counts the others."""
    places = [match.start() for match in _CONTROLS.finditer(text)]
    shown = places[:_MAX_CONTROLS_SHOWN]
    left = len(places) - len(shown)
    remarks = []
    for place in shown:
        more = f" (and {left} more further down)" if left and place == shown[-1] else ""
        message = f"The invisible control character U+{ord(text[place]):04X} stands here{more}."
        hint = "Delete it: it often comes with text pasted from a PDF, and no site can read a post with it."
        remarks.append(Remark("F009", place, place + 1, message, hint))
    return tuple(remarks)
