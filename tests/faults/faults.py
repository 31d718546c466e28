"""The faults a network and a host know, when each strikes, and what counts as a request of which sort."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from random import Random
from typing import Final
from urllib.parse import parse_qs, urlsplit

BEFORE: Final = ("cut before", "500 before", "502 before", "503 before", "429 before", "refused")
"""The site never sees the request."""

AFTER: Final = ("cut after", "500 after", "502 after", "503 after", "short after", "page after", "empty after", "slow")
"""The site does what it was asked; the client does not learn it."""

ODD: Final = ("late request", "half a batch", "dies at work")
"""The site acts when the client has given up waiting; it carries out the first half of a batch; PHP ends in the middle
of a write, as a time limit or the memory's limit end it: a post without its tags, a picture without its sizes."""

HOOKS: Final = {
    "batch": "rest_insert_post",
    "posts": "set_object_terms",
    "media": "add_attachment",
    "terms": "created_term",
}
"""Where WordPress dies at work, by sort of request."""

KINDS: Final = (*BEFORE, *AFTER, *ODD)
_WAITING: Final = ("slow", "late request")
"""They cost the client's whole time-out: struck less often."""

_XMLRPC_SORTS: Final = (("Media", "media"), ("File", "media"), ("Term", "terms"), ("Comment", "comments"))
_XMLRPC_WRITES: Final = re.compile(r"(wp\.)?(new|edit|upload|delete|set)|metaWeblog\.newMediaObject|system\.multicall")
_METHOD: Final = re.compile(rb"<methodName>\s*([\w.]+)\s*</methodName>")
_RESOURCES: Final = {"posts": "posts", "media": "media", "categories": "terms", "tags": "terms", "comments": "comments"}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came. ``sort``: batch, posts, media, terms, comments or other; ``writes``: whether it may change
    the site."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sort: str = "other"
    writes: bool = False


def sorted_out(method: str, target: str, headers: tuple[tuple[str, str], ...], body: bytes) -> Request:
    """The request with its sort, told from the address (REST) or the method called (XML-RPC)."""
    parts = urlsplit(target)
    if parts.path.endswith("/xmlrpc.php"):
        called = _METHOD.search(body)
        name = called[1].decode() if called else ""
        sort = next((sort for word, sort in _XMLRPC_SORTS if word in name), "posts" if "Post" in name else "other")
        if name == "system.multicall":
            sort = "batch"
        return Request(method, target, headers, body, sort, bool(_XMLRPC_WRITES.match(name)))
    route = parse_qs(parts.query).get("rest_route", [parts.path.partition("/wp-json")[2]])[0]
    if route.startswith("/batch/v1"):
        return Request(method, target, headers, body, "batch", True)
    resource = route.removeprefix("/wp/v2/").partition("/")[0]
    return Request(method, target, headers, body, _RESOURCES.get(resource, "other"), method not in ("GET", "HEAD"))


def half_of(request: Request) -> Request:
    """A REST batch with the first half of its writes alone; anything else as it is."""
    if request.sort != "batch" or not request.target.endswith("/batch/v1"):
        return request
    batch = json.loads(request.body)
    batch["requests"] = batch["requests"][: len(batch["requests"]) // 2]
    if not batch["requests"]:
        return request
    return Request(request.method, request.target, request.headers, json.dumps(batch).encode(), "batch", True)


@dataclass(slots=True)
class Fault:
    """``kind`` strikes the ``at``-th request (from 1) of ``where`` (any, read, write, or a sort), and the ``times - 1``
    of them that follow. ``seconds``: how long the site is out of reach, or how late the request arrives."""

    kind: str
    where: str = "any"
    at: int = 1
    times: int = 1
    seconds: float = 0.4
    seen: int = 0

    def strikes(self, request: Request) -> bool:
        """Whether it strikes this request, which is counted."""
        if self.where not in ("any", request.sort, "write" if request.writes else "read"):
            return False
        self.seen += 1
        return self.at <= self.seen < self.at + self.times


def schedule(rng: Random, span: int, most: int = 4) -> list[Fault]:
    """The faults of one run of about ``span`` requests: one to ``most`` of them, over reads and writes of every sort."""
    return [_draw(rng, span) for _ in range(rng.randint(1, most))]


def _draw(rng: Random, span: int) -> Fault:
    kind = rng.choice([*KINDS, *(kind for kind in KINDS if kind not in _WAITING)])
    where = (
        "batch" if kind == "half a batch" else rng.choice(["any", "any", "read", "write", "write", "batch", *_SORTS])
    )
    furthest = {"any": span, "read": span // 2, "write": span // 2}.get(where, 2)
    times = rng.choice([1, 1, 1, 2, 3]) if kind not in _WAITING else 1
    return Fault(kind, where, rng.randint(1, max(1, furthest)), times, rng.uniform(0.2, 1.5))


_SORTS: Final = ("posts", "media", "terms")
