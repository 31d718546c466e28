"""A draft's prose: what a reader reads as sentences, offset for offset, with everything else masked.

Code, addresses, e-mail, markup, raw HTML and templates' braces are no prose: where they stand, the masked text has signs
that no rule of typography looks for. So a rule may search the whole text, and a place it finds is a place of the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from wp_portraits.check.foreign import Hidden
from wp_portraits.drafts.draft import Draft
from wp_portraits.model.markdown import Event, Fragment, Kind

WALL, OPEN, CLOSED, SOLID, ADDRESS = "\0", "\ue000", "\ue001", "\ue002", "\ue003"
"""The signs that mask: between two blocks; what begins emphasis or a link; what ends it; code and raw HTML; addresses.

Of a mask between two pieces of prose, its first sign tells what the first piece meets, the others what comes before the
second. Line ends inside a block are masked, with whatever indentation or ``>`` follows, by line ends.
"""

NO_BREAK, NARROW = "\u00a0", "\u202f"
"""The no-break spaces: as wide as a space between words, and narrow."""

_TEXT, _ENTER, _LEAVE = Kind.TEXT, Kind.ENTER, Kind.LEAVE
_HTML = (Kind.HTML, Kind.INLINE_HTML)
_SIGNS = {
    Kind.TEXT: SOLID,
    Kind.CODE: SOLID,
    Kind.INLINE_HTML: SOLID,
    Kind.SOFT_BREAK: "\n",
    Kind.HARD_BREAK: "\n",
    Kind.HTML: WALL,
    Kind.RULE: WALL,
}
_INLINE = frozenset(("emphasis", "strong", "strikethrough", "link", "image"))
_POINTING = frozenset(("link", "image"))

_WRITTEN_OTHERWISE = re.compile(r"\\[!-/:-@\[-`{-~]|&#?\w{1,32};")
"""Escapes and character references: their author meant the very sign."""
_ADDRESS = re.compile(r"://|@|www\.|mailto:")
_ADDRESS_END = re.compile(r"[\s\0\ue000-\ue003«»“”<>\"]|\Z")
_ADDRESS_STARTS = tuple(' \n\t\u00a0\u202f\0\ue000\ue001\ue002«»“”<>"')
_BRACES = re.compile(r"\{\{[^{}\0]*+\}\}|\{%[^{}\0]*+%\}|\[/?\w[^\[\]\0=]*+=[^\[\]\0]*+\]")
"""Templates' braces, and shortcodes with attributes."""


def fragments_of(draft: Draft) -> Iterator[Fragment]:
    """The introduction, then each question and its answer, in the order of the draft."""
    yield draft.intro.body
    for section in draft.sections:
        yield section.heading
        yield section.body


def prose_of(draft: Draft, lang: str) -> str:
    """The masked text: as long as ``draft.text``, and equal to it where prose stands.

    What raw HTML marks as another language than ``lang`` is masked.
    """
    pieces: list[str] = []
    done = 0
    for fragment in fragments_of(draft):
        for start, piece, mask in _pieces(fragment, draft.text, Hidden(lang)):
            pieces += (mask[0], mask[1] * (start - done - 1)) if start > done else ()
            pieces.append(piece)
            done = start + len(piece)
    pieces.append(WALL * (len(draft.text) - done))
    text = "".join(pieces)
    if "{" in text or "[" in text:
        text = _BRACES.sub(lambda found: ADDRESS * len(found[0]), text)
    return _without_addresses(text) if _ADDRESS.search(text) else text


def _pieces(fragment: Fragment, source: str, hidden: Hidden) -> Iterator[tuple[int, str, str]]:
    """The pieces of prose, each with its offset and the signs that mask what stands before it."""
    first, last = WALL, WALL
    verbatim = ""
    for event in fragment:
        kind, tag = event.kind, event.tag
        if kind is _TEXT and not verbatim:
            if not hidden:
                yield event.start, _plain(source[event.start : event.end]), (first + last) or ADDRESS * 2
                first = last = ""
            continue
        sign = _SIGNS[kind] if not tag else WALL if tag not in _INLINE else OPEN if kind is _ENTER else CLOSED
        if verbatim:
            verbatim = "" if kind is _LEAVE and tag == verbatim else verbatim
        elif kind is _ENTER and _is_verbatim(event, source):
            verbatim = tag
        elif kind in _HTML:
            hidden.read(event.value, inline=kind is Kind.INLINE_HTML)
        elif hidden and sign == WALL:
            hidden.end_block()
        if sign == WALL or first == WALL:
            first = last = WALL
        else:
            first, last = first or sign, sign


def _is_verbatim(event: Event, source: str) -> bool:
    """Whether the text below is code, or a link's address (``<https://…>``) or what may lead to it (``[words]``)."""
    if event.tag in _POINTING:
        return source[event.start] == "<" or source[event.end - 1] == "]"
    return event.tag == "code_block"


def _plain(piece: str) -> str:
    """A piece of the source, escapes and character references masked; those of spaces and guillemets count as such."""
    if "\\" not in piece and "&" not in piece:
        return piece
    return _WRITTEN_OTHERWISE.sub(lambda found: _mask_of(found[0]), piece)


def _mask_of(written: str) -> str:
    sign = unescape(written) if written.startswith("&") else written
    blank = NO_BREAK * (len(written) - 1)
    if sign == "«":
        return sign + blank
    if sign == "»":
        return blank + sign
    return blank + NO_BREAK if sign in (NO_BREAK, NARROW) else ADDRESS * len(written)


def _without_addresses(text: str) -> str:
    """Web and e-mail addresses and ``@handles`` masked, but for the punctuation that ends the sentence."""
    pieces: list[str] = []
    done = 0
    for found in _ADDRESS.finditer(text):
        if found.start() < done:
            continue
        start = max(done, *(text.rfind(sign, done, found.start()) + 1 for sign in _ADDRESS_STARTS))
        ending = _ADDRESS_END.search(text, found.end())
        whole = text[start : ending.start() if ending else len(text)]
        end = max(found.end(), start + len(whole.rstrip(".,;:!?…)")))
        pieces += (text[done:start], ADDRESS * (end - start))
        done = end
    return "".join((*pieces, text[done:]))
