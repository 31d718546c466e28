"""A tree of blocks → the text the editor would write, byte for byte, in WordPress 6.8 and 7.1.

So a template may be laid out for the eye: white space around blocks and elements goes, attributes get the editor's order and
escaping, entities its spelling. What the editor would call invalid stays so: nothing is guessed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from wp_portraits.render.block_markup import write_block
from wp_portraits.render.escape import escape_text
from wp_portraits.render.grammar import Block, BlockError, Part, Written, parse_blocks
from wp_portraits.render.isolated import shield_code

_OWN = {
    "core/button": ("tagName", "type", "placeholder", "backgroundColor", "textColor", "gradient"),
    "core/column": ("verticalAlignment", "width"),
    "core/columns": ("verticalAlignment", "isStackedOnMobile"),
    "core/embed": ("url", "type", "providerNameSlug", "allowResponsive", "responsive", "previewable"),
    "core/group": ("tagName",),
    "core/image": (
        *("lightbox", "id", "width", "height", "aspectRatio", "scale", "focalPoint", "sizeSlug", "linkDestination"),
        "isDecorative",
    ),
    "core/list": ("ordered", "type", "start", "reversed"),
    "core/media-text": (
        *("align", "mediaPosition", "mediaId", "mediaLink", "linkDestination", "mediaType", "mediaWidth"),
        *("mediaSizeSlug", "isStackedOnMobile", "verticalAlignment", "imageFill", "focalPoint"),
    ),
    "core/quote": ("textAlign",),
    "core/separator": (
        *(
            "opacity",
            "tagName",
            "lock",
            "metadata",
            "align",
            "className",
            "style",
            "backgroundColor",
            "gradient",
            "anchor",
        ),
        "textColor",
    ),
    "core/spacer": ("height", "width"),
}
"""Attributes a block defines itself, in its own order (``wp.blocks.getBlockType``); all others come after them."""
_SHARED = (
    *("templateLock", "lock", "metadata", "align", "className", "style", "backgroundColor", "textColor", "gradient"),
    *("fontSize", "fontFamily", "borderColor", "layout", "ariaLabel", "anchor"),
)
"""Attributes that WordPress adds to blocks, in the order it adds them."""
_DEFAULTS: dict[str, dict[str, Any]] = {
    "core/group": {"tagName": "div"},
    "core/heading": {"level": 2},
    "core/list": {"ordered": False},
    "core/table": {"hasFixedLayout": True},
    "core/separator": {"opacity": "alpha-channel", "tagName": "hr"},
    "core/embed": {"allowResponsive": True, "responsive": False, "previewable": True},
}
"""Values the editor does not write."""
_RAW = frozenset(("core/html", "core/shortcode", "core/freeform", "core/more", "core/nextpage"))
_KEEPS_SPACE = frozenset(("core/code", "core/preformatted", "core/verse", "core/embed"))
_SELF_CLOSING = frozenset(("core/image", "core/separator", "core/media-text", "core/cover"))

_STRUCTURE = (
    "figure|figcaption|ul|ol|li|blockquote|div|section|main|header|footer|aside|article|table|thead|tbody|tfoot|tr|td|th|p|"
    "h[1-6]|pre|details|summary"
)
_SPACE = r"[ \t\r\n\f]*"
_AROUND = re.compile(rf"{_SPACE}(</?(?:{_STRUCTURE})(?=[\s>])[^>]*>){_SPACE}")
_AROUND_IMAGE = re.compile(rf"{_SPACE}(<(?:img|hr)\s[^>]*>){_SPACE}")
_LINE_END = re.compile(r"[ \t]*[\r\n][ \t\r\n\f]*")
_ATTRIBUTED_TAG = r"<[A-Za-z][A-Za-z0-9-]*[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
_TOKEN = re.compile(rf"{_ATTRIBUTED_TAG}|<!--.*?-->|</?[A-Za-z][^<>\"'\s/]*>|&[#\w]*;?|>|\u00a0", re.DOTALL)
_FEW_TOKENS = re.compile(rf"{_ATTRIBUTED_TAG}|&[#\w]*;?|\u00a0")
"""The same for HTML in which every ``>`` ends a tag."""
_CODE = re.compile(r"(?<=<code>).*(?=</code>)", re.DOTALL)
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)(.*?)\s*/?>\Z", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ATTRIBUTED = re.compile(r"<[A-Za-z][A-Za-z0-9-]*[\s/]")
_BRACKET = re.compile(r"&#0*91;")
_ESCAPED = re.compile(r"[&<>\"\u00a0]")
_SHORTCODE = re.compile(r"(?:&#0*91;|\[)*/?[\w-]")
_ENTITY_LIKE = re.compile(r"&(?=(?:[a-z0-9]+|#[0-9]+|#x[a-f0-9]+);)", re.IGNORECASE)
_SPELT = frozenset(("&amp;", "&lt;", "&gt;", "&nbsp;"))
_JOINER = "\u2060"
"""WORD JOINER: breaks up, unseen, what WordPress would take for something else inside an attribute."""
_VOID = frozenset(("img", "hr", "br", "wbr", "source", "track", "col", "input"))


_PLAIN = re.compile(
    r"(?:[^<>&\x00-\x1f\x7f-\xa0]++"
    r"|</?(?:em|strong|s|code|p|h[3-6]|ul|ol|li|a|blockquote)>|<br>"
    r"|&(?:nbsp|amp|lt|gt);"
    r"|<(?:p|li|ul class=\"wp-block-list\"|ol class=\"wp-block-list\"|blockquote class=\"wp-block-quote\"|h[3-6] class=\"wp-block-heading\")>"
    r"|(?<! )<!-- wp:(?:paragraph|list-item|quote|list|heading)(?: \{\"(?:ordered\":true|level\":[3-6])\})? -->\n"
    r"|\n<!-- /wp:(?:paragraph|list-item|quote|list|heading) -->(?:\n\n(?=<)|(?=<)|\Z)"
    r"|<a href=\"[^\"<>&\x00-\x20\x7f-\xa0\[]*+\">)*"
)  # each alternative begins in its own way, so nothing is tried twice; Python 3.11.2 errs in possessive groups
"""Markup of ours in which :func:`write_blocks` would change nothing: ordinary paragraphs, headings, lists and quotations."""


def is_canonical(text: str) -> bool:
    """Whether a text that :class:`~wp_portraits.render.block_markup.BlockMarkup` wrote is plainly what the editor would write.

    False leaves it open.
    """
    return _PLAIN.fullmatch(text) is not None


def write_blocks(parts: Sequence[Part]) -> str:
    """The canonical text of a sequence of blocks and HTML; blocks stand one empty line apart."""
    written = [part.strip() if isinstance(part, str) else write(part) for part in parts]
    return "\n\n".join([text for text in written if text])


@lru_cache(maxsize=2048)
def finished(piece: str) -> str | Written:
    """A piece of a content in its final form, where it is whole blocks; as it is where it is anything else.

    Remembered as :func:`_leaf` is: what templates put between two texts is mostly the heading of a question.
    """
    try:
        parts = parse_blocks(piece)
    except BlockError:
        return piece
    if any(isinstance(part, str) and part.strip() for part in parts):
        return piece
    text = write_blocks(parts)
    return Written(text) if text else piece


def write(block: Block | Written) -> str:
    """The canonical text of one block."""
    if isinstance(block, Written):
        return block.text
    name = block.name
    inner = _inner(block)
    short = name.removeprefix("core/")
    return write_block(short, inner, ordered_attributes(name, block.attributes) if block.attributes else None)


def _inner(block: Block) -> str:
    pieces: list[str] = []
    after_block = False
    for part in block.parts:
        if not isinstance(part, str):
            pieces.append(f"\n\n{write(part)}" if after_block else write(part))
            after_block = True
        elif part.strip():
            pieces.append(_leaf(block.name, part.strip(" \t\r\n\f")))
            after_block = False
    return "".join(pieces)


def ordered_attributes(name: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes in the editor's order, without those that have their default."""
    own = _OWN.get(name, ())
    strange = [key for key in attributes if key not in own and key not in _SHARED]
    keys = (*own, *strange, *(key for key in _SHARED if key not in own))
    defaults = _DEFAULTS.get(name, {})
    absent = object()
    return {key: attributes[key] for key in keys if key in attributes and attributes[key] != defaults.get(key, absent)}


@lru_cache(maxsize=2048)
def _leaf(name: str, source: str) -> str:
    """HTML of a block, between its comments and inner blocks, as its ``save`` function writes it.

    Remembered, because questions, headings and lists are the same in many portraits and from one rendering to the next.
    """
    if name in _RAW or not name.startswith("core/"):
        return source
    if name not in _KEEPS_SPACE and ("\n" in source or "\r" in source):
        source = _AROUND.sub(r"\1", _LINE_END.sub(" ", source))
        if name in _SELF_CLOSING:
            figure, caption, rest = source.partition("<figcaption")
            source = _AROUND_IMAGE.sub(r"\1", figure) + caption + rest
    written = source if _is_plain(source) else _Leaf(name, source).write()
    if name == "core/code":
        return _CODE.sub(
            lambda code: shield_code(code[0]), written.replace("<span>[</span>", "[").replace("[", "&#91;")
        )
    return written


def _is_plain(source: str) -> bool:
    """Whether nothing in a piece of HTML has to be spelt anew: it has no entity, no attribute and no bare ``>``."""
    if "&" in source or "\u00a0" in source or source.count("<") != source.count(">"):
        return False
    return _ATTRIBUTED.search(source) is None


class _Leaf:
    """Spells the tags and entities of one piece of HTML."""

    def __init__(self, name: str, source: str) -> None:
        self._source = source
        caption = source.find("<figcaption")
        end = caption if caption >= 0 else len(source)
        self._react_end = (
            end if name in _SELF_CLOSING else 0
        )  # up to its caption, the editor writes these blocks itself

    def write(self) -> str:
        bare = self._source.count("<") != self._source.count(">") or "<!--" in self._source
        return (_TOKEN if bare else _FEW_TOKENS).sub(self._token, self._source)

    def _token(self, token: re.Match[str]) -> str:
        text = token[0]
        if text[0] == "<":
            return self._tag(text, token.start()) if " " in text or "/>" in text else text
        if text in _SPELT:
            return text
        if _BRACKET.fullmatch(text):
            return "<span>[</span>" if _SHORTCODE.match(self._source, token.end()) else "["
        return escape_text(html.unescape(text)).replace("&#091;", "[")

    def _tag(self, text: str, place: int) -> str:
        parts = _TAG.match(text)
        if parts is None:
            return text
        name, react = parts[1].lower(), place < self._react_end
        attributes = [self._attribute(each, react) for each in _ATTRIBUTE.finditer(parts[2])]
        return f"<{parts[1]}{''.join(attributes)}{'/' if react and name in _VOID else ''}>"

    @staticmethod
    def _attribute(attribute: re.Match[str], react: bool) -> str:
        if "=" not in attribute[0]:
            return f" {attribute[1]}"
        value = attribute[2] or attribute[3] or attribute[4] or ""
        if not _ESCAPED.search(value):
            return f' {attribute[1]}="{value}"'
        value = _BRACKET.sub(lambda found: _literal_bracket(value, found.end()), value)
        value = html.unescape(value).replace("<!", f"<{_JOINER}!")
        if react:
            value = _ENTITY_LIKE.sub(f"&{_JOINER}", value)
        value = value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
        return f' {attribute[1]}="{value if react else value.replace(chr(0xA0), "&nbsp;")}"'


def _literal_bracket(value: str, end: int) -> str:
    return f"[{_JOINER}" if _SHORTCODE.match(value, end) else "["
