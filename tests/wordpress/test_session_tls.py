"""The session over TLS, with a certificate made for the test."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

import pytest
from hostile import Hostile, drips, replies, serving

from wp_portraits.errors import NoAnswer, Unreachable
from wp_portraits.wordpress.session import Session


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for this machine, with its key, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    wish = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *wish.split(), *names], check=True, capture_output=True)
    certificate.write_text(certificate.read_text() + key.read_text())
    return certificate


@pytest.fixture
def context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def ask(server: Hostile) -> object:
    url = server.url.replace("http:", "https:")
    return Session(url, "Basic eDp5", timeout=0.5).send("POST", url, body=b"{}").json()


@pytest.fixture
def _trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))


def test_a_certificate_nobody_vouches_for(context: ssl.SSLContext) -> None:
    with serving(replies(200, "[1]"), tls=context) as server:
        with pytest.raises(Unreachable) as refused:
            ask(server)
        assert not server.received
    assert "certificate" in refused.value.message


@pytest.mark.usefixtures("_trusted")
def test_an_answer_over_tls(context: ssl.SSLContext) -> None:
    with serving(replies(200, "[1]"), tls=context) as server:
        assert ask(server) == [1]


@pytest.mark.usefixtures("_trusted")
def test_an_answer_that_drips_over_tls(context: ssl.SSLContext) -> None:
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n" + b" " * 40
    with serving(drips(raw), tls=context) as server, pytest.raises(NoAnswer) as late:
        ask(server)
    assert "within 0.5 s" in late.value.message
