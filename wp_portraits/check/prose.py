"""A draft's prose: what a reader reads as sentences, offset for offset, with everything else masked.

Code, addresses, e-mail, markup, raw HTML and templates' braces are no prose: where they stand, the masked text has signs
that no rule of typography looks for. So a rule may search the whole text, and a place it finds is a place of the draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wp_portraits.check.foreign import Hidden
from wp_portraits.drafts.draft import Draft
from wp_portraits.model.markdown import Fragment, Kind

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


def offsets_of(prose: str, signs: str, start: int = 0, end: int | None = None) -> list[int]:
    """Where any of these signs stands between ``start`` and ``end``, in order.

    They are looked for one sign after the other: in a long text that is many times faster than a class of a pattern.
    """
    found: list[int] = []
    for sign in signs:
        at = prose.find(sign, start, end)
        while at >= 0:
            found.append(at)
            at = prose.find(sign, at + 1, end)
    return sorted(found)


def prose_of(draft: Draft, lang: str) -> str:
    """The masked text: as long as ``draft.text``, and equal to it where prose stands.

    What raw HTML marks as another language than ``lang`` is masked.
    """
    pieces: list[str] = []
    done = 0
    for fragment in fragments_of(draft):
        done = _mask(fragment, draft.text, Hidden(lang), pieces, done)
    pieces.append(WALL * (len(draft.text) - done))
    text = "".join(pieces)
    if "{" in text or "[" in text:
        text = _BRACES.sub(lambda found: ADDRESS * len(found[0]), text)
    return _without_addresses(text) if _ADDRESS.search(text) else text


def _mask(fragment: Fragment, source: str, hidden: Hidden, pieces: list[str], done: int) -> int:
    """Add the pieces of prose, each after the signs that mask what stands before it; ``done`` is where they end."""
    first, last, verbatim = WALL, WALL, ""
    for kind, tag, value, start, end in fragment:
        if kind is _TEXT and not verbatim:
            if not hidden:
                if start > done:
                    pieces.append((first or ADDRESS) + (last or ADDRESS) * (start - done - 1))
                pieces.append(_plain(source[start:end]))
                first, last, done = "", "", end
            continue
        sign = _SIGNS[kind] if not tag else WALL if tag not in _INLINE else OPEN if kind is _ENTER else CLOSED
        if verbatim:
            verbatim = "" if kind is _LEAVE and tag == verbatim else verbatim
        elif kind is _ENTER and (tag == "code_block" or (tag in _POINTING and _shows_its_address(source[start:end]))):
            verbatim = tag
        elif kind in _HTML:
            hidden.read(value, inline=kind is Kind.INLINE_HTML)
        elif sign == WALL and hidden:
            hidden.end_block()
        if sign == WALL or first == WALL:
            first = last = WALL
        else:
            first, last = first or sign, sign
    return done


def _shows_its_address(pointing: str) -> bool:
    """Whether the words of a link or picture are its address (``<https://…>``), or what may lead to it (``[words]``)."""
    return pointing.startswith("<") or pointing.endswith("]")


def _plain(piece: str) -> str:
    """A piece of the source, escapes and character references masked; those of spaces and guillemets count as such."""
    if "\\" not in piece and "&" not in piece:
        return piece
    return _WRITTEN_OTHERWISE.sub(lambda found: _mask_of(found[0]), piece)


def _mask_of(written: str) -> str:
    from html import unescape  # knows every name there is

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
