"""A place in a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From (line, column) up to, not including, (end_line, end_column).

    Lines and columns are 1-based; columns count characters (code points), not bytes. A byte order mark
    is not a character of the first line. ``path`` is the file as it is shown to the user, with ``/``.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def whole(cls, path: str) -> Span:
        """The start of the file: for findings about a file as a whole."""
        return cls(path, 1, 1, 1, 1)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
