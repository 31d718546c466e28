"""``@handle`` in an answer becomes a link, where the series says to which address."""

from __future__ import annotations

import re

from wp_portraits.render.addresses import safe_address
from wp_portraits.render.escape import escape_attribute, escape_text

_MENTION = re.compile(r"(?<![\w@/+.-])(\.?)@([A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?)(?![\w@/]|\.\w|-\w*@)")
"""A handle that follows no word (an e-mail address has one) and no ``/``, and that no host follows (``@camille@social.example``).
The full stop before the ``@`` is an old habit of Twitter; a full stop inside the handle is one of Instagram."""


def link_mentions(text: str, pattern: str | None) -> str:
    """``text`` (plain) as HTML, its mentions linked to ``pattern`` with ``{handle}`` filled in; None links nothing."""
    if pattern is None or "@" not in text:
        return escape_text(text)
    pieces, done = [], 0
    for mention in _MENTION.finditer(text):
        handle = mention[2]
        url = safe_address(pattern.replace("{handle}", handle))
        pieces.append(escape_text(text[done : mention.end(1)]))
        pieces.append(f'<a href="{escape_attribute(url)}">@{handle}</a>' if url else f"@{handle}")
        done = mention.end()
    return "".join((*pieces, escape_text(text[done:])))
