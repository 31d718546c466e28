"""Raw HTML of a draft → HTML that may stand in a post. The only door to nh3.

What runs, submits, frames or restyles goes; what says something about the text stays. Comments go too, so that a draft can
neither write block markup nor an identity.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from wp_portraits.render.addresses import SCHEMES
from wp_portraits.render.escape import BRACKET

INLINE_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
BLOCK_TAGS = INLINE_TAGS | frozenset(
    [
        "address",
        "article",
        "aside",
        "audio",
        "blockquote",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "source",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "ul",
        "video",
    ]
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title", "class"},
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "audio": {"src", "controls", "preload"},
    "col": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"src", "controls", "preload", "poster", "width", "height"},
}
_DROPPED_WITH_CONTENT = {"script", "style", "noscript", "template", "title"}
_TAG = re.compile(r"<[^>]*>")
_SHOWS = re.compile(r"<(?:img|hr|audio|video)\b")
_NO_SOURCE = re.compile(r'<img(?![^>]* src=")[^>]*>')

Resolve = Callable[[str, str, str], str | None]
"""Tag, attribute, value → the value to keep, None to drop the attribute: where links and pictures get their addresses."""


class Sanitiser:
    """Cleans raw HTML; ``resolve`` is asked about each attribute that survives."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve

    def inline(self, html: str) -> str:
        """A paragraph's inside; tags that are not inline go, their text stays."""
        return self._clean(html, INLINE_TAGS)

    def block(self, html: str) -> str:
        """A raw HTML block; ``""`` when nothing is left of it that a reader could see."""
        cleaned = self._clean(html, BLOCK_TAGS).strip()
        seen = _SHOWS.search(cleaned) or _TAG.sub("", cleaned).replace("&nbsp;", "").strip()
        return cleaned if seen else ""

    def _clean(self, html: str, tags: frozenset[str]) -> str:
        cleaned = nh3.clean(
            html,
            tags=set(tags),
            clean_content_tags=_DROPPED_WITH_CONTENT,
            attributes=_ATTRIBUTES,
            attribute_filter=self._resolve,
            url_schemes=set(SCHEMES),
            link_rel=None,
        )
        return _NO_SOURCE.sub("", cleaned).replace("[", BRACKET)
