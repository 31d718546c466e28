"""A change to a file's text, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put ``text`` in the place of the characters from offset ``start`` up to, not including, ``end``.

    Offsets count characters of the decoded text without byte order mark, line ends as in the file.
    """

    start: int
    end: int
    text: str
