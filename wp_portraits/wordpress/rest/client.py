"""Requests to the REST API: its root found at the first of them, errors raised, collections read page by page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from wp_portraits.errors import RequestRefused
from wp_portraits.wordpress.addresses import shown
from wp_portraits.wordpress.answer import Answer
from wp_portraits.wordpress.parallel import in_parallel
from wp_portraits.wordpress.reading import broken, listed
from wp_portraits.wordpress.refusals import refusal
from wp_portraits.wordpress.rest.root import Parameters, Root, find_root, moved, speaks, usual_root
from wp_portraits.wordpress.session import Session

PAGE: Final = 100
"""The most a page holds (WP_REST_Controller::get_collection_params)."""

ROUNDS: Final = 3
"""How often a collection is read that changes while it is read."""

MOST_UNSEEN: Final = 50
"""Pages in a row that may show us nothing: WordPress leaves out what we may not edit after it has cut the page."""

_LOOK_FURTHER: Final = frozenset({403, 404, 405})


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of a collection, the whole collection's length (None: not told), and the number of its last page.

    ``there``: whether the collection still has so many pages.
    """

    entries: list[Any]
    total: int | None
    last: int
    there: bool = True


class Client:
    """The API of one site. ``root`` None: it is looked for where it usually is, and when it is not there, searched.

    ``workers``: how many requests may be under way at the same time.
    """

    def __init__(self, session: Session, home: str, root: Root | None, workers: int = 1) -> None:
        self.session = session
        self.workers = workers
        self._home = home
        self._root = root

    def __repr__(self) -> str:
        return f"Client({shown(self._root.url if self._root else self._home)!r})"

    def read(self, route: str, parameters: Parameters | None = None) -> Answer:
        """A route's answer, which is a success; any SiteError else."""
        if self._root is None:
            answer = self._first(route, parameters)
        else:
            answer = self.session.send("GET", self._root.address(route, parameters))
        return succeeded(answer)

    def write(
        self,
        route: str,
        body: object,
        parameters: Parameters | None = None,
        content_type: str = "application/json; charset=utf-8",
    ) -> Answer:
        """What the site answers to a write, whatever the status. ``body``: bytes, or what becomes JSON."""
        if self._root is None:
            self.read("", {"_fields": "namespaces"})
        root = self._root or usual_root(self._home)
        sent = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return self.session.send(
            "POST", root.address(route, parameters), body=sent, headers={"Content-Type": content_type}
        )

    def collection(self, route: str, parameters: Parameters, what: str) -> list[Any]:
        """All entries of a collection. Read again when it changed while it was read, so that none is missed."""
        entries: list[Any] = []
        for _ in range(ROUNDS):
            entries, steady = self._round(route, parameters, what)
            if steady:
                break
        return entries

    def pages(self, route: str, parameters: Parameters, what: str) -> Iterator[list[Any]]:
        """The pages of a collection one by one, as they are needed."""
        number = last = 1
        before: list[Any] = []
        while number <= last:
            answer = self.read(route, {**parameters, "per_page": PAGE, "page": number})
            entries = listed(answer.json(), what)
            if not entries:
                return  # whatever the headers promise
            if entries == before:
                broken(what, f"page {number}")
            yield entries
            before = entries
            last = _last_page(answer, number, len(entries))
            number += 1

    def total(self, route: str, parameters: Parameters, what: str) -> int:
        """How many entries a collection has (``X-WP-Total``)."""
        answer = self.read(route, {**parameters, "per_page": 1, "_fields": "id"})
        listed(answer.json(), what)
        total = answer.number("X-WP-Total")
        if total is None:
            return sum(len(page) for page in self.pages(route, {**parameters, "_fields": "id"}, what))
        return total

    def _round(self, route: str, parameters: Parameters, what: str) -> tuple[list[Any], bool]:
        """The collection read once, several pages at a time, and whether it stayed the same meanwhile."""
        entries: list[Any] = []
        totals: set[int | None] = set()
        unseen = 0
        number = last = 1
        while number <= last:
            numbers = range(number, min(last, number + self.workers - 1) + 1)
            reads = [partial(self._page, route, {**parameters, "page": number}, what) for number in numbers]
            for page in in_parallel(reads, self.workers):
                if not page.there:
                    return entries, False
                unseen = 0 if page.entries else unseen + 1
                again = page.entries and page.entries == entries[-len(page.entries) :]
                if again or unseen > MOST_UNSEEN:
                    broken(what, f"page {number}")
                entries += page.entries
                totals.add(page.total)
                last = page.last
                number += 1
        return entries, len(totals) == 1

    def _page(self, route: str, parameters: Parameters, what: str) -> _Page:
        number = parameters["page"]
        try:
            answer = self.read(route, {**parameters, "per_page": PAGE})
        except RequestRefused:
            if number == 1:
                raise
            return _Page([], None, number, there=False)
        entries = listed(answer.json(), what)
        return _Page(entries, answer.number("X-WP-Total"), _last_page(answer, number, len(entries)))

    def _first(self, route: str, parameters: Parameters | None) -> Answer:
        """The first request of all, sent on the guess that the API is at its usual place: most often it is."""
        guess = usual_root(self._home)
        asked = guess.address(route, parameters)
        answer = self.session.send("GET", asked)
        root = moved(guess, asked, answer) if speaks(answer) else None
        if root is None:
            if not speaks(answer) and answer.status >= 400 and answer.status not in _LOOK_FURTHER:
                raise refusal(answer)
            root = find_root(self.session, self._home)
            answer = self.session.send("GET", root.address(route, parameters))
        if not root.url.startswith(self._home):
            self.session.log(f"The site is really at {shown(root.url)}: WP_URL could say so.")
        self._root = root
        return answer


def succeeded(answer: Answer) -> Answer:
    """The answer, when its status is a success; else the error it means."""
    if 200 <= answer.status < 300:
        return answer
    raise refusal(answer)


def _last_page(answer: Answer, number: int, length: int) -> int:
    """The number of the last page; where a proxy took the header away, a full page promises another."""
    told = answer.number("X-WP-TotalPages")
    if told is not None:
        return told
    return number + 1 if length >= PAGE else number
