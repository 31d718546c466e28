"""Reading decoded answers without trust: a missing or wrong part is a NonsenseAnswer that names it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any, Final, NoReturn

from wp_portraits.errors import NonsenseAnswer
from wp_portraits.wordpress.addresses import printable

LARGEST: Final = 2**63 - 1
"""The largest number that MySQL (BIGINT) and SQLite keep."""


def broken(what: str, name: str) -> NoReturn:
    """Raise the NonsenseAnswer that says which part of an answer is wrong."""
    raise NonsenseAnswer(
        f"The site's answer about {what} is not what WordPress promises: {printable(name, 80)} is missing or wrong.",
        hint="A plugin may change the answers of the API; try without plugins.",
    )


def listed(answer: Any, what: str) -> list[Any]:
    """The answer, which must be a list."""
    if not isinstance(answer, list):
        broken(what, "the list")
    return answer


class Reader:
    """The parts of one object, by name; ``what`` it is about, for the message."""

    def __init__(self, told: Any, what: str) -> None:
        if not isinstance(told, dict):
            broken(what, "the object")
        self._told: Mapping[str, Any] = told
        self._what = what

    def part(self, name: str) -> Reader:
        """An object inside."""
        return Reader(self._told.get(name), f"{self._what} ({name})")

    def text(self, name: str, default: str | None = None) -> str:
        """A text. Half a surrogate pair, which JSON can carry and UTF-8 cannot, becomes U+FFFD."""
        value = self._told.get(name, default)
        if not isinstance(value, str):
            broken(self._what, name)
        return whole(value)

    def words(self, name: str) -> str:
        """A text in which the site writes ``&`` as an entity: decoded."""
        return unescape(self.text(name))

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number that is not negative; some plugins send it as text."""
        value = self._told.get(name, default)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
            broken(self._what, name)
        return value

    def value(self, name: str) -> Any:
        """Whatever stands there, None when nothing does."""
        return self._told.get(name)

    def listed(self, name: str) -> list[Any]:
        """A list of anything."""
        value = self._told.get(name)
        if not isinstance(value, list):
            broken(self._what, name)
        return value

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers, in ascending order; absent: none."""
        value = self._told.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, int) and not isinstance(one, bool) for one in value):
            broken(self._what, name)
        return tuple(sorted(value))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; PHP sends one with gaps as an object."""
        value = self._told.get(name, [])
        values = list(value.values()) if isinstance(value, dict) else value
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            broken(self._what, name)
        return tuple(map(whole, values))

    def granted(self, name: str) -> frozenset[str]:
        """The names of an object whose value is true; PHP sends an empty object as a list."""
        value = self._told.get(name)
        if value == []:
            return frozenset()
        if not isinstance(value, dict):
            broken(self._what, name)
        return frozenset(str(one) for one, yes in value.items() if yes)

    def hours(self, name: str) -> float:
        """A time zone's offset: a number, or WordPress's text for it; empty means 0."""
        value = self._told.get(name, 0)
        try:
            hours = float(value or 0)
        except (TypeError, ValueError, OverflowError):
            broken(self._what, name)
        if not -24 < hours < 24:
            broken(self._what, name)
        return hours

    def moment(self, name: str) -> datetime:
        """A date and time, without zone; one that has a zone is turned into UTC."""
        try:
            moment = datetime.fromisoformat(self.text(name))
            return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
        except (ValueError, OverflowError):
            broken(self._what, name)

    def has(self, name: str) -> bool:
        """Whether the part is there and not empty."""
        return bool(self._told.get(name))


def whole(text: str) -> str:
    """``text`` with halves of surrogate pairs replaced by U+FFFD."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
