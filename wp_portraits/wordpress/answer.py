"""What a site answered, whole, and how it is read."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from wp_portraits.errors import NonsenseAnswer
from wp_portraits.wordpress.addresses import printable, shown

_TITLE: Final = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
_PHP: Final = re.compile(r"\b(warning|notice|deprecated|fatal error|parse error)\s*:", re.IGNORECASE)
_MOST_PARTS: Final = 3_000_000
"""Objects, lists and their entries in one answer: more take gigabytes once decoded, and no WordPress sends as many."""
_LOOKED_AT: Final = 20_000
"""Bytes or characters in which the first words of an answer, or of WordPress's own message, are looked for: markup that
is never closed takes a time that grows with the square of its length."""


@dataclass(frozen=True, slots=True)
class Problem:
    """WordPress's own words for what is wrong: ``code`` is its name for it, ``details`` its ``data``."""

    code: str
    message: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, decompressed. ``url``: where it came from after redirects; ``headers``: lower-case names."""

    method: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def place(self) -> str:
        """What was asked, for a message: without the parameters, of which only the route says something."""
        return place_of(self.method, self.url)

    @property
    def date(self) -> datetime | None:
        """The site's clock when it answered (the header Date), in UTC."""
        try:
            moment = parsedate_to_datetime(self.headers["date"])
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (KeyError, ValueError, OverflowError):
            return None

    @property
    def is_page(self) -> bool:
        """Whether it is a page for people."""
        return b"<html" in self.body[:2000].lower() or self.body[:200].lstrip().lower().startswith(b"<!doctype html")

    def number(self, header: str) -> int | None:
        """A header that holds a whole number, None when it does not."""
        text = self.headers.get(header.lower(), "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None

    def json(self) -> Any:
        """The body read as JSON (a byte order mark aside); NonsenseAnswer when it is something else."""
        try:
            return self._decoded()
        except (ValueError, RecursionError):
            raise self.nonsense("JSON") from None

    def problem(self) -> Problem | None:
        """WordPress's own error, when the body is one."""
        try:
            return problem_in(self._decoded())
        except (ValueError, RecursionError):
            return None

    def is_crowded(self, *marks: bytes) -> bool:
        """Whether it has more parts than could be decoded in reasonable memory; each part begins with a mark."""
        return sum(map(self.body.count, marks)) > _MOST_PARTS

    def _decoded(self) -> Any:
        if self.is_crowded(b"[", b"{", b","):
            raise ValueError("too many parts")
        return json.loads(self.body.decode("utf-8-sig"))

    def first_line(self) -> str:
        """The first line a person would read in it: a page's title, else its first words."""
        text = self.body[:_LOOKED_AT].decode("utf-8", "replace")
        title = _TITLE.search(text)
        words = html.unescape(title[1] if title else plain(text))
        return next((line for line in (printable(line, 120) for line in words.splitlines()) if line), "")

    def nonsense(self, form: str) -> NonsenseAnswer:
        """The error of an answer that is not in the ``form`` (JSON, XML-RPC) it should have."""
        cause, hint = self._likely_cause(form)
        line = self.first_line()
        said = f": “{line}”" if line else ""
        return NonsenseAnswer(f"{self.place} was answered {self.status} with {cause}{said}", hint=hint)

    def _likely_cause(self, form: str) -> tuple[str, str]:
        beginning = plain(self.body[:_LOOKED_AT].decode("utf-8", "replace"))[:4000]
        if not self.body.strip():
            return "nothing at all", "PHP probably stopped with an error: look at the site's PHP error log."
        if self.is_crowded(b"[", b"{", b",", b"<"):
            return "more parts than WordPress ever sends at once", "Is something else at this address?"
        if _PHP.search(beginning):
            hint = (
                "A plugin or theme prints PHP messages: set WP_DEBUG_DISPLAY to false on the site, or mend the plugin."
            )
            return f"a PHP message instead of plain {form}", hint
        if "maintenance" in beginning.lower():
            return "a maintenance page", "Wait until the site's maintenance is over."
        if self.is_page:
            hint = (
                "A security plugin, a proxy or a sign-in page stands before WordPress's API, or WP_URL is not the "
                "address of a WordPress: open it in a browser."
            )
            return f"a web page instead of {form}", hint
        return (
            f"something that is not {form}",
            "Open the address in a browser; a plugin or proxy may spoil the answers.",
        )


def place_of(method: str, url: str) -> str:
    """What is asked where, for a message: without the parameters, of which only the route says something."""
    address, _, query = url.partition("?")
    route = next((part for part in query.split("&") if part.startswith("rest_route=")), "")
    return f"{method} {shown(f'{address}?{route}' if route else address)}"


def problem_in(stated: object) -> Problem | None:
    """WordPress's own error, when decoded JSON is one."""
    if not isinstance(stated, dict) or not isinstance(stated.get("code"), str):
        return None
    details = stated.get("data")
    message = printable(html.unescape(plain(str(stated.get("message", "")))))
    return Problem(printable(stated["code"], 80), message, details if isinstance(details, dict) else {})


def plain(text: str) -> str:
    """The beginning of ``text`` without markup, scripts and styles; entities stay."""
    return _HIDDEN.sub(" ", text[:_LOOKED_AT])
