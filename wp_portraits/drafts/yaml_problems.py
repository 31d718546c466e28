"""What libyaml complains about, in a blogger's words."""

from __future__ import annotations

import re
from collections.abc import Callable

from wp_portraits.diagnostics.edit import Edit
from wp_portraits.drafts.remark import Remark

_QUOTE = "Put the whole value in double quotes, for example"
_INDENT = "Give it as many spaces in front as the lines it belongs with."
_HANDLE = re.compile(r"@[\w.-]+(?:@[\w.-]+)?(?=[ \t]*(?:[,}\]\r\n]|\Z)|[ \t]+#)")
"""What begins with a sign that YAML keeps for itself, and can only be a handle."""
_NO_SPACE = re.compile(r"\s*(?:- +)?[\w-]+:[^\s:/]")


def explain(problem: str, context: str, text: str, at: int, context_at: int) -> Remark:
    """F003 at the place a person has to look at.

    ``problem`` and ``context`` are libyaml's words (scanner.c, parser.c), ``at`` and ``context_at`` the offsets into
    ``text`` they come with.
    """
    for needle, teller in _TELLERS:
        if needle in problem or needle in context:
            return teller(text, at, context_at)
    message = "The YAML cannot be read here."
    return Remark(
        "F003", at, at + 1, message, "Look for a missing quote, a colon inside a value, or a line indented differently."
    )


def _line(text: str, at: int) -> tuple[int, str]:
    """Offset and text of the line that holds ``at``."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return start, re.split(r"[\r\n]", text[start:], maxsplit=1)[0]


def _token(text: str, at: int, _context_at: int) -> Remark:
    character = text[at : at + 1]
    if character == "\t":
        return Remark(
            "F003",
            at,
            at + 1,
            "A tab stands here, and YAML is indented with spaces only.",
            "Replace the tab by spaces.",
        )
    message = f"A value cannot begin with “{character}”."
    handle = _HANDLE.match(text, at)
    fix = (Edit(at, handle.end(), f'"{handle[0]}"'),) if handle is not None else ()
    return Remark("F003", at, at + 1, message, f'{_QUOTE} "{character}camille".', fix)


def _colon(text: str, at: int, _context_at: int) -> Remark:
    start, line = _line(text, at)
    before = line[: at - start]
    above = _line(text, max(start - 1, 0))[1]
    if _NO_SPACE.match(above) and ": " not in above:
        return _unspaced(max(start - 1 - len(above), 0), above)
    if re.fullmatch(r"\s*(?:- +)?[\w -]+", before):
        message = "This line is indented as if it went on with the value above."
        return Remark("F003", start + len(before) - len(before.lstrip()), at, message, _INDENT)
    return Remark(
        "F003", at, at + 1, "A colon followed by a space stands inside a value.", f'{_QUOTE} title: "Lire : un guide".'
    )


def _unspaced(start: int, line: str) -> Remark:
    colon = start + line.index(":")
    return Remark(
        "F003", colon, colon + 1, "The space after the colon is missing.", "Write “key: value”, with a space."
    )


def _keyless(text: str, _at: int, context_at: int) -> Remark:
    start, line = _line(text, context_at)
    if _NO_SPACE.match(line):
        return _unspaced(start, line)
    begin = start + len(line) - len(line.lstrip())
    message = "This line is neither “key: value” nor “- entry”."
    hint = "Add the key and its colon, or indent the line if it goes on with the value above."
    return Remark("F003", begin, start + len(line.rstrip()), message, hint)


def _quote(text: str, _at: int, context_at: int) -> Remark:
    mark = text[context_at : context_at + 1]
    message = f"This quote ({mark}) is opened and never closed."
    return Remark("F003", context_at, context_at + 1, message, f"Add the closing {mark} at the end of the value.")


def _escape(text: str, at: int, _context_at: int) -> Remark:
    message = f"“{text[at : at + 2]}” means nothing between double quotes."
    return Remark("F003", at, at + 2, message, "Write the backslash twice, or use single quotes around the value.")


def _bracket(text: str, at: int, context_at: int) -> Remark:
    opening = text[context_at : context_at + 1]
    closing = {"{": "}", "[": "]"}.get(opening, "")
    line = text.count("\n", context_at, at)
    where = "on this line" if line == 0 else f"{line} line{'s' if line > 1 else ''} further down"
    message = f"This “{opening}” is not closed, or a comma is missing before something {where}."
    return Remark(
        "F003", context_at, context_at + 1, message, f"Add the closing “{closing}”; separate the parts by commas."
    )


def _content(text: str, at: int, context_at: int) -> Remark:
    character = text[at : at + 1]
    if not character.strip():
        return Remark(
            "F003", context_at, context_at + 1, "Something is opened here and never closed.", "Add the closing bracket."
        )
    message = f"A value cannot begin with “{character}”, or a value is missing before it."
    return Remark("F003", at, at + 1, message, f'{_QUOTE} "{character} …".')


def _key(text: str, at: int, _context_at: int) -> Remark:
    start, line = _line(text, at)
    if not line[: at - start].strip():
        return Remark("F003", at, start + len(line), "The indentation of this line fits nothing above it.", _INDENT)
    message = "Something stands after the closing quote or bracket of this value."
    hint = "Put the whole value in double quotes; between single quotes, write an apostrophe twice ('')."
    return Remark("F003", at, start + len(line), message, hint)


def _dash(text: str, at: int, _context_at: int) -> Remark:
    start, line = _line(text, at)
    message = "A list entry (“- …”) is expected here."
    return Remark("F003", at, start + len(line), message, "Begin the line with “- ”, or indent the list below its key.")


def _sequence(_text: str, at: int, _context_at: int) -> Remark:
    message = "A list cannot begin on the line of its key."
    return Remark(
        "F003",
        at,
        at + 1,
        message,
        f'Begin each “- …” on a line of its own. If the dash is text: {_QUOTE.lower()} "- …".',
    )


def _opening(text: str, _at: int, context_at: int) -> Remark:
    character = text[context_at : context_at + 1]
    message = f"A value cannot begin with “{character}”."
    return Remark("F003", context_at, context_at + 1, message, f'{_QUOTE} "{character}…".')


_TELLERS: tuple[tuple[str, Callable[[str, int, int], Remark]], ...] = (
    ("cannot start any token", _token),
    ("mapping values are not allowed", _colon),
    ("while scanning an alias", _opening),
    ("while scanning an anchor", _opening),
    ("while scanning a block scalar", _opening),
    ("while scanning a tag", _opening),
    ("while parsing a tag", _opening),
    ("undefined tag handle", _opening),
    ("unknown escape character", _escape),
    ("did not find expected hexdecimal number", _escape),
    ("invalid Unicode character escape code", _escape),
    ("while scanning a quoted scalar", _quote),
    ("could not find expected ':'", _keyless),
    ("did not find expected ',' or", _bracket),
    ("did not find expected node content", _content),
    ("block sequence entries are not allowed", _sequence),
    ("block mapping keys are not allowed", _key),
    ("did not find expected '-' indicator", _dash),
    ("did not find expected key", _key),
    ("did not find expected <document start>", _key),
)
