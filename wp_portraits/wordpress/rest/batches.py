"""Many writes in few requests, and what became of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar

from wp_portraits.errors import SiteError
from wp_portraits.wordpress.answer import problem_in
from wp_portraits.wordpress.outcomes import FULL_STOP, NOTHING_TRIED, not_sent
from wp_portraits.wordpress.parallel import in_parallel
from wp_portraits.wordpress.reading import Reader, broken
from wp_portraits.wordpress.refusals import kind_of, refusal, stated_refusal
from wp_portraits.wordpress.rest.client import Client, succeeded
from wp_portraits.wordpress.rest.root import Parameters

Product = TypeVar("Product")
Write = tuple[str, Mapping[str, Any]]
"""A route and the fields sent to it."""

BATCH: Final = 25
"""The most writes a batch holds (WP_REST_Server::get_max_batch_size)."""

LARGEST_BATCH: Final = 950_000
"""Bytes of the bodies in one batch: nginx takes a megabyte unless told otherwise."""

_FORBIDDEN: Final = frozenset({403, 404, 405, 501})


class Batches:
    """Writes to the API; after a host has refused the batch route, each write has a request of its own."""

    def __init__(self, client: Client, parameters: Parameters) -> None:
        self._client = client
        self._parameters = parameters
        self._allowed = True

    def carry_out(self, writes: Sequence[Write], shape: Callable[[Any], Product]) -> list[Product | SiteError]:
        """The outcome of each write, in order, given its form by ``shape``; a few batches travel abreast.

        When an error concerns every write, such as refused credentials, the rest is not sent; when that was the first
        request, the error is raised: nothing was tried.
        """
        outcomes: list[Product | SiteError] = []
        groups = list(grouped(writes))
        while groups:
            abreast = self._client.workers if self._allowed else 1
            now, groups = groups[:abreast], groups[abreast:]
            for answered in in_parallel([partial(self._group, group, shape) for group in now], abreast):
                outcomes += answered
            stopped = next((outcome for outcome in outcomes if isinstance(outcome, FULL_STOP)), None)
            if isinstance(stopped, NOTHING_TRIED) and all(isinstance(outcome, NOTHING_TRIED) for outcome in outcomes):
                raise stopped
            if stopped is not None:
                return outcomes + [not_sent(stopped)] * (len(writes) - len(outcomes))
        return outcomes

    def _group(self, group: Sequence[Write], shape: Callable[[Any], Product]) -> list[Product | SiteError]:
        if len(group) > 1 and self._allowed:
            try:
                outcomes = self._batch(group, shape)
            except SiteError as error:
                return [error] * len(group)
            if outcomes is not None:
                return outcomes
            self._allowed = False
        return self._singles(group, shape)

    def _singles(self, group: Sequence[Write], shape: Callable[[Any], Product]) -> list[Product | SiteError]:
        outcomes: list[Product | SiteError] = []
        for route, fields in group:
            try:
                outcomes.append(shape(succeeded(self._client.write(route, fields, self._parameters)).json()))
            except SiteError as error:
                outcomes.append(error)
                if isinstance(error, FULL_STOP):
                    same = isinstance(error, NOTHING_TRIED) and len(outcomes) == 1
                    rest: SiteError = error if same else not_sent(error)
                    return outcomes + [rest] * (len(group) - len(outcomes))
        return outcomes

    def _batch(self, group: Sequence[Write], shape: Callable[[Any], Product]) -> list[Product | SiteError] | None:
        """The outcomes of one batch; None when the host does not let the batch route through."""
        query = "&".join(f"{name}={text}" for name, text in self._parameters.items())
        requests = [{"method": "POST", "path": f"/{route}?{query}", "body": fields} for route, fields in group]
        answer = self._client.write("batch/v1", {"requests": requests})
        if answer.status in _FORBIDDEN:
            return None
        if not 200 <= answer.status < 300:
            raise refusal(answer)
        responses = Reader(answer.json(), "a batch").listed("responses")
        if len(responses) != len(group):
            broken("a batch", f"an answer for each of {len(group)} writes")
        return [_outcome(response, shape) for response in responses]


def _outcome(response: Any, shape: Callable[[Any], Product]) -> Product | SiteError:
    try:
        reader = Reader(response, "a batch")
        status, body = reader.number("status"), reader.value("body")
        if 200 <= status < 300:
            return shape(body)
        problem = problem_in(body)
        if problem is None:
            return kind_of(status)(f"The site answered {status} to one write of a batch, without a reason.")
        return stated_refusal(status, problem, "in a batch")
    except SiteError as error:
        return error


def grouped(writes: Sequence[Write]) -> Iterator[Sequence[Write]]:
    """Groups that fit into one request each, in number and in size."""
    group: list[Write] = []
    size = 0
    for write in writes:
        length = len(json.dumps(write[1], ensure_ascii=False).encode())
        if group and (len(group) == BATCH or size + length > LARGEST_BATCH):
            yield group
            group, size = [], 0
        group.append(write)
        size += length
    if group:
        yield group
