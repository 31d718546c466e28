"""Text → HTML, escaped as the block editor escapes it.

The editor takes its HTML from the browser's ``innerHTML``: ``&``, ``<``, ``>`` and the no-break space are entities, quotes are
not (inside attributes the double quote is). A left bracket of the draft travels as ``&#091;``, so that no ``[shortcode]`` in an
author's text is ever run by WordPress; :mod:`wp_portraits.render.canonical` gives it the form the editor keeps.
"""

from __future__ import annotations

BRACKET = "&#091;"
"""A ``[`` that is text: WordPress's own way of writing one that starts no shortcode."""
_SPELT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("[", BRACKET), ("\u00a0", "&nbsp;"))


def escape_text(text: str) -> str:
    """``text`` as HTML text."""
    for sign, entity in _SPELT:
        if sign in text:  # most texts have none of them, and looking is quicker than replacing
            text = text.replace(sign, entity)
    return text


def escape_attribute(text: str) -> str:
    """``text`` as the value of an attribute in double quotes."""
    return escape_text(text).replace('"', "&quot;")


def escape_value(text: str) -> str:
    """``text`` for any place in a template: as text, or as an attribute in quotes of either kind."""
    return escape_attribute(text).replace("'", "&#39;")
