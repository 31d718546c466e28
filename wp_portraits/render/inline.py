"""Running text: inline Markdown → HTML, the same for both markups."""

from __future__ import annotations

import re

from wp_portraits.model.markdown import Event, Kind
from wp_portraits.render.escape import escape_attribute, escape_text
from wp_portraits.render.mentions import link_mentions
from wp_portraits.render.page import ShownPicture
from wp_portraits.render.places import Places
from wp_portraits.render.sanitise import Sanitiser
from wp_portraits.render.tree import Child, Node, plain_text

_TEXT, _SOFT_BREAK = Kind.TEXT, Kind.SOFT_BREAK  # looking a member up in its enumeration takes longer than comparing
_ELEMENTS = {"emphasis": "em", "strong": "strong", "strikethrough": "s"}
_RAW_TAG = re.compile(r"<(/?)(a|code|kbd|samp)(?=[\s>/])", re.IGNORECASE)


class Inline:
    """Renders the running text of one draft on one page.

    ``mentions``: where ``@handle`` leads, with ``{handle}`` in it; None links none. ``lang`` (BCP 47) is put on every
    piece of text when it is not the page's language: no block of WordPress has a place for a language, rich text has.
    """

    def __init__(self, places: Places, mentions: str | None, lang: str | None) -> None:
        self.places = places
        self.sanitiser = Sanitiser(places.attribute)
        self._mentions = mentions
        self._lang = lang

    def html(self, children: list[Child], *, mentions: bool = True) -> str:
        """A leaf of the page (a paragraph, a cell …): its HTML, ``""`` when nothing is left of it."""
        run = _Run(self.places, self._mentions if mentions else None)
        html = run.html(children).strip(" ")
        if run.raw:
            html = self.sanitiser.inline(html).strip(" ")
        return self.in_language(html)

    def in_language(self, html: str) -> str:
        """``html`` with the draft's language on it, where it needs one."""
        return f'<span lang="{escape_attribute(self._lang)}">{html}</span>' if self._lang and html else html

    def picture(self, node: Node) -> ShownPicture | None:
        """The picture an image element shows."""
        return self.places.picture(node.value[0])


class _Run:
    """One leaf on its way to HTML; ``raw`` tells whether raw HTML stood in it."""

    def __init__(self, places: Places, mentions: str | None) -> None:
        self.raw = False
        self._places = places
        self._mentions = mentions
        self._quiet = 0  # depth inside links and code, where no mention is linked

    def html(self, children: list[Child]) -> str:
        pieces: list[str] = []
        text = ""
        for child in children:
            kind = child.kind
            if kind is _TEXT or kind is _SOFT_BREAK:
                text += child.value if kind is _TEXT else " "
                continue
            if text:
                pieces.append(self._text(text))
                text = ""
            pieces.append(self._element(child) if isinstance(child, Node) else self._event(child))
        if text:
            pieces.append(self._text(text))
        return "".join(pieces)

    def _text(self, text: str) -> str:
        return link_mentions(text, None if self._quiet else self._mentions)

    def _event(self, event: Event) -> str:
        if event.kind is Kind.CODE:
            return f"<code>{escape_text(event.value)}</code>"
        if event.kind is Kind.INLINE_HTML:
            self.raw = True
            for closing, _ in _RAW_TAG.findall(event.value):
                self._quiet = max(0, self._quiet - 1) if closing else self._quiet + 1
            return str(event.value)
        return "<br>" if event.kind is Kind.HARD_BREAK else ""

    def _element(self, node: Node) -> str:
        if node.tag == "link":
            return self._link(node)
        if node.tag == "image":
            return self._image(node)
        inside = self.html(node.children)
        name = _ELEMENTS.get(node.tag)
        return f"<{name}>{inside}</{name}>" if name and inside else inside

    def _link(self, node: Node) -> str:
        url = self._places.link(node.value[0])
        self._quiet += 1 if url else 0
        inside = self.html(node.children)
        self._quiet -= 1 if url else 0
        if not url or not inside:
            return inside
        return f'<a href="{escape_attribute(url)}"{_title(node)}>{inside}</a>'

    def _image(self, node: Node) -> str:
        alt = plain_text(node.children)
        picture = self._places.picture(node.value[0])
        if picture is None:
            return escape_text(alt)
        name = f' class="wp-image-{picture.id}"' if picture.id else ""
        return f'<img{name} src="{escape_attribute(picture.url)}" alt="{escape_attribute(alt)}"{_title(node)}>'


def _title(node: Node) -> str:
    return f' title="{escape_attribute(node.value[1])}"' if node.value[1] else ""
