"""Text → HTML, escaped as the block editor escapes it.

The editor takes its HTML from the browser's ``innerHTML``: ``&``, ``<``, ``>`` and the no-break space are entities, quotes are
not (inside attributes the double quote is). A left bracket of the draft travels as ``&#091;``, so that no ``[shortcode]`` in an
author's text is ever run by WordPress; :mod:`wp_portraits.render.canonical` gives it the form the editor keeps.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[&<>\[\u00a0]")
BRACKET = "&#091;"
"""A ``[`` that is text: WordPress's own way of writing one that starts no shortcode."""


def escape_text(text: str) -> str:
    """``text`` as HTML text."""
    if _SPECIAL.search(text) is None:
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("[", BRACKET).replace("\u00a0", "&nbsp;")


def escape_attribute(text: str) -> str:
    """``text`` as the value of an attribute in double quotes."""
    return escape_text(text).replace('"', "&quot;")


def escape_value(text: str) -> str:
    """``text`` for any place in a template: as text, or as an attribute in quotes of either kind."""
    return escape_attribute(text).replace("'", "&#39;")
