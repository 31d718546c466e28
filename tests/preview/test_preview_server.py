"""The preview's web server: nothing but what is on the board, for this machine, under its own name."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest

from wp_portraits.diagnostics.diagnostic import finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.errors import ConfigurationError, UsageError
from wp_portraits.preview.board import Board, Document
from wp_portraits.preview.pages import Sheet, documents_of, missing_page
from wp_portraits.preview.server import PreviewServer

SECRET = b"a file beside the pictures"


@pytest.fixture
def board(tmp_path: Path) -> Board:
    (tmp_path / "drafts/images").mkdir(parents=True)
    (tmp_path / "drafts/images/thé à deux.png").write_bytes(b"\x89PNG")
    (tmp_path / "drafts/secret.txt").write_bytes(SECRET)
    board = Board("a")
    pictures = {"/pictures/drafts/images/thé à deux.png": (tmp_path / "drafts/images/thé à deux.png", "image/png", "1")}
    board.pin({"/": Document(b"Bonjour")}, pictures, missing_page())
    return board


@pytest.fixture
def server(board: Board) -> Iterator[PreviewServer]:
    with PreviewServer(board, 0, lambda _: None) as running:
        yield running


def ask(server: PreviewServer, path: str, method: str = "GET", **headers: str) -> tuple[int, str, bytes]:
    port = int(server.url.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, text in headers.items():
            connection.putheader(name, text)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read()
    finally:
        connection.close()


def test_what_is_on_the_board_is_shown(server: PreviewServer) -> None:
    html = "text/html; charset=utf-8"
    assert ask(server, "/") == (200, html, b"Bonjour")
    assert ask(server, "/?so=what#so") == (200, html, b"Bonjour")
    assert ask(server, "/", "HEAD") == (200, html, b"")
    assert ask(server, f"/pictures/{quote('drafts/images/thé à deux.png')}") == (200, "image/png", b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    [
        "/pictures/drafts/secret.txt",
        "/pictures/drafts/images/../secret.txt",
        "/pictures/drafts/images/%2e%2e/secret.txt",
        "/pictures/drafts/images/..%2fsecret.txt",
        "/pictures//etc/passwd",
        "/pictures/%00",
        "/../../etc/passwd",
        "//etc/passwd",
        "/drafts/secret.txt",
        "*",
    ],
)
def test_nothing_else_is_shown(server: PreviewServer, path: str) -> None:
    status, _, body = ask(server, path)
    assert status == 404
    assert SECRET not in body
    assert b"root:" not in body
    assert b"/live.js" in body, "it may come to be there"


def test_on_the_usual_port_browsers_leave_it_out(server: PreviewServer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(server, "/", Host="localhost")[0] == 421
    monkeypatch.setattr("wp_portraits.preview.server._USUAL", int(server.url.rstrip("/").rpartition(":")[2]))
    assert ask(server, "/", Host="localhost")[0] == 200
    assert ask(server, "/", Host="evil.example")[0] == 421


def test_browsers_are_told_to_be_careful(server: PreviewServer) -> None:
    """Also where nothing is, and where it is not for us."""
    port = int(server.url.rstrip("/").rpartition(":")[2])
    for path, host in (("/", f"127.0.0.1:{port}"), ("/nothing", f"127.0.0.1:{port}"), ("/", "evil.example")):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={"Host": host})
        told = connection.getresponse().headers
        connection.close()
        rules = [rule.strip() for rule in told["Content-Security-Policy"].split(";")]
        assert {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(rules)
        assert not any(rule.startswith("script-src") for rule in rules)
        assert told["X-Content-Type-Options"] == "nosniff"
        assert told["Cross-Origin-Resource-Policy"] == "same-origin"
        assert told["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1.evil.example:{port}", ""]
)
def test_under_another_name_nothing_is_shown(server: PreviewServer, host: str) -> None:
    port = server.url.rstrip("/").rpartition(":")[2]
    for path in ("/", "/changes", "/pictures/drafts/images/thé à deux.png"):
        status, _, body = ask(server, quote(path), Host=host.format(port=port))
        assert status == 421
        assert b"Bonjour" not in body
    assert ask(server, "/", Host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_is_taken(server: PreviewServer, method: str) -> None:
    assert ask(server, "/", method)[0] == 501


def test_only_this_machine_is_listened_to(server: PreviewServer) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    port = int(server.url.rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        assert connection.getpeername()[0] == "127.0.0.1"
    assert server._server.socket.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken(server: PreviewServer, board: Board) -> None:
    port = int(server.url.rstrip("/").rpartition(":")[2])
    with pytest.raises(UsageError) as taken:
        PreviewServer(board, port, lambda _: None)
    assert f"Port {port} cannot be used" in taken.value.message


def test_a_picture_that_is_gone_meanwhile(server: PreviewServer, tmp_path: Path) -> None:
    (tmp_path / "drafts/images/thé à deux.png").unlink()
    assert ask(server, f"/pictures/{quote('drafts/images/thé à deux.png')}")[0] == 404


def test_pages_hear_of_each_change(server: PreviewServer, board: Board) -> None:
    port = int(server.url.rstrip("/").rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/changes")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/event-stream")
    assert [answer.readline(), answer.readline()] == [b"data: a-1\n", b"\n"]
    assert not board.pin({"/": Document(b"Bonjour")}, board._pictures, missing_page()), "nothing is different"
    later = Thread(target=board.pin, args=({"/": Document(b"Bonsoir")}, {}, missing_page()))
    later.start()
    assert [answer.readline(), answer.readline()] == [b"data: a-2\n", b"\n"]
    later.join()
    connection.close()


def test_a_page_that_goes_away_does_not_hold_anybody(board: Board) -> None:
    with PreviewServer(board, 0, lambda _: None) as server:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(f"GET /changes HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert ask(server, "/")[0] == 200
        begun = time.monotonic()
    assert time.monotonic() - begun < 5


# Pages


def page(path: str, *sheets: Sheet, failure: ConfigurationError | None = None) -> str:
    return documents_of(sheets, (), failure)[path].body.decode()


FOUND = finding("F005", Span("drafts/zoe.md", 3, 1, 3, 9), "Unknown key “<b>”.", "Did you mean “date”?")
ZOE = Sheet("drafts/zoe.md", "zoe", "Zoé & <i>cie</i>", "fr-CA", "<p>Bonjour</p>", (FOUND,))


def test_the_list_of_the_drafts_has_what_was_found() -> None:
    told = page("/", ZOE)
    assert '<a href="/portraits/zoe/">Zoé &amp; &lt;i&gt;cie&lt;/i&gt;</a>' in told
    assert "<code>drafts/zoe.md:3:1</code> error F005: Unknown key “&lt;b&gt;”.<br>Did you mean “date”?" in told


def test_a_portrait_stands_on_its_page_with_what_was_found() -> None:
    told = page("/portraits/zoe/", ZOE)
    assert '<html lang="fr-CA">' in told
    assert "<h1>Zoé &amp; &lt;i&gt;cie&lt;/i&gt;</h1>\n<p>Bonjour</p>" in told
    assert "error F005" in told


def test_what_keeps_portraits_from_being_shown_is_told_on_every_page() -> None:
    failure = ConfigurationError("templates/blocks/photo.html, line 3: no such tag <so>.", hint="Look & see.")
    for path in ("/", "/portraits/zoe/"):
        assert "line 3: no such tag &lt;so&gt;.<br>Look &amp; see." in page(path, ZOE, failure=failure)


def test_a_draft_with_errors_has_a_page_too() -> None:
    told = page("/portraits/zoe/", Sheet("drafts/zoe.md", "zoe", "zoe", "en", None, (FOUND,)))
    assert "Errors stand in the way of this post." in told
    assert "F005" in told
