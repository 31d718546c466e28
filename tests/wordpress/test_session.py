"""The session against a hostile server: each of its tricks ends in a clear sentence, in time."""

from __future__ import annotations

import gzip
import inspect
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
import requests
from hostile import Hostile, drips, forever, replies, sends, serving, silent

from wp_portraits import __version__
from wp_portraits.errors import ConfigurationError, Failure, NoAnswer, NonsenseAnswer, Redirected, Unreachable
from wp_portraits.http.kinds import KINDS
from wp_portraits.http.waiting import retry_after
from wp_portraits.wordpress.answer import Answer
from wp_portraits.wordpress.foreign import translate
from wp_portraits.wordpress.session import LARGEST_ANSWER, Session

SECRET = "Basic c2VjcmV0OnNlY3JldA=="
IN_TIME = 3.0
"""Seconds in which every answer must have come: well over the time-out of the tests, well under patience."""


class Waits(list[float]):
    """Notes the pauses instead of waiting."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def session(server: Hostile | str, **more: object) -> Session:
    url = server if isinstance(server, str) else server.url
    return Session(url, SECRET, **{"timeout": 0.5, "sleep": Waits(), **more})  # type: ignore[arg-type]


def ask(server: Hostile, method: str = "POST", **more: object) -> Answer:
    body = b"{}" if method == "POST" else None
    begun = time.monotonic()
    try:
        return session(server, **more).send(method, f"{server.url}/wp-json/", body=body)
    finally:
        assert time.monotonic() - begun < IN_TIME


# What is sent


def test_a_request_is_signed_and_names_us() -> None:
    with serving(replies(200, "[]")) as server:
        assert ask(server).json() == []
        head = server.received[0].decode()
    assert f"\r\nAuthorization: {SECRET}\r\n" in head
    assert f"\r\nUser-Agent: wp-portraits/{__version__}\r\n" in head


def test_no_authorization_is_sent_where_there_is_none() -> None:
    with serving(replies(200, "[]")) as server:
        Session(server.url, "").send("POST", server.url, body=b"<methodCall/>")
        assert b"authorization" not in server.received[0].lower()


def test_cookies_are_not_kept() -> None:
    with serving(replies(200, "[]", Set_Cookie="wordpress_test=1; path=/")) as server:
        one = session(server)
        for _ in range(2):
            one.send("GET", server.url)
        assert b"Cookie" not in server.received[1]


def test_a_password_of_netrc_is_not_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login x password y\n")  # type: ignore[operator]
    monkeypatch.setenv("NETRC", f"{tmp_path}/netrc")
    with serving(replies(200, "[]")) as server:
        ask(server)
        assert SECRET.encode() in server.received[0]


@pytest.mark.parametrize("url", ["http://blog.example.org", "http://10.0.0.7", "http://127.0.0.1.example.org"])
def test_plain_http_to_another_machine_needs_consent(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        session(url)
    assert "--insecure" in refused.value.hint
    assert session(url, insecure=True).requests == 0


@pytest.mark.parametrize("url", ["http://localhost:8080", "http://127.0.0.5", "http://[::1]:80", "https://example.org"])
def test_loopback_and_https_need_none(url: str) -> None:
    assert session(url).requests == 0


@pytest.mark.parametrize("url", ["", "blog.example.org", "ftp://example.org", "http://", "http://[", "http://x:99999"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ConfigurationError):
        session(url)


def test_nothing_goes_to_another_site() -> None:
    with serving(replies(200, "[]")) as server, pytest.raises(Redirected):
        session("https://blog.example.org").send("GET", server.url)
    assert not server.received


def test_one_connection_serves_many_requests() -> None:
    def two(connection: socket.socket) -> None:
        for _ in range(2):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
            while b"\r\n\r\n" not in connection.recv(65536):
                pass
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[3]")

    with serving(two, replies(500)) as server:
        one = session(server)
        assert [one.send("GET", server.url).json() for _ in range(3)] == [[], [], [3]]


def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(replies(200, "[]")) as server:
        monkeypatch.setenv("HTTP_PROXY", server.url)
        monkeypatch.setenv("http_proxy", server.url)
        session("http://blog.example.org", insecure=True).send("GET", "http://blog.example.org/x")
        assert server.received[0].startswith(b"GET http://blog.example.org/x HTTP/1.1")


def test_a_proxy_of_a_kind_that_needs_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5h://127.0.0.1:9")
    with pytest.raises(ConfigurationError, match="speaks SOCKS") as refused:
        session("https://blog.example.org").send("GET", "https://blog.example.org/x")
    assert "pip install PySocks" in refused.value.hint


def test_a_proxy_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with pytest.raises(Unreachable) as refused:
        session("https://blog.example.org").send("GET", "https://blog.example.org/x")
    assert "HTTPS_PROXY" in refused.value.hint


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirected_write_is_not_followed(status: int) -> None:
    with serving(replies(status, "", Location="/ailleurs"), replies(200, "[]")) as server:
        with pytest.raises(Redirected) as refused:
            ask(server)
        assert len(server.received) == 1
    assert "/ailleurs" in refused.value.message
    assert "WP_URL" in refused.value.hint


def test_a_read_follows_within_the_site() -> None:
    with serving(replies(301, "", Location="/ailleurs"), replies(200, "[1]")) as server:
        answer = ask(server, "GET")
        assert (answer.url, answer.json()) == (f"{server.url}/ailleurs", [1])


@pytest.mark.parametrize(
    "target",
    ["https://example.com/", "http://localhost/", "ftp://127.0.0.1/", "http://[", "//example.com/x", "javascript:1"],
)
def test_a_read_does_not_follow_elsewhere(target: str) -> None:
    with serving(replies(301, "", Location=target)) as server:
        with pytest.raises(Redirected):
            ask(server, "GET")
        assert len(server.received) == 1


def test_a_circle_of_redirects_ends() -> None:
    with serving(replies(302, "", Location="/encore")) as server:
        with pytest.raises(Redirected) as refused:
            ask(server, "GET")
        assert len(server.received) == 6
    assert "circle" in refused.value.message


# Silence, drops and floods


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Unreachable) as refused:
        session(url).send("POST", url, body=b"{}")
    assert "refuses the connection" in refused.value.message


def test_a_host_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable) as refused:
        session("https://nulle-part.example").send("GET", "https://nulle-part.example")
    assert "DNS" in refused.value.message


def test_http_where_https_was_meant() -> None:
    with serving(replies(200, "[]")) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(Unreachable) as refused:
            session(url).send("POST", url, body=b"{}")
    assert "TLS" in refused.value.message


def test_no_answer_in_time() -> None:
    with serving(silent(1.0)) as server, pytest.raises(NoAnswer) as late:
        ask(server)
    assert "within 0.5 s" in late.value.message
    assert "WP_TIMEOUT" in late.value.hint


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n" + b"[" * 40,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\n[\r\n" * 20,
    ],
    ids=["whole", "chunked"],
)
def test_an_answer_that_drips(raw: bytes) -> None:
    with serving(drips(raw)) as server, pytest.raises(NoAnswer):
        ask(server)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "raw",
    [b"X-Encore: oui\r\n" * 50, b"X-Encore: " + b"o" * 66_000],
    ids=["without end", "long"],
)
def test_headers_beyond_measure(raw: bytes, method: str) -> None:
    with serving(forever(b"HTTP/1.1 200 OK\r\n", raw)) as server:
        with pytest.raises(NonsenseAnswer) as wrong:
            ask(server, method)
        assert len(server.received) == 1
    assert "headers" in wrong.value.message


@pytest.mark.parametrize("raw", [b"not http at all\r\n\r\n", b"\x00\x01\x02\xff" * 20], ids=["text", "bytes"])
def test_what_is_not_http(raw: bytes) -> None:
    with serving(sends(raw)) as server, pytest.raises(NonsenseAnswer) as wrong:
        ask(server)
    assert "not HTTP" in wrong.value.message


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[1,",
    ],
    ids=["closed", "short", "chunked short", "broken chunk"],
)
def test_an_answer_that_is_cut(raw: bytes) -> None:
    with serving(sends(raw)) as server, pytest.raises(NoAnswer) as cut:
        ask(server)
    assert "cut" in cut.value.message


def test_a_head_that_is_cut_leaves_an_empty_answer() -> None:
    with serving(sends(b"HTTP/1.1 200 OK\r\nContent-Le")) as server, pytest.raises(NonsenseAnswer) as empty:
        ask(server).json()
    assert "nothing at all" in empty.value.message


def test_a_connection_that_is_reset() -> None:
    def reset(connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    with serving(reset) as server, pytest.raises(NoAnswer):
        ask(server)


def test_a_gzip_bomb() -> None:
    bomb = gzip.compress(bytes(LARGEST_ANSWER + 2**20))
    with serving(replies(200, bomb, Content_Encoding="gzip")) as server, pytest.raises(NonsenseAnswer) as large:
        ask(server, timeout=2.5)
    assert "64 MB" in large.value.message


def test_a_body_that_never_ends() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    with serving(forever(head, b" " * 1000)) as server, pytest.raises((NonsenseAnswer, NoAnswer)):
        ask(server)


def test_compression_that_is_none() -> None:
    with serving(replies(200, b"no gzip", Content_Encoding="gzip")) as server, pytest.raises(NonsenseAnswer):
        ask(server)


# Asking again


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_site_is_asked_again(status: int) -> None:
    waits = Waits()
    with serving(replies(status), replies(status), replies(200, "[1]")) as server:
        assert ask(server, "GET", sleep=waits).json() == [1]
    assert waits == [0.5, 1.5]


def test_a_cut_read_is_asked_again() -> None:
    with serving(sends(b""), replies(200, "[1]")) as server:
        assert ask(server, "GET").json() == [1]


def test_a_site_that_stays_busy() -> None:
    with serving(replies(503)) as server:
        assert ask(server, "GET").status == 503
        assert len(server.received) == 3


@pytest.mark.parametrize("behaviour", [replies(503), replies(429, Retry_After="1"), sends(b"")])
def test_a_write_is_never_sent_twice(behaviour: object) -> None:
    with serving(behaviour) as server:  # type: ignore[arg-type]
        with suppress(NoAnswer):
            assert ask(server).status in (429, 503)
        assert len(server.received) == 1


def test_retry_after_is_honoured() -> None:
    waits = Waits()
    with serving(replies(429, Retry_After="7"), replies(200, "[1]")) as server:
        ask(server, "GET", sleep=waits)
    assert waits == [7.0]


def test_a_site_that_wants_an_hour_is_left_alone() -> None:
    with serving(replies(429, Retry_After="3600")) as server:
        assert ask(server, "GET").status == 429
        assert len(server.received) == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12", 12.0),
        ("Mon, 23 Nov 2026 10:00:20 GMT", 20.0),
        ("Mon, 23 Nov 2026 09:00:00 GMT", 0.0),
        ("Mon, 23 Nov 2026 10:00:20 +999999999999999999", 0.0),
        ("9" * 500, 0.0),
        ("bientôt", 0.0),
        ("", 0.0),
    ],
)
def test_the_forms_of_retry_after(text: str, seconds: float) -> None:
    assert retry_after(text, datetime(2026, 11, 23, 10, 0, tzinfo=UTC)) == seconds


# What is told


def test_log_and_repr_hold_no_secret() -> None:
    lines: list[str] = []
    with serving(replies(200, "[]")) as server:
        one = session(server, log=lines.append)
        one.send("GET", f"{server.url}/?rest_route=/wp/v2/posts&token=abc123&slug=a,b")
        one.send("POST", f"{server.url}/", body=b"{}")
    assert lines[0].startswith(f"GET {server.url}/?rest_route=/wp/v2/posts&token=…&slug=a,b → 200, ")
    assert one.requests == len(lines) == 2
    assert "c2Vj" not in "".join(lines) + repr(one)


def test_every_exception_of_requests_is_known() -> None:
    raised = {
        kind
        for _, kind in inspect.getmembers(requests.exceptions, inspect.isclass)
        if issubclass(kind, requests.RequestException) and not issubclass(kind, Warning)
    }
    assert raised == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS, key=lambda kind: kind.__name__))
def test_every_exception_of_requests_becomes_ours(kind: type[Exception]) -> None:
    problem = kind("{}", "{}", 0) if kind is requests.exceptions.JSONDecodeError else kind("secret")
    failure, _ = translate(problem, "GET https://example.org", "example.org", 30)
    assert isinstance(failure, Failure)
    assert failure.message
    assert failure.hint
    assert "secret" not in failure.message + failure.hint
