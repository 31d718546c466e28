"""Character offsets ↔ lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from wp_portraits.diagnostics.span import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


class LineTable:
    """Where the lines of a text begin.

    A line ends at LF, CR LF or a lone CR, as editors count. Lines and columns are 1-based, columns count characters.
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        if "\r" in text:
            self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        else:
            self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset; an offset outside the text is brought to its nearest end."""
        offset = min(max(offset, 0), self.length)
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The character offset of a line and column: the inverse of :meth:`place`."""
        line = min(max(line, 1), len(self.starts))
        return min(max(self.starts[line - 1] + column - 1, 0), self.length)

    def span(self, path: str, start: int, end: int) -> Span:
        """The span from one character offset up to another; an ``end`` before ``start`` counts as ``start``."""
        return Span(path, *self.place(start), *self.place(max(start, end)))
