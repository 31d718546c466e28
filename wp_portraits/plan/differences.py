"""Differences between two posts, as lines a person can read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from wp_portraits.model.post import PostFields
from wp_portraits.plan.clipping import alike, brief, clipped, clipped_pair
from wp_portraits.plan.fingerprint import covers
from wp_portraits.plan.plain_text import plain
from wp_portraits.render.identity import without_rev

ON_SITE: Final = "Since it was published, on the site:"
IN_DRAFT: Final = "Since it was published, in the draft:"
FROM_SITE_TO_DRAFT: Final = "From the site (-) to the draft (+):"

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_START: Final = re.compile(r"(?=<(?:p|h[1-6]|li|ul|ol|blockquote|figure|table|tr|hr|pre|div|aside|section)\b)")
_SHORT: Final = 12
_LONG: Final = 60
_SAID: Final = ("title", "slug", "status", "date", "excerpt", "comment_status")
_HEADING: Final = re.compile(r"##|<h[2-6]\b")
_NEAR: Final = 4
"""How far below a line its new version is looked for."""
_HEADS: Final = tuple(f"{name}: " for name in _SAID)


def readable(fields: PostFields, managed: str) -> str:
    """A post as lines: its short fields first, then the content, one paragraph a line and without block comments.

    ``managed``: the flags that tell which optional fields count (see :mod:`~wp_portraits.plan.fingerprint`).
    """
    values = fields.as_mapping()
    values["status"] = "publish" if fields.status == "future" else fields.status
    said = [f"{name}: {html.unescape(str(values[name])).strip()}" for name in _SAID if covers(managed, name)]
    return "\n".join([*said, *_paragraphs(fields.content)])


def _paragraphs(content: str) -> list[str]:
    text = _BLOCK_START.sub("\n", _COMMENT.sub("", without_rev(content)))
    return [line for raw in text.splitlines() if (line := raw.strip())]


def difference(before: str, after: str, *, short: bool = False) -> tuple[str, ...]:
    """A unified diff of two readable posts, HTML included, without its headers; lines that are long are cut to what
    changed. A short one has no context and ends early."""
    return _limited(_unified(before.splitlines(), after.splitlines(), short=short), short=short)


def text_difference(before: str, after: str, *, short: bool = False) -> tuple[str, ...]:
    """The same in plain text; where a reader sees no difference, the beginning of that of the HTML."""
    lines = _unified(_plain_lines(before), _plain_lines(after), short=short)
    return _limited(lines, short=short) if lines else difference(before, after, short=True)


def both_differences(base: str, remote: str, desired: str) -> tuple[str, ...]:
    """What was done since the last publishing: on the site, then in the draft."""
    return (*under(ON_SITE, text_difference(base, remote)), *under(IN_DRAFT, text_difference(base, desired)))


def under(heading: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Lines under a heading, which says so when there are none."""
    return (heading, *(lines or ("(only what neither a reader nor the editor shows)",)))


def _plain_lines(text: str) -> list[str]:
    lines = (line if line.startswith(_HEADS) else plain(line) for line in text.splitlines())
    return [line for line in lines if line]


def _limited(lines: list[str], *, short: bool) -> tuple[str, ...]:
    limit = _SHORT if short else _LONG
    return (*lines[:limit], f"… {len(lines) - limit} more lines") if len(lines) > limit else tuple(lines)


def _unified(before: list[str], after: list[str], *, short: bool) -> list[str]:
    """Hunks under the question they stand below. Unlike difflib's, a changed paragraph's two versions stand
    together."""
    lines: list[str] = []
    for hunk in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(0 if short else 1):
        lines += [] if short else _place(before, hunk[0][1])
        for kind, start, end, there, to in hunk:
            if kind == "equal":
                lines += [f" {brief(line)}" for line in before[start:end] if not _HEADING.match(line)]
            else:
                lines += _replaced(before[start:end], after[there:to])
    return lines


def _place(lines: Sequence[str], start: int) -> list[str]:
    """The head of a hunk: the heading it begins with, or the nearest above it."""
    above = reversed(lines[: start + 1])
    nearest = plain(next((line for line in above if _HEADING.match(line)), "")).lstrip("# ")
    return [f"@@ {nearest} @@" if nearest else "@@"]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Lines that were taken out and put in; versions of one line next to one another."""
    rest = list(new)
    for line in old:
        match = next((place for place, other in enumerate(rest[:_NEAR]) if alike(line, other)), None)
        if match is None:
            yield f"-{clipped(line)}"
            continue
        yield from _added(rest[:match])
        before, after = clipped_pair(line, rest[match])
        yield from (f"-{before}", f"+{after}")
        rest = rest[match + 1 :]
    yield from _added(rest)


def _added(lines: Iterable[str]) -> Iterator[str]:
    return (f"+{clipped(line)}" for line in lines)
