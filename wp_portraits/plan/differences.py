"""Differences between two posts, as lines a person can read."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

from wp_portraits.model.post import PostFields
from wp_portraits.plan.fingerprint import covers
from wp_portraits.render.identity import without_rev

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_START: Final = re.compile(r"(?=<(?:p|h[1-6]|li|ul|ol|blockquote|figure|table|tr|hr|pre|div|aside|section)\b)")
_SHORT: Final = 12
_LONG: Final = 60
_SAID: Final = ("title", "slug", "status", "date", "excerpt", "comment_status")


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
    """A unified diff of two readable posts, without its headers: a short one has no context and ends early."""
    limit, context = (_SHORT, 0) if short else (_LONG, 1)
    lines = [
        line.rstrip()
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=context, lineterm="")
        if not line.startswith(("---", "+++"))
    ]
    lines = [line for line in lines if not (short and line.startswith("@@"))]
    return (*lines[:limit], f"… {len(lines) - limit} more lines") if len(lines) > limit else tuple(lines)


def both_differences(base: str, remote: str, desired: str) -> tuple[str, ...]:
    """What was done since the last publishing: on the site, then in the draft."""
    return (
        "On the site since it was published:",
        *_or_nothing(difference(base, remote)),
        "In the draft since it was published:",
        *_or_nothing(difference(base, desired)),
    )


def _or_nothing(lines: Sequence[str]) -> Iterable[str]:
    return lines or ("(only what a reader does not see)",)
