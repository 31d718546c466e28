"""What an editor opens for a reply: room to write, a line, and below it the comment that is answered.

The comment is a visitor's text in somebody's editor, which obeys more than a terminal does: vim and Emacs look for their
own commands in the text. A space before the colon makes them words again.
"""

from __future__ import annotations

import re
from typing import Final

from wp_portraits.comments.moments import to_the_minute
from wp_portraits.comments.sanitize import for_terminal, line_for_terminal
from wp_portraits.comments.wrapping import wrapped
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import storable

LINE: Final = "# ---- Write above. This line and all that is below it are not sent. ----"

_WIDTH: Final = 78

_MOST: Final = 20_000
"""Characters of the comment that are shown."""

_EDITORS: Final = re.compile(r"\b(vim?[<=>]?\d*|ex|kate|jedit|(?:end|local variables))\s*:", re.IGNORECASE)


def reply_page(answered: Comment, begun: str = "") -> str:
    """The page for a reply to this comment; ``begun``: what was written of it before."""
    name = line_for_terminal(answered.author) or "Anonymous"
    told = f"{name}, {to_the_minute(storable(answered).date_gmt)} UTC, comment {answered.id}:"
    text = for_terminal(answered.content)[:_MOST]
    quoted = [piece for line in (told, "", *text.split("\n")) for piece in wrapped(line, "# ", _WIDTH) or ["#"]]
    below = (_EDITORS.sub(r"\1 :", line) for line in quoted)
    return f"{begun.strip()}\n\n" + "\n".join([LINE, "#", *below]) + "\n"


def written_above(page: str) -> str | None:
    """What was written above the line; None when the line is gone, and nobody can tell what is the reply."""
    lines = page.replace("\r\n", "\n").split("\n")
    if LINE not in (line.rstrip() for line in lines):
        return None
    end = next(index for index, line in enumerate(lines) if line.rstrip() == LINE)
    return "\n".join(lines[:end]).strip()
