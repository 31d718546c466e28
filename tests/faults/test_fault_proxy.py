"""The fault proxy itself: what it passes on, what it keeps from the site, and what it keeps from the client."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

import pytest
import requests

from tests.faults.faults import AFTER, BEFORE, KINDS, Fault, schedule, sorted_out
from tests.faults.proxy import FaultProxy

TIMEOUT = 0.3


class Server(ThreadingHTTPServer):
    """Answers every request with what it was sent, and remembers it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Echo)
        self.acted: list[bytes] = []


class Echo(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.acted.append(body)
        self.send_response(201)
        self.send_header("X-Host", self.headers["Host"])
        self.send_header("X-Told", str(self.headers["X-Dies-At"]))
        self.end_headers()
        self.wfile.write(body * 100)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def proxy(server: Server) -> Iterator[FaultProxy]:
    with FaultProxy(server.server_port, TIMEOUT) as proxy:
        yield proxy


def post(proxy: FaultProxy, path: str = "/wp-json/wp/v2/posts", body: bytes = b"bonjour") -> requests.Response:
    return requests.post(proxy.url + path, data=body, timeout=TIMEOUT)


def test_what_no_fault_strikes_arrives_as_it_was_sent(proxy: FaultProxy, server: Server) -> None:
    with requests.Session() as session:
        for _ in range(3):
            answer = session.post(proxy.url + "/wp-json/wp/v2/posts?x=é", data=b"bonjour", timeout=5)
            assert (answer.status_code, answer.content) == (201, b"bonjour" * 100)
            assert answer.headers["X-Host"] == f"127.0.0.1:{proxy.port}"
    assert server.acted == [b"bonjour"] * 3
    assert [request.sort for request in proxy.requests] == ["posts"] * 3
    assert proxy.injected.total() == 0


@pytest.mark.parametrize("kind", BEFORE)
def test_what_is_struck_before_never_reaches_the_site(proxy: FaultProxy, server: Server, kind: str) -> None:
    proxy.arm([Fault(kind, seconds=0.1)])
    try:
        status = post(proxy).status_code
    except requests.ConnectionError:
        status = 0
    assert status == (int(kind[:3]) if kind[:3].isdigit() else 0)
    proxy.wait_until_idle()
    assert server.acted == []
    assert proxy.injected == {kind: 1}
    assert post(proxy).status_code == 201


@pytest.mark.parametrize("kind", AFTER)
def test_what_is_struck_after_is_done_and_not_learnt(proxy: FaultProxy, server: Server, kind: str) -> None:
    proxy.arm([Fault(kind, seconds=0.2)])
    try:
        answer = post(proxy)
    except requests.RequestException:
        learnt = False
    else:
        learnt = answer.status_code == 201
    assert not learnt
    assert server.acted == [b"bonjour"]
    proxy.wait_until_idle()
    assert proxy.struck == [(1, kind)]


def test_a_late_request_arrives_when_its_client_has_gone(proxy: FaultProxy, server: Server) -> None:
    proxy.arm([Fault("late request", seconds=0.2)])
    with pytest.raises(requests.RequestException):
        post(proxy)
    assert server.acted == []
    proxy.wait_until_idle()
    assert server.acted == [b"bonjour"]


def test_half_a_batch_is_carried_out(proxy: FaultProxy, server: Server) -> None:
    proxy.arm([Fault("half a batch", "batch")])
    whole = {"validation": "normal", "requests": [{"path": f"/wp/v2/posts/{one}"} for one in range(5)]}
    with pytest.raises(requests.ConnectionError):
        post(proxy, "/wp-json/batch/v1", json.dumps(whole).encode())
    (arrived,) = server.acted
    assert json.loads(arrived) == {**whole, "requests": whole["requests"][:2]}


def test_the_site_is_told_where_to_die(proxy: FaultProxy, server: Server) -> None:
    proxy.arm([Fault("dies at work", "write")])
    assert post(proxy, "/wp-json/wp/v2/media").headers["X-Told"] == "add_attachment"
    assert post(proxy, "/wp-json/wp/v2/media").headers["X-Told"] == "None"


def test_nobody_listens_for_a_while(proxy: FaultProxy, server: Server) -> None:
    proxy.arm([Fault("refused", seconds=0.5)])
    with pytest.raises(requests.ConnectionError):
        post(proxy)
    with pytest.raises(requests.ConnectionError, match="refused"):
        post(proxy)
    proxy.wait_until_idle()
    assert post(proxy).status_code == 201
    assert server.acted == [b"bonjour"]


def test_a_fault_strikes_the_requests_it_names(proxy: FaultProxy, server: Server) -> None:
    proxy.arm([Fault("500 before", "media", at=2, times=2)])
    paths = ["media", "posts", "media", "posts", "media", "media"]
    statuses = [post(proxy, f"/wp-json/wp/v2/{path}").status_code for path in paths]
    assert statuses == [201, 201, 500, 201, 500, 201]


def test_who_watches_is_told_each_moment_in_its_order(proxy: FaultProxy) -> None:
    seen: list[tuple[str, int]] = []
    proxy.arm(watch=lambda moment, number: seen.append((moment, number)))
    post(proxy)
    post(proxy)
    until = time.monotonic() + 5
    while len(seen) < 6 and time.monotonic() < until:
        time.sleep(0.01)
    assert seen == [(moment, number) for number in (1, 2) for moment in ("arrived", "acted", "answered")]


@pytest.mark.parametrize(
    ("method", "target", "body", "sort", "writes"),
    [
        ("GET", "/wp-json/wp/v2/posts?status=any", b"", "posts", False),
        ("POST", "/?rest_route=/wp/v2/tags", b"", "terms", True),
        ("POST", "/wp-json/wp/v2/categories", b"", "terms", True),
        ("DELETE", "/wp-json/wp/v2/posts/7", b"", "posts", True),
        ("POST", "/wp-json/batch/v1", b"", "batch", True),
        ("GET", "/wp-json/", b"", "other", False),
        ("POST", "/xmlrpc.php", b"<methodName>wp.newPost</methodName>", "posts", True),
        ("POST", "/xmlrpc.php", b"<methodName>wp.getPosts</methodName>", "posts", False),
        ("POST", "/xmlrpc.php", b"<methodName>wp.uploadFile</methodName>", "media", True),
        ("POST", "/xmlrpc.php", b"<methodName>wp.getComments</methodName>", "comments", False),
        ("POST", "/xmlrpc.php", b"<methodName>system.multicall</methodName>", "batch", True),
    ],
)
def test_requests_are_sorted(method: str, target: str, body: bytes, sort: str, writes: bool) -> None:
    request = sorted_out(method, target, (), body)
    assert (request.sort, request.writes) == (sort, writes)


def test_schedules_are_drawn_from_their_seed_alone_and_know_every_kind() -> None:
    assert [schedule(Random(7), 20) for _ in range(3)] == [schedule(Random(7), 20)] * 3
    rng = Random(7)
    assert {fault.kind for _ in range(200) for fault in schedule(rng, 20)} == set(KINDS)
