"""Connections go to the machine that was looked at, and to no other."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.links_room.conftest import NAME
from tests.links_room.pretend_web import HERE, moved, web
from tests.wordpress.hostile import replies, then_mute
from wp_portraits.links.asking import Asker, Terms
from wp_portraits.links.guard import networks_of
from wp_portraits.links.manners import Manners
from wp_portraits.model.link import Fate

Names = Callable[..., list[str]]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """A name server of the test: each name leads to these machines, one list after the other, the last for good.

    What it was asked comes back. Names it does not know, and numbers, are looked up as ever.
    """
    real, looked = socket.getaddrinfo, list[str]()

    def know(**machines: list[list[str]]) -> list[str]:
        told = {f"{name}.example": answers for name, answers in machines.items()}

        def look(host: str, *rest: object, **named: object) -> object:
            if host not in told:
                return real(host, *rest, **named)
            looked.append(host)
            answers = told[host].pop(0) if len(told[host]) > 1 else told[host][0]
            return [each for address in answers for each in real(address, *rest, **named)]

        monkeypatch.setattr(socket, "getaddrinfo", look)
        return looked

    return know


def ask(url: str, *permitted: str, timeout: float = 2.0) -> object:
    return Asker(Terms(timeout, networks_of(permitted)), Manners(pause=0)).ask(url)


def port_of(url: str) -> str:
    return url.rpartition(":")[2]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "localhost"]
)
def test_this_machine_is_not_asked_however_it_is_called(host: str) -> None:
    with web({"/": replies(200)}) as server:
        answer = ask(f"http://{host}:{port_of(server.url)}/")
        assert (answer.fate, server.received) == (Fate.BARRED, [])
        assert answer.reason.endswith("belongs to this machine")
        assert ask(f"http://127.0.0.1:{port_of(server.url)}/", HERE).fate is Fate.ALIVE


def test_a_name_is_looked_up_once_and_that_machine_is_asked(names: Names) -> None:
    """A name server that answers differently a moment later (DNS rebinding) leads nowhere else."""
    with web({"/": replies(200)}) as server:
        looked = names(portraits=[["127.0.0.1"], ["10.0.0.1"]])
        assert ask(f"http://{NAME}:{port_of(server.url)}/", HERE).fate is Fate.ALIVE
        assert looked == [NAME]
        assert f"\r\nHost: {NAME}:{port_of(server.url)}\r\n" in server.heads[0]


def test_a_name_that_turns_to_this_machine_meanwhile_is_not_asked_again(names: Names) -> None:
    with web({"/": moved(302, "/b"), "/b": replies(200)}) as server:
        names(portraits=[["127.0.0.1"], ["::1"]])
        answer = ask(f"http://{NAME}:{port_of(server.url)}/", HERE)
        assert (answer.fate, server.asked) == (Fate.BARRED, ["HEAD /"])


def test_of_several_machines_the_public_ones_are_asked(names: Names) -> None:
    with web({"/": replies(200)}) as server:
        names(portraits=[["10.0.0.1", "::1", "127.0.0.1"]])
        assert ask(f"http://{NAME}:{port_of(server.url)}/", HERE).fate is Fate.ALIVE


def test_a_machine_that_does_not_listen_leaves_time_for_the_next(names: Names) -> None:
    with web({"/": replies(200)}) as server:
        names(portraits=[["::1", "127.0.0.1"]])
        assert ask(f"http://{NAME}:{port_of(server.url)}/", HERE, "::1").fate is Fate.ALIVE


def test_a_name_that_leads_into_a_private_network(names: Names) -> None:
    names(intranet=[["192.168.1.7", "fd00::7"]])
    answer = ask("http://intranet.example/")
    assert (answer.fate, answer.reason) == (
        Fate.BARRED,
        "intranet.example (192.168.1.7) belongs to a private network",
    )


def test_a_host_with_accents(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    with web({"/été": replies(200), "/%C3%A9t%C3%A9": replies(200)}) as server:
        names(**{"xn--qubec-csa": [["127.0.0.1"]]})
        assert ask(f"http://québec.example:{port_of(server.url)}/été", HERE).fate is Fate.ALIVE
        assert "\r\nHost: xn--qubec-csa.example:" in server.heads[0]


def test_over_tls_the_name_is_asked_for_and_proven(
    names: Names, over_tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []
    over_tls.sni_callback = lambda _socket, name, _context: asked.append(name)
    names(portraits=[["127.0.0.1"]], other=[["127.0.0.1"]])
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with web({"/": replies(200)}, over_tls) as server:
        assert ask(f"https://{NAME}:{port_of(server.url)}/", HERE).fate is Fate.ALIVE
        answer = ask(f"https://other.example:{port_of(server.url)}/", HERE)
        assert answer.fate is Fate.UNKNOWN
        assert answer.reason.startswith("the certificate of other.example:")
        assert "Hostname mismatch" in answer.reason
    assert asked == [NAME, "other.example"]


def test_a_certificate_nobody_vouches_for(names: Names, over_tls: ssl.SSLContext) -> None:
    names(portraits=[["127.0.0.1"]])
    with web({"/": replies(200)}, over_tls) as server:
        answer = ask(f"https://{NAME}:{port_of(server.url)}/", HERE)
        assert (answer.fate, server.received) == (Fate.UNKNOWN, [])
        assert "self-signed certificate" in answer.reason


def test_a_server_that_does_not_speak_tls() -> None:
    with web({"/": replies(200)}) as server:
        answer = ask(server.url.replace("http:", "https:"), HERE, timeout=0.3)
        assert (answer.fate, answer.reason[:23]) == (Fate.UNKNOWN, "no secure connection to")


def test_a_server_that_keeps_quiet_when_tls_is_asked_for() -> None:
    with web({}) as server:
        server._answer = then_mute()  # type: ignore[method-assign]
        assert ask(server.url.replace("http:", "https:"), HERE, timeout=0.3).fate is Fate.UNKNOWN


def test_a_proxy_of_the_environment_is_used_and_need_not_be_public(monkeypatch: pytest.MonkeyPatch) -> None:
    with web({"http://elsewhere.invalid/a": replies(200)}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setattr(socket, "getaddrinfo", _knows_numbers_only(socket.getaddrinfo))
        assert ask("http://elsewhere.invalid/a").fate is Fate.ALIVE
        assert proxy.asked == ["HEAD http://elsewhere.invalid/a"]


def test_a_proxy_of_a_kind_that_needs_a_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5h://127.0.0.1:9")
    monkeypatch.setattr(socket, "getaddrinfo", _knows_numbers_only(socket.getaddrinfo))
    answer = ask("http://elsewhere.invalid/a")
    assert (answer.fate, answer.reason.partition(",")[0]) == (Fate.UNKNOWN, "the proxy speaks SOCKS")


def test_a_proxy_is_not_sent_to_private_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    with web({}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "")
        assert ask("http://10.0.0.1/").fate is Fate.BARRED
        assert ask("http://2130706433/").fate is Fate.BARRED
        assert proxy.received == []


def _knows_numbers_only(real: Callable[..., object]) -> Callable[..., object]:
    def look(host: str, *rest: object, **named: object) -> object:
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *rest, **named)

    return look
