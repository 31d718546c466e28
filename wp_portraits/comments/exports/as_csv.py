"""CSV, for spreadsheets: which take a cell that begins like a formula for one, and run it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from wp_portraits.comments.moments import to_the_second
from wp_portraits.comments.sanitize import for_terminal, line_for_terminal, web_address
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import storable

COLUMNS: Final = (
    "id",
    "key",
    "post",
    "parent",
    "author",
    "author_url",
    "date_gmt",
    "status",
    "kind",
    "content",
)

_FORMULA: Final = re.compile("[=+\\-@\t\r\n＝＋－＠']")
"""How a formula may begin (OWASP's list for CSV injection), and the escape itself."""


def csv_pieces(comments: Iterable[Comment], keys: Mapping[int, str]) -> Iterator[str]:
    """A row with the columns' names, then one row a comment (RFC 4180); ``keys``: post id → key."""
    rows = csv.writer(_Rows(), quoting=csv.QUOTE_NONNUMERIC)
    yield rows.writerow(COLUMNS)
    for comment in comments:
        yield rows.writerow(_row(comment, keys.get(comment.post, "")))


def escaped_cell(text: str) -> str:
    """The text behind an apostrophe where it begins like a formula, or with an apostrophe: taking one away again gives
    the text back."""
    return f"'{text}" if _FORMULA.match(text) else text


class _Rows:
    """Gives each row back to whoever writes it, in place of a file."""

    def write(self, row: str) -> str:
        return row


def _row(comment: Comment, key: str) -> list[int | str]:
    texts = {
        "key": key,
        "author": line_for_terminal(comment.author),
        "author_url": web_address(comment.author_url),
        "date_gmt": to_the_second(storable(comment).date_gmt),
        "status": comment.status,
        "kind": comment.kind,
        "content": for_terminal(comment.content),
    }
    numbers = {"id": comment.id, "post": comment.post, "parent": comment.parent}
    return [numbers[column] if column in numbers else escaped_cell(texts[column]) for column in COLUMNS]
