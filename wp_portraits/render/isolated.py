"""Addresses alone on a line of preformatted text.

WordPress replaces an address alone on its line by a player, inside code too. The editor's code block guards against it by
writing the first one's slashes as entities (``escapeProtocolInIsolatedUrls``); an element within the address guards the others.
"""

from __future__ import annotations

import re

_ALONE = re.compile(r"^([ \t]*)(https?)(:)//([^\s<>\"]+[ \t]*)$", re.MULTILINE | re.IGNORECASE)
_FIRST = re.compile(r"^([ \t\r\n\f\v\ufeff]*https?:)//([^\s<>\"]+\s*)$", re.MULTILINE)


def shield_addresses(html: str) -> str:
    """Every address alone on its line, broken up by an element that nobody sees."""
    return _ALONE.sub(r"\1<span>\2</span>\3//\4", html) if "://" in html else html


def shield_code(html: str) -> str:
    """The same, the first one as the editor's code block writes it."""
    if "://" not in html:
        return html
    first = _FIRST.search(html)
    if first is None:
        return shield_addresses(html)
    return f"{html[: first.end(1)]}&#47;&#47;{first[2]}{shield_addresses(html[first.end() :])}"
