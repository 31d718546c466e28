"""Predicting the address of a post that does not exist yet, from the addresses of posts that do.

WordPress's address patterns are made of tokens (``%year%``, ``%monthnum%``, ``%day%``, ``%hour%``, ``%minute%``,
``%second%``, ``%postname%``, ``%post_id%``, ``%category%``, ``%author%``). The API does not show the pattern itself; an
existing post shows it filled in with its own date and slug. A prediction is checked after creation, so a wrong one
costs a repair, no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from wp_portraits.model.post import RemotePost
from wp_portraits.plan.values import Predictor

_NAME: Final = "%postname%"
_ID: Final = "%post_id%"
_DATE_TOKENS: Final = {
    "%year%": "%Y",
    "%monthnum%": "%m",
    "%day%": "%d",
    "%hour%": "%H",
    "%minute%": "%M",
    "%second%": "%S",
}


def predictor(posts: Iterable[RemotePost]) -> Predictor:
    """What the addresses of these posts teach.

    The predictor answers None when nothing was learnt: no published post, plain addresses (``?p=12``), posts that
    contradict one another (categories in the address), or a number only the site can give.
    """
    patterns = {pattern for post in posts if (pattern := pattern_of(post))}
    pattern = patterns.pop() if len(patterns) == 1 else None

    def predict(slug: str, date: datetime | None, post_id: int | None = None) -> str | None:
        return filled(pattern, slug, date, post_id) if pattern and slug else None

    return predict


def pattern_of(post: RemotePost) -> str | None:
    """The site's address pattern as this post shows it, None when it shows none."""
    template = post.permalink_template or (post.link if post.fields.status == "publish" else "")
    parts = urlsplit(template.replace("%pagename%", _NAME))
    if parts.query or not parts.path.strip("/") or post.fields.status == "trash":
        return None
    segments = parts.path.split("/")
    _put_name(segments, post.fields.slug)
    if not any(_NAME in segment for segment in segments):
        return None
    if post.fields.date is not None:
        _put_date(segments, post.fields.date)
    pattern = "/".join(_ID if segment == str(post.id) else segment for segment in segments)
    return urlunsplit((parts.scheme, parts.netloc, pattern, "", ""))


def _put_name(segments: list[str], slug: str) -> None:
    """Put the token where the slug stands: the last segment that equals it (themes append ``.html``)."""
    if any(_NAME in segment for segment in segments):
        return
    for place in range(len(segments) - 1, -1, -1):
        name, dot, ending = segments[place].partition(".")
        if slug and unquote(name) == unquote(slug):
            segments[place] = _NAME + dot + ending
            return


def _put_date(segments: list[str], date: datetime) -> None:
    """Put tokens for the year and what follows it in order: the only order WordPress offers by itself."""
    tokens = list(_DATE_TOKENS.items())
    for place, segment in enumerate(segments):
        if not tokens:
            return
        token, directive = tokens[0]
        if segment == date.strftime(directive).zfill(4 if token == "%year%" else 2):  # noqa: S105
            segments[place] = token
            tokens.pop(0)


def filled(pattern: str, slug: str, date: datetime | None, post_id: int | None) -> str | None:
    """The pattern with a post's slug, date and number; None when it asks for something that is not known."""
    link = pattern.replace(_NAME, quote(unquote(slug), safe="").lower() if not slug.isascii() else slug)
    if _ID in link:
        if post_id is None:
            return None
        link = link.replace(_ID, str(post_id))
    if any(token in link for token in _DATE_TOKENS):
        if date is None:
            return None
        for token, directive in _DATE_TOKENS.items():
            link = link.replace(token, date.strftime(directive))
    return link
