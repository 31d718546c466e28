"""What visitors wrote is hostile: it is made safe here for the place where it will be shown.

Three places, three dangers: HTML carries scripts, a terminal obeys control sequences, a Markdown file takes headings
and HTML for its own. In all three, characters that are not seen but change what is read are taken out first: control
characters, directional embeddings, overrides and isolates (text that reads differently from what it says), characters
without width (words that look alike and are not).
"""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape
from typing import Final
from urllib.parse import quote

import nh3

TAGS: Final = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "cite", "code", "del", "em", "i", "p", "q", "s", "strike", "strong"}
)
"""WordPress's own list for comments (``$allowedtags`` in wp-includes/kses.php), and ``p`` and ``br``, which it adds."""

ATTRIBUTES: Final = {"a": {"href", "title"}, "abbr": {"title"}, "del": {"datetime"}}
"""WordPress's list without ``cite``: an address that no reader sees."""

_ADDRESS: Final = "%/:?#[]@!$&'()*+,;=~-._"
"""The characters of an address that mean something there (RFC 3986)."""

_SCHEMES = {"http", "https", "mailto"}
_BLOCKS = {"p", "div", "blockquote", "li", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr"}
_TO_HTML = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel="nofollow ugc noopener",
)
_TO_PLAIN = nh3.Cleaner(
    tags={"a", "br", *_BLOCKS},
    attributes={"a": {"href"}},
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel=None,
)
_PASSES = 4


def for_html(text: str) -> str:
    """A fragment of HTML that may stand in any page: TAGS and ATTRIBUTES only, links to http, https and mailto only,
    marked ``nofollow ugc noopener``. Line ends stay line ends. A second pass changes nothing."""
    fragment = _clean(text)
    for _ in range(_PASSES):
        again = _clean(fragment)
        if again == fragment:
            return fragment
        fragment = again
    return _clean(escape(for_terminal(text), quote=False))


def for_terminal(text: str) -> str:
    """Plain text: tags removed, entities decoded, the address of a link in brackets after its words; no control
    character is left but the line end and the tab."""
    fragment = _TO_PLAIN.clean(_tamed(_visible(text)))
    fragment = _LINK.sub(_link_with_address, fragment)
    fragment = _TAG.sub("", _BLOCK.sub("\n", fragment))
    return _visible(unescape(fragment)).strip()


def line_for_terminal(text: str) -> str:
    """Plain text on one line, for names and titles."""
    return " ".join(for_terminal(text).split())


def for_markdown(text: str) -> str:
    """A Markdown block quote that shows the plain text, line by line; nothing in it is markup."""
    lines = [_escaped(line.strip()) for line in for_terminal(text).split("\n")]
    breaks = [bool(line and following) for line, following in zip(lines, [*lines[1:], ""], strict=True)]
    return "\n".join(f"> {line}\\" if hard else f"> {line}".rstrip() for line, hard in zip(lines, breaks, strict=True))


def line_for_markdown(text: str) -> str:
    """Plain text on one line of Markdown, for names and titles."""
    return _escaped(line_for_terminal(text))


def web_address(text: str) -> str:
    """An address that a link may lead to, in ASCII without spaces, quotes and angle brackets; empty for any other."""
    address = _visible(text).strip()
    return quote(address, safe=_ADDRESS) if address.lower().startswith(("https://", "http://")) else ""


def _clean(text: str) -> str:
    """One pass of the sanitiser. Entities may hide what :func:`_visible` removes: it looks again at the end."""
    return _visible(_TO_HTML.clean(_tamed(_visible(text))))


def _tamed(text: str) -> str:
    """The text without two traps of HTML's parser.

    A "<" that no ">" follows becomes an entity: "si x <y" is no tag, and the rest must not be lost (as WordPress does,
    wp_pre_kses_less_than). Emphasis loses its attributes: a parser opens unclosed emphasis again in every paragraph,
    once for each different set of them, and 60 kB of ``<b title=1><p><b title=2><p>…`` would become 100 MB.
    """
    return _EMPHASIS.sub(r"<\1>", _UNCLOSED.sub(lambda found: "&lt;" + found[0][1:], text))


def _visible(text: str) -> str:
    """The text without characters that control, reorder or hide; all line ends become "\\n"."""
    if _ORDINARY.fullmatch(text):
        return text
    text = _LINE_ENDS.sub("\n", _SURROGATES.sub("\ufffd", text))
    text = _HIDDEN.sub("", _CONTROLS.sub("", _TERMINAL_SEQUENCES.sub("", text)))
    text = _REPEATED.sub(r"\1\2", text)
    text = _STRAY_JOINERS.sub("", text)
    text = _PILED_MARKS.sub(r"\1", text)
    unmarked = _DIRECTION_MARKS.sub("", text)
    return text if _reads_from_right(unmarked) else unmarked


def _reads_from_right(text: str) -> bool:
    """Whether there are letters that do; the marks of direction, of which two count as such, must be out of it."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text if character > "\u058f")


def _link_with_address(found: re.Match[str]) -> str:
    address, words = found["address"], found["words"]
    return words if words.strip() in {address, address.removeprefix("mailto:")} else f"{words} ({address})"


def _escaped(line: str) -> str:
    """One line of Markdown that shows ``line``: a backslash before whatever Markdown would take for markup."""
    return _AT_LINE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", line))


_LINK = re.compile(r'<a href="(?P<address>[^"]*)">(?P<words>.*?)</a>', re.DOTALL)
_BLOCK = re.compile(rf"<br>\n?|</?(?:{'|'.join(sorted(_BLOCKS))})>")
_TAG = re.compile(r"<[^>]*>")
_EMPHASIS = re.compile(r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b[^<>]+>", re.IGNORECASE)
_UNCLOSED = re.compile(r"<[^<>]*(?=<|\Z)")

# The common case, which needs no further look: Latin letters and punctuation.
_ORDINARY = re.compile("[\t\n -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205e]*")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# CSI; OSC and the like, to their terminator; ECMA-48's two-character escapes. Each as ESC and a letter or as one C1.
_TERMINAL_SEQUENCES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\n\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]"
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Without width: soft hyphen, grapheme joiner, Mongolian separators, zero-width space, word joiner and invisible
# operators, BOM, Hangul fillers, annotations, musical formats, tags and variation selectors 17-256.
# With direction: embeddings, overrides, isolates and the deprecated formats beside them. Code points that are no
# characters, some of which XML has no place for.
_NO_CHARACTERS = "".join(map(chr, (end + plane * 0x10000 for plane in range(17) for end in (0xFFFE, 0xFFFF))))
_HIDDEN = re.compile(
    f"[{_NO_CHARACTERS}\ufdd0-\ufdef\u00ad\u034f\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_REPEATED = re.compile("([\u200c\u200d])[\u200c\u200d]+|([\ufe00-\ufe0f])[\ufe00-\ufe0f]+")
# Joiners have work to do between letters that join (Persian, Hindi) and in emoji, none beside Latin letters or spaces.
_STRAY_JOINERS = re.compile(
    "(?<![\u0300-\u1fff\u2190-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0300-\u1fff\u2190-\U0010ffff])"
)
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")

_ANYWHERE = re.compile(r"[\\`*_\[\]<|~]|&(?=#?\w+;)")
_AT_LINE_START = re.compile(r"^(\d*)([-+=:#>.)])")
