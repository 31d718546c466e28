"""Calls of the REST API: one address for a route, pages, batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urljoin

from wp_portraits.errors import NotFound, PermissionRefused, RequestRefused, SiteError
from wp_portraits.wordpress.outcomes import NOTHING_TRIED, not_sent
from wp_portraits.wordpress.rest.answers import decoded, payload, refusal
from wp_portraits.wordpress.rest.shapes import listed, promised
from wp_portraits.wordpress.session import Answer, Session

PAGE: Final = 100
"""The most a page holds (WP_REST_Controller::get_collection_params)."""

BATCH: Final = 25
"""The most writes a batch holds (WP_REST_Server::get_max_batch_size)."""

Parameters = Mapping[str, Any]


class Calls:
    """The API at ``root``, reached through a session. ``root`` may be ``…/wp-json/`` or ``…/?rest_route=/``."""

    def __init__(self, session: Session, root: str) -> None:
        self.session = session
        self.root = root
        self._batches = True

    def address(self, route: str) -> str:
        """The address of a route such as ``wp/v2/posts``."""
        if "rest_route=" in self.root:
            return self.root.rstrip("/") + "/" + route
        return urljoin(self.root, route)

    def get(self, route: str, parameters: Parameters | None = None) -> Any:
        """The JSON of a route."""
        return payload(self.answer(route, parameters))

    def answer(self, route: str, parameters: Parameters | None = None, *, method: str = "GET") -> Answer:
        """The whole answer, for its headers; errors are not looked for."""
        return self.session.read(self.address(route), parameters, method=method)

    def pages(self, route: str, parameters: Parameters, what: str) -> Iterator[Any]:
        """Everything of a collection, page by page, read as it is taken."""
        number, last = 1, 1
        while number <= last:
            answer = self.answer(route, {**parameters, "per_page": PAGE, "page": number})
            told = listed(payload(answer), what)
            yield from told
            with promised(what):
                last = int(answer.headers.get("X-WP-TotalPages") or (number + 1 if len(told) == PAGE else number))
            number += 1

    def post(self, route: str, body: Mapping[str, Any]) -> Any:
        """Write; the JSON that came back."""
        return payload(self.session.write(self.address(route), json=body))

    def delete(self, route: str) -> Any:
        """Delete, which for a post means the bin."""
        joint = "&" if "?" in self.root else "?"
        return payload(self.session.write(f"{self.address(route)}{joint}_method=DELETE", json={}))

    def write_each(self, writes: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Any | SiteError]:
        """Carry out writes (route, body) in as few requests as the host lets us; an outcome for each, in order.

        After an error that concerns every write, such as refused credentials, the rest is not sent; when that was the
        first request, it is raised: nothing was tried.
        """
        outcomes: list[Any | SiteError] = []
        position = 0
        while position < len(writes):
            chunk = writes[position : position + BATCH]
            got = self._chunk(chunk)
            outcomes += got
            position += len(got)
            last = got[-1]
            if isinstance(last, NOTHING_TRIED):
                if len(outcomes) == len(got) and all(isinstance(one, NOTHING_TRIED) for one in got):
                    raise last
                return [*outcomes, *(not_sent(last) for _ in writes[position:])]
        return outcomes

    def _chunk(self, chunk: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Any | SiteError]:
        """The outcomes of one batch; of its first write alone where batches do not go."""
        if len(chunk) > 1 and self._batches:
            try:
                return self._batch(chunk)
            except (NotFound, PermissionRefused, RequestRefused):
                self._batches = False  # the host forbids the route: nothing was done, go one by one
            except SiteError as error:
                return [error] * len(chunk)
        route, body = chunk[0]
        try:
            return [self.post(route, body)]
        except SiteError as error:
            return [error]

    def _batch(self, chunk: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Any | SiteError]:
        requests = [{"method": "POST", "path": f"/{route}", "body": dict(body)} for route, body in chunk]
        answer = self.session.write(self.address("batch/v1"), json={"requests": requests})
        told = payload(answer)
        with promised("a batch"):
            responses = told["responses"]
            if len(responses) != len(chunk):
                raise ValueError(f"{len(responses)} answers to {len(chunk)} writes")
            return [_outcome(one["status"], one["body"]) for one in responses]

    def total(self, route: str, parameters: Parameters) -> int:
        """How many entries a collection has (``X-WP-Total``)."""
        answer = self.answer(route, {**parameters, "per_page": 1, "_fields": "id"})
        if not 200 <= answer.status < 300:
            raise refusal(answer.status, decoded(answer))
        with promised("a total"):
            return int(answer.headers["X-WP-Total"])


def _outcome(status: int, body: Any) -> Any | SiteError:
    return body if 200 <= status < 300 else refusal(status, body)
