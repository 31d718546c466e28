"""From settings to ways: what a bearer token, a password and --transport leave to choose from."""

from __future__ import annotations

from pathlib import Path
from xmlrpc.client import dumps

import pytest

from tests.wordpress.hostile import replies, serving, silent
from wp_portraits.errors import ConfigurationError, PermissionRefused
from wp_portraits.flows.connecting import connect_to, ways_to
from wp_portraits.flows.doctor import examine
from wp_portraits.flows.site import Place
from wp_portraits.workspace.credentials import find_credentials
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.settings import read_settings

TOKEN = "jeton-secret-0123456789"
PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678"
PAGE = "<!DOCTYPE html><html><head><title>Interdit</title></head></html>"


def place(folder: Path, log: list[str] | None = None, transport: str | None = None, **environment: str) -> Place:
    (folder / "drafts").mkdir(exist_ok=True)
    workspace = Workspace(folder, folder)
    flags = {"WP_TRANSPORT": transport}
    settings = read_settings(workspace, env_file=None, flags=flags, environment={"WP_TIMEOUT": "5", **environment})
    return Place(workspace, settings, insecure=False, log=(log if log is not None else []).append)


def test_only_rest_can_use_a_bearer_token(tmp_path: Path) -> None:
    with serving(replies(403, PAGE, Content_Type="text/html")) as server:
        where = place(tmp_path, WP_URL=server.url, WP_BEARER_TOKEN=TOKEN)
        with pytest.raises(PermissionRefused, match="XML-RPC needs WP_USERNAME and WP_APP_PASSWORD") as refused:
            connect_to(where)
        assert not any(b"xmlrpc.php" in request for request in server.received)
    assert "/wp-json/" in refused.value.hint
    assert TOKEN not in refused.value.message + refused.value.hint


def test_xmlrpc_with_only_a_bearer_token_names_what_to_set(tmp_path: Path) -> None:
    where = place(tmp_path, transport="xmlrpc", WP_URL="http://127.0.0.1:9", WP_BEARER_TOKEN=TOKEN)
    with pytest.raises(ConfigurationError, match="WP_BEARER_TOKEN") as missing:
        connect_to(where)
    assert "WP_USERNAME" in missing.value.hint
    assert "WP_APP_PASSWORD" in missing.value.hint
    assert TOKEN not in missing.value.message


@pytest.mark.parametrize("password", [{"WP_APP_PASSWORD": PASSWORD}, {"WP_PASSWORD_COMMAND": "echo secret"}])
def test_a_password_beside_the_token_opens_xmlrpc(tmp_path: Path, password: dict[str, str]) -> None:
    where = place(tmp_path, WP_URL="http://127.0.0.1:9", WP_BEARER_TOKEN=TOKEN, WP_USERNAME="camille", **password)
    ways = ways_to(where, find_credentials(where.settings))
    assert [(way.transport, way.obstacle) for way in ways] == [("rest", ""), ("xmlrpc", "")]
    assert [way.open().transport for way in ways] == ["rest", "xmlrpc"]


@pytest.mark.parametrize("transport", ["rest", "xmlrpc"])
def test_a_transport_that_was_asked_for_is_not_questioned(tmp_path: Path, transport: str) -> None:
    log: list[str] = []
    with serving(replies(200)) as server:
        where = place(tmp_path, log, transport, WP_URL=server.url, WP_USERNAME="camille", WP_APP_PASSWORD=PASSWORD)
        assert connect_to(where).transport == transport
        assert server.received == []
    assert log == [f"transport: {transport}, because --transport says so"]
    assert not where.workspace.state.exists()


def test_the_setting_is_named_that_asked_for_it(tmp_path: Path) -> None:
    log: list[str] = []
    connect_to(
        place(
            tmp_path, log, WP_URL="http://127.0.0.1:9", WP_TRANSPORT="rest", WP_USERNAME="c", WP_APP_PASSWORD=PASSWORD
        )
    )
    assert log == ["transport: rest, because WP_TRANSPORT (environment) says so"]


def test_the_address_is_missed_before_the_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="WP_URL is not set"):
        connect_to(place(tmp_path))
    assert "WP_URL is not set" in examine(place(tmp_path)).lines[-1].text


def test_doctor_does_not_go_round_a_limit(tmp_path: Path) -> None:
    with serving(replies(429, PAGE, Retry_After="90")) as server:
        where = place(tmp_path, WP_URL=server.url, WP_USERNAME="camille", WP_APP_PASSWORD=PASSWORD)
        examination = examine(where)
        assert len(server.received) == 1
    told = [line.text for line in examination.lines]
    assert any(text.startswith("REST API: The site asks for fewer requests") for text in told)
    assert "XML-RPC: not tried after what the REST API answered" in told
    assert examination.lines[-1].text == "there is no way to the site"
    assert "Wait" in examination.lines[-1].hint
    assert examination.exit_code == 4


@pytest.mark.parametrize("end", ["", "/", "/wp-json", "/wp-json/", "/xmlrpc.php"])
def test_the_address_of_an_api_is_as_good_as_the_home_page(tmp_path: Path, end: str) -> None:
    with serving(replies(403, PAGE, Content_Type="text/html")) as server:
        where = place(tmp_path, WP_URL=server.url + end, WP_USERNAME="camille", WP_APP_PASSWORD=PASSWORD)
        with pytest.raises(PermissionRefused):
            connect_to(where)
        asked = [request.split()[1].partition(b"?")[0] for request in server.received]
    assert asked[0] == b"/wp-json/wp/v2/users/me"
    assert asked[-1] == b"/xmlrpc.php"


METHODS = dumps((["mt.supportedMethods", "wp.getProfile"],), methodresponse=True)
PROFILE = dumps(({"user_id": "7", "username": "camille", "roles": ["editor"]},), methodresponse=True)


def test_an_api_that_hangs_costs_its_timeout_once(tmp_path: Path) -> None:
    log: list[str] = []
    signs_in = [replies(200, METHODS, Content_Type="text/xml"), replies(200, PROFILE, Content_Type="text/xml")]
    with serving(silent(0.8), *signs_in, *signs_in) as server:
        settings = {"WP_URL": server.url, "WP_USERNAME": "camille", "WP_APP_PASSWORD": PASSWORD, "WP_TIMEOUT": "0.5"}
        first = connect_to(place(tmp_path, log, **settings))
        second = connect_to(place(tmp_path, log, **settings))
        asked = [request.split()[1].partition(b"?")[0].decode() for request in server.received]
    assert (first.transport, second.transport) == ("xmlrpc", "xmlrpc")
    assert asked == ["/wp-json/wp/v2/users/me", *["/xmlrpc.php"] * 4]
    told = [line for line in log if line.startswith("transport:")]
    assert all("the REST API does not answer: GET http://127.0.0.1" in line for line in told)
    assert "(found 20" in told[1]
    assert PASSWORD not in "".join(log)
