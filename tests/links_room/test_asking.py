"""Asking one address, against real sockets: whatever a server does ends in an answer, and in time."""

from __future__ import annotations

import inspect
import socket
import time

import pytest
import requests

from tests.links_room.pretend_web import HERE, PretendWeb, moved, web
from tests.wordpress.hostile import Behaviour, drips, forever, replies, sends, silent, then_mute
from wp_portraits import __version__
from wp_portraits.http.kinds import KINDS
from wp_portraits.links.asking import MOST_HOPS, SHORT, Asker, Terms
from wp_portraits.links.guard import Barred, networks_of
from wp_portraits.links.manners import SILENT, Manners
from wp_portraits.links.trouble import trouble_of
from wp_portraits.model.link import Fate, Hop, LinkAnswer

TIMEOUT = 0.2
IN_TIME = 3.0
"""Seconds in which every answer must have come: well over the time-outs of the tests, well under a server's patience."""

HEAD_ONLY = ["HEAD /"]
BOTH = ["HEAD /", "GET /"]


class Waits(list[float]):
    """Notes the pauses instead of waiting."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def asker(**more: object) -> Asker:
    more = {"manners": Manners(pause=0), "sleep": Waits(), **more}
    return Asker(Terms(TIMEOUT, networks_of([HERE])), **more)  # type: ignore[arg-type]


def ask(server: PretendWeb, path: str = "/", **more: object) -> LinkAnswer:
    begun = time.monotonic()
    try:
        return asker(**more).ask(server.url + path)
    finally:
        assert time.monotonic() - begun < IN_TIME


# What a status means


@pytest.mark.parametrize(
    ("status", "fate", "asked"),
    [
        *((status, Fate.ALIVE, HEAD_ONLY) for status in (200, 203, 204, 206, 300, 304)),
        *((status, Fate.DEAD, BOTH) for status in (404, 410)),
        *((status, Fate.SHUT, BOTH) for status in (400, 401, 403, 405, 406, 451, 999)),
        (429, Fate.SHUT, HEAD_ONLY),
        *((status, Fate.UNKNOWN, BOTH) for status in (408, 500, 501, 503, 520)),
    ],
)
def test_what_a_status_means(status: int, fate: Fate, asked: list[str]) -> None:
    with web({"/": replies(status)}) as server:
        answer = ask(server)
    assert (answer.fate, answer.status, answer.hops, server.asked) == (fate, status, (), asked)
    assert bool(answer.reason) == (fate is not Fate.ALIVE)
    assert not answer.reason or str(status) in answer.reason


@pytest.mark.parametrize("refusal", [replies(403), replies(404), replies(405), replies(501), replies(500), sends(b"")])
def test_a_server_that_does_not_like_head_is_asked_with_get(refusal: Behaviour) -> None:
    with web({"/": {"HEAD": refusal, "GET": replies(200, "Bonjour")}}) as server:
        assert ask(server).fate is Fate.ALIVE
        assert server.asked == BOTH


# What servers do


GARBLED = {
    "a greeting of another protocol": sends(b"220 mail.example.org ESMTP\r\n"),
    "HTTP/0.9": sends(b"<html>Bonjour</html>"),
    "nothing but an end": sends(b""),
    "headers without end": forever(b"HTTP/1.1 200 OK\r\n", b"X-So: so\r\n" * 100),
    "a header too long": sends(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n"),
    "nothing": then_mute(),
    "half a head": then_mute(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "a head in drops": drips(b"HTTP/1.1 200 OK\r\n" + b"X-So: so\r\n" * 100),
    "100 for ever": forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("what", GARBLED)
def test_what_is_no_answer_cannot_be_checked(what: str) -> None:
    with web({"/": GARBLED[what]}) as server:
        answer = ask(server)
    assert (answer.fate, answer.status) == (Fate.UNKNOWN, None)
    assert answer.reason


def _in_drops(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")
    drips(b"x" * 400)(connection)


BODIES = {
    "endless": forever(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
    "in drops": _in_drops,
    "never": then_mute(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n"),
    "shorter than told": sends(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nBonjour"),
    "of a length that is none": sends(b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n"),
    "in broken chunks": sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "not compressed as told": sends(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nBonjour"),
    "that refreshes": replies(200, '<meta http-equiv="refresh" content="0; url=/gone">', Content_Type="text/html"),
}


@pytest.mark.parametrize("what", BODIES)
def test_bodies_are_left_where_they_are(what: str) -> None:
    with web({"/": {"HEAD": replies(405), "GET": BODIES[what]}}) as server:
        assert ask(server).fate is Fate.ALIVE
        assert server.asked == BOTH


def test_a_server_that_does_not_listen() -> None:
    with socket.create_server(("127.0.0.1", 0)) as place:
        url = f"http://127.0.0.1:{place.getsockname()[1]}/"
    answer = asker().ask(url)
    assert (answer.fate, answer.reason.endswith("refuses the connection")) == (Fate.UNKNOWN, True)


def test_a_host_that_is_silent_is_left_alone() -> None:
    with web({f"/{number}": then_mute() for number in range(9)} | {"/9": replies(200)}) as server:
        one = asker()
        answers = [one.ask(f"{server.url}/{number}") for number in range(SILENT + 2)]
        assert {answer.fate for answer in answers} == {Fate.UNKNOWN}
        assert len(server.asked) == 2 * SILENT
        assert one.ask(f"{server.url}/9").fate is Fate.UNKNOWN


def test_a_name_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def nobody(host: str, *_: object, **__: object) -> None:
        looked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    one = asker()
    answers = {one.ask(f"http://nulle-part.example/{number}") for number in range(3)}
    assert answers == {LinkAnswer(Fate.DEAD, "there is no host nulle-part.example")}
    assert looked == ["nulle-part.example"]


@pytest.mark.parametrize("slow", [True, False])
def test_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, slow: bool) -> None:
    def mute(*_: object, **__: object) -> None:
        time.sleep(2 * TIMEOUT if slow else 0)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", mute)
    answer = asker().ask("http://blog.example/")
    assert answer.fate is Fate.UNKNOWN
    expected = f"no answer within {TIMEOUT} s" if slow else "the name blog.example cannot be looked up just now"
    assert answer.reason == expected


# Redirects


def test_redirects_are_followed_one_by_one() -> None:
    pages = {"/": moved(301, "/a"), "/a": moved(302, "b?c=d#e"), "/b?c=d": replies(200)}
    with web(pages) as server:
        answer = ask(server)
        assert answer == LinkAnswer(
            Fate.ALIVE, "", 200, (Hop(301, f"{server.url}/a"), Hop(302, f"{server.url}/b?c=d#e"))
        )
        assert server.asked == ["HEAD /", "HEAD /a", "HEAD /b?c=d"]


def test_what_a_redirect_leads_to_counts() -> None:
    with web({"/": moved(301, "/gone")}) as server:
        assert ask(server).fate is Fate.DEAD


def test_a_redirect_in_a_circle() -> None:
    with web({"/": moved(302, "/a"), "/a": moved(302, "/#x")}) as server:
        answer = ask(server)
        assert (answer.fate, answer.reason) == (Fate.UNKNOWN, "it redirects in a circle")
        assert server.asked == ["HEAD /", "HEAD /a"]


def test_a_redirect_without_end() -> None:
    pages = {f"/{number}": moved(302, f"/{number + 1}") for number in range(20)}
    with web(pages) as server:
        answer = ask(server, "/0")
        assert (answer.fate, answer.reason) == (Fate.UNKNOWN, f"it redirects more than {MOST_HOPS} times")
        assert len(server.asked) == MOST_HOPS + 1


@pytest.mark.parametrize(
    "target", ["mailto:camille@example.org", "javascript:alert(1)", "http://[bad", "//[", "ftp://a/"]
)
def test_a_redirect_to_what_is_no_web_address(target: str) -> None:
    with web({"/": moved(301, target)}) as server:
        answer = ask(server)
        assert (answer.fate, answer.reason) == (Fate.UNKNOWN, "it redirects to what is no web address")
        assert server.asked == HEAD_ONLY


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/", "//[::1]/", "http://[fe80::1]/"]
)
def test_a_redirect_into_a_private_network_is_not_followed(target: str) -> None:
    with web({"/": moved(302, target)}) as server:
        answer = ask(server)
        assert answer.fate is Fate.BARRED
        assert " belongs to " in answer.reason
        assert server.asked == HEAD_ONLY


def test_a_redirect_status_without_a_place() -> None:
    with web({"/": replies(302)}) as server:
        assert ask(server).fate is Fate.ALIVE


# What is sent


def test_who_asks_says_so_and_sends_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login claire password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    with web({}) as server:
        port = server.url.rpartition(":")[2]
        server.pages = {"/": replies(302, Location=f"http://moi:secret@127.0.0.1:{port}/b", Set_Cookie="so=long")}
        server.pages["/b"] = replies(200)
        answer = ask(server)
        assert answer.hops == (Hop(302, f"{server.url}/b"),)
        for head in server.heads:
            assert f"\r\nUser-Agent: wp-portraits/{__version__} (link check)\r\n" in head
            for name in ("authorization", "cookie", "referer"):
                assert f"\r\n{name}:" not in head.lower()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/un%20deux?a=b%2Fc#ici", "/un%20deux?a=b%2Fc"),
        ("/été?q=é", "/%C3%A9t%C3%A9?q=%C3%A9"),
        ("/100%", "/100%25"),
        ("/a(b),c;d", "/a(b),c;d"),
        ("/" + "x" * 20_000, "/" + "x" * 20_000),
        ("#ici", "/"),
        ("?a=b", "/?a=b"),
    ],
)
def test_how_an_address_is_sent(path: str, sent: str) -> None:
    with web({sent: replies(200)}) as server:
        assert ask(server, path).fate is Fate.ALIVE
        assert server.asked == [f"HEAD {sent}"]


def test_where_a_redirect_leads_is_read_as_it_is_written() -> None:
    with web({"/": moved(301, "/été"), "/%C3%A9t%C3%A9": replies(200)}) as server:
        answer = ask(server)
        assert (answer.fate, answer.hops) == (Fate.ALIVE, (Hop(301, f"{server.url}/été"),))


# Politeness


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_once_more_when_it_will_not_be_long(status: int) -> None:
    waits = Waits()
    with web({"/": replies(status, Retry_After="2")}) as server:
        server.choose = _once(server, replies(status, Retry_After="2"), replies(200))  # type: ignore[method-assign]
        assert ask(server, sleep=waits).fate is Fate.ALIVE
        assert len(server.received) == 2
    assert waits == [2.0]


def test_a_busy_server_that_stays_busy_is_left_alone() -> None:
    waits = Waits()
    with web({"/": replies(429, Retry_After=f"{SHORT:g}")}) as server:
        assert ask(server, sleep=waits).fate is Fate.SHUT
        assert server.asked == ["HEAD /", "HEAD /"]
    assert waits == [SHORT]


def test_a_server_that_wants_an_hour_is_left_alone() -> None:
    waits = Waits()
    with web({"/": replies(429, Retry_After="3600")}) as server:
        assert ask(server, sleep=waits).fate is Fate.SHUT
        assert server.asked == HEAD_ONLY
    assert waits == []


def _once(server: PretendWeb, first: Behaviour, then: Behaviour):
    return lambda _: first if len(server.received) == 1 else then


# What is told


def test_each_request_is_told() -> None:
    lines: list[str] = []
    with web({"/": {"HEAD": replies(405), "GET": silent(2 * TIMEOUT)}}) as server:
        ask(server, log=lines.append)
    assert lines[0].startswith(f"HEAD {server.url}/ → 405, ")
    assert lines[1] == f"GET {server.url}/ → no answer within {TIMEOUT} s"


@pytest.mark.parametrize("kind", sorted((*KINDS, Barred), key=lambda kind: kind.__name__))
def test_every_exception_means_something(kind: type[Exception]) -> None:
    problem = kind("{}", "{}", 0) if kind is requests.exceptions.JSONDecodeError else kind("so")
    trouble = trouble_of(problem, "example.org", 10)
    assert trouble.fate in (Fate.UNKNOWN, Fate.BARRED)
    assert trouble.reason


def test_a_request_library_of_a_newer_version_brings_no_new_exception() -> None:
    raised = {
        kind
        for _, kind in inspect.getmembers(requests.exceptions, inspect.isclass)
        if issubclass(kind, requests.RequestException) and not issubclass(kind, Warning)
    }
    assert raised <= set(KINDS)
