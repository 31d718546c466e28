"""Fingerprints of posts, and the revision that a post carries inside itself.

A *fingerprint* is ``<version><flags>:<hash>``, for instance ``1cd:5f0c…``:

- *version*: ``1``. It changes when the normalisation below does; a reader that does not know it knows nothing.
- *flags*: which optional fields the hash covers, in alphabetical order: ``a`` author, ``c`` categories, ``d`` date.
  They are covered only when the draft names them; else they belong to the site, which fills them in itself. Whoever
  reads the post later computes the hash over the same fields, without the draft and without local state.
- *hash*: the first 32 hex digits of SHA-256 over the normalised fields, as JSON.

Normalised: entities in title and excerpt decoded and space around them removed; the content without its revision, with
``\\n`` as line end and nothing after its last character; ``future`` equal to ``publish`` (the site makes one of the
other when time passes); term ids in ascending order; slugs decoded; dates to the second.

A *revision* (``rev``) is what stands inside the post: ``stored`` or ``stored~asked``, e.g. ``1cd:5f0c…`` or
``1cd:5f0c…~93ab…`` (the second without version and flags, which are the same). ``stored`` is the fingerprint of the
post as the site keeps it, ``asked`` that of the post as it was sent; they differ where the site altered something (HTML
an author's role may not use, a slug that was taken). A post whose fingerprint is its ``stored`` has not been touched
since; a draft whose fingerprint is ``asked`` has not changed since.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Self
from urllib.parse import unquote

from wp_portraits.model.post import PostFields
from wp_portraits.render.identity import without_rev

_VERSION: Final = "1"
_HASH_LENGTH: Final = 32
_OPTIONAL: Final = {"author": "a", "categories": "c", "date": "d"}
_ENTITY_ROUNDS: Final = 3
_REV: Final = re.compile(r"(?P<stored>1[acd]{0,3}:[0-9a-f]{32})(?:~(?P<asked>[0-9a-f]{32}))?")


def managed_by(fields: PostFields) -> str:
    """The flags of the optional fields this desired post names."""
    named = {
        "author": fields.author is not None,
        "categories": bool(fields.categories),
        "date": fields.date is not None,
    }
    return "".join(flag for name, flag in _OPTIONAL.items() if named[name])


def flags_of(fingerprint: str) -> str:
    """The flags of a fingerprint."""
    return fingerprint.partition(":")[0].removeprefix(_VERSION)


def covers(flags: str, field_name: str) -> bool:
    """Whether a fingerprint with these flags covers a field."""
    return field_name not in _OPTIONAL or _OPTIONAL[field_name] in flags


def normalised(field_name: str, value: Any) -> Any:
    """The value of a field in the form in which two of them are compared."""
    return _NORMAL.get(field_name, _same)(value)


@lru_cache(maxsize=4096)
def fingerprint(fields: PostFields, *, managed: str | None = None) -> str:
    """The fingerprint of a post; ``managed`` are the flags (None: those of a desired post, :func:`managed_by`)."""
    flags = managed_by(fields) if managed is None else managed
    values = {
        name: normalised(name, value) for name, value in sorted(fields.as_mapping().items()) if covers(flags, name)
    }
    written = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return f"{_VERSION}{flags}:{hashlib.sha256(written).hexdigest()[:_HASH_LENGTH]}"


@dataclass(frozen=True, slots=True)
class Rev:
    """A revision: two fingerprints with the same flags."""

    stored: str
    asked: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The revision a post carries, None when it is not one of this version."""
        match = _REV.fullmatch(text)
        if match is None:
            return None
        stored = match["stored"]
        return cls(stored, f"{stored.partition(':')[0]}:{match['asked']}" if match["asked"] else stored)

    def __str__(self) -> str:
        return self.stored if self.stored == self.asked else f"{self.stored}~{self.asked.partition(':')[2]}"


def _same(value: Any) -> Any:
    return value


def _plain(text: str) -> str:
    """Entities decoded until none is left: roles differ in how often the site encodes them."""
    for _ in range(_ENTITY_ROUNDS):
        text = html.unescape(text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _content(text: str) -> str:
    return without_rev(text).replace("\r\n", "\n").replace("\r", "\n").rstrip()


def _status(status: str) -> str:
    return "publish" if status == "future" else status


def _date(date: datetime | None) -> str | None:
    return None if date is None else date.replace(microsecond=0, tzinfo=None).isoformat()


_NORMAL: Final[dict[str, Callable[[Any], Any]]] = {
    "title": _plain,
    "excerpt": _plain,
    "content": _content,
    "slug": unquote,
    "status": _status,
    "date": _date,
    "categories": sorted,
    "tags": sorted,
}
