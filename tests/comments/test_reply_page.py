"""The page that an editor opens for a reply."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wp_portraits.comments.reply_page import LINE, reply_page, written_above
from wp_portraits.model.comment import Comment

ASKED = Comment(
    12, 7, 0, "Nadia Benali", "", datetime(2026, 11, 20, 14, 3, tzinfo=UTC), "Quel livre ?\n\n# Merci", "approved"
)


def test_the_comment_stands_below_the_line() -> None:
    assert reply_page(ASKED) == (
        f"\n\n{LINE}\n#\n# Nadia Benali, 2026-11-20 14:03 UTC, comment 12:\n#\n# Quel livre ?\n#\n# # Merci\n"
    )
    assert reply_page(ASKED, "Commencé\n").startswith(f"Commencé\n\n{LINE}\n")


@pytest.mark.parametrize(
    ("page", "written"),
    [
        (reply_page(ASKED), ""),
        ("# Un titre\n> Quel livre ?\nCelui-ci.\n" + reply_page(ASKED), "# Un titre\n> Quel livre ?\nCelui-ci."),
        (f"Oui\r\nNon\r\n{LINE}  \r\n# suite", "Oui\nNon"),
        (f"Oui\n{LINE}\nÉcrit dessous\n{LINE}\n", "Oui"),
        ("Oui\n# Quel livre ?", None),
    ],
)
def test_only_what_is_above_the_line_is_sent(page: str, written: str | None) -> None:
    assert written_above(page) == written
