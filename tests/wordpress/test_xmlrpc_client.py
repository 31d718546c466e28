"""Finding the XML-RPC server, and what its faults and the libraries' exceptions become."""

from __future__ import annotations

from xml.sax.saxutils import escape
from xmlrpc import client as xmlrpc
from xmlrpc.client import Fault, dumps

import pytest
from hostile import Behaviour, Hostile, replies, serving
from wordpress_xmlrpc import exceptions as foreign

from wp_portraits.errors import (
    ConfigurationError,
    CredentialsRefused,
    NonsenseAnswer,
    NotFound,
    PermissionRefused,
    Redirected,
    RequestRefused,
    SiteError,
)
from wp_portraits.wordpress.xmlrpc.client import FOREIGN
from wp_portraits.wordpress.xmlrpc.connect import connect
from wp_portraits.wordpress.xmlrpc.site import XmlrpcSite

PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678"


def says(value: object, status: int = 200) -> Behaviour:
    """An answer of an XML-RPC server."""
    packed = value if isinstance(value, Fault) else (value,)
    return replies(status, dumps(packed, methodresponse=True))


METHODS = says(["wp.getProfile", "wp.getPost", "wp.newComment", "wp.getOptions"])
ME = says({"user_id": "1", "username": "camille", "roles": ["editor"]})
WRONG = says(Fault(403, "Nom d’utilisateur ou mot de passe incorrect."))


def at(server: Hostile) -> XmlrpcSite:
    return connect(server.url, "camille", PASSWORD, timeout=5, sleep=lambda seconds: None)


def paths(server: Hostile) -> list[str]:
    return [request.split(b" ", 2)[1].decode() for request in server.received]


def test_nothing_is_sent_before_the_first_call_and_the_password_never_shows() -> None:
    lines: list[str] = []
    with serving(METHODS, ME) as server:
        site = connect(server.url, "camille", PASSWORD, log=lines.append)
        assert server.received == []
        assert site.user() == "camille"
        assert paths(server) == ["/xmlrpc.php", "/xmlrpc.php"]
        assert b"Authorization" not in b"".join(server.received)
    assert "wp.getProfile" in "\n".join(lines)
    assert PASSWORD not in "\n".join(lines) + repr(site) + repr(vars(site))


def page(link: str) -> Behaviour:
    return replies(200, f"<!doctype html><html><head>{link}</head></html>")


def rsd(link: str, name: str = "WordPress") -> Behaviour:
    return replies(
        200,
        f'<?xml version="1.0"?><rsd version="1.0" xmlns="http://archipelago.phrasewise.com/rsd"><service><apis>'
        f'<api name="Blogger" apiLink="/autre.php"/><api name="{name}" blogID="1" preferred="true" '
        f'apiLink="{escape(link)}"/></apis></service></rsd>',
    )


def test_a_server_elsewhere_is_found_by_the_word_of_the_home_page() -> None:
    link = "<link rel='EditURI' type='application/rsd+xml' title='RSD' href='/wp/xmlrpc.php?rsd&#038;x=1' />"
    with serving(replies(404), page(link), rsd("/wp/xmlrpc.php"), METHODS, ME) as server:
        assert at(server).user() == "camille"
        assert paths(server) == [
            "/xmlrpc.php",
            "/",
            "/wp/xmlrpc.php?rsd&x=1",
            "/wp/xmlrpc.php",
            "/wp/xmlrpc.php",
        ]


@pytest.mark.parametrize(
    "script",
    [
        [page("<link rel='alternate' href='/feed/'>")],
        [page("<link rel='EditURI' href='/rsd'>"), replies(200, "<html>no RSD</html>")],
        [page("<link rel='EditURI' href='/rsd'>"), rsd("/other.php", name="MovableType")],
        [page("<link rel='EditURI' href='/rsd'>"), rsd("/xmlrpc.php")],
        [page("<link rel='EditURI' href='/rsd'>"), replies(200, '<!DOCTYPE r [<!ENTITY a "b">]><rsd>&a;</rsd>')],
    ],
)
def test_a_server_that_is_nowhere(script: list[Behaviour]) -> None:
    with (
        serving(replies(404, "<html><title>Introuvable</title></html>"), *script) as server,
        pytest.raises(NotFound, match="Introuvable"),
    ):
        at(server).user()


def test_a_server_on_another_host_gets_no_password() -> None:
    link = "<link rel='EditURI' href='/rsd'>"
    with (
        serving(replies(404), page(link), rsd("http://elsewhere.example.org/xmlrpc.php")) as server,
        pytest.raises(Redirected, match=r"elsewhere\.example\.org"),
    ):
        at(server).user()


def test_a_wrong_password_is_known_by_asking_who_we_are_not_by_words() -> None:
    with (
        serving(METHODS, WRONG, WRONG) as server,
        pytest.raises(CredentialsRefused, match="mot de passe incorrect") as refused,
    ):
        at(server).post(3)
    assert "WP_APP_PASSWORD" in refused.value.hint


@pytest.mark.parametrize("before", [[], [ME]])
def test_the_same_fault_with_a_right_password_is_something_else(before: list[Behaviour]) -> None:
    closed = says(Fault(403, "Les commentaires sont fermés."))
    script = [METHODS, *before, says({"post_id": "3", "post_status": "publish"}), closed]
    with serving(*script) as server:
        site = at(server)
        if before:
            site.user()
        with pytest.raises(PermissionRefused, match="Les commentaires sont fermés"):
            site.reply(3, 0, "Bonjour")


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (Fault(401, "Non"), PermissionRefused, "editor role"),
        (Fault(404, "Absent"), NotFound, "deleted"),
        (Fault(405, "Fermé"), PermissionRefused, "--transport rest"),
        (Fault(500, "Panne"), RequestRefused, ""),
        (Fault(-32700, "parse error"), RequestRefused, "firewall"),
        (Fault(-32601, "no method"), PermissionRefused, "security plugin"),
        (Fault("404", "<b>Absent</b>"), NotFound, ""),  # type: ignore[arg-type]
        (Fault("x", "?"), NonsenseAnswer, ""),  # type: ignore[arg-type]
        (Fault(True, "?"), NonsenseAnswer, ""),
    ],
)
def test_faults_by_meaning(fault: Fault, kind: type[SiteError], words: str) -> None:
    with serving(METHODS, ME, says(fault)) as server:
        site = at(server)
        site.user()
        with pytest.raises(SiteError) as raised:
            site.post(3)
    assert type(raised.value) is kind
    assert words in raised.value.hint
    assert "<b>" not in raised.value.message


def test_a_fault_counts_more_than_the_status_it_comes_with() -> None:
    with (
        serving(METHODS, says(Fault(405, "XML-RPC est fermé"), status=405)) as server,
        pytest.raises(PermissionRefused, match="XML-RPC est fermé"),
    ):
        at(server).user()


def test_a_method_that_was_taken_away() -> None:
    with serving(says(["wp.getPost"])) as server, pytest.raises(PermissionRefused, match=r"wp\.getProfile") as refused:
        at(server).user()
    assert "--transport rest" in refused.value.hint


@pytest.mark.parametrize("methods", [3, "wp.getProfile", {"wp.getProfile": 1}])
def test_methods_that_are_no_list(methods: object) -> None:
    with serving(says(methods)) as server, pytest.raises(NonsenseAnswer):
        at(server).user()


@pytest.mark.parametrize("password", ["mot\ud800", "mot\x08"])
def test_a_password_that_cannot_be_sent(password: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot be sent") as refused:
        connect("http://127.0.0.1:9", "camille", password)
    assert "mot" not in refused.value.message + refused.value.hint


def test_everything_the_libraries_raise_is_translated() -> None:
    theirs = {
        thing
        for module in (foreign, xmlrpc)
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Exception) and thing.__module__ == module.__name__
    }
    assert len(theirs) > 7
    assert theirs - {xmlrpc.Fault, xmlrpc.Error} <= set(FOREIGN)
