"""The sandbox as a host that blocks the REST API or XML-RPC, or keeps the Authorization header to itself."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from sandbox_calls import call, publish, titles

from tests.conftest import Run
from wp_portraits.cli.sandbox import up
from wp_portraits.sandbox import webserver
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.sandbox.layout import State
from wp_portraits.sandbox.restrictions import BLOCKABLE

pytestmark = pytest.mark.site

REST_ADDRESSES = (
    "/wp-json",
    "/wp-json/",
    "/wp-json/wp/v2/posts?per_page=1",
    "//wp-json/",
    "/wp%2Djson/",
    "/wp-json%2Fwp/v2/posts",
    "/index.php/wp-json/",
    "/?rest_route=/",
    "/?page=1&rest_route=%2Fwp%2Fv2%2Fposts",
    "/?rest%5Froute=/",
    "/?rest.route=/",
    "/?rest[route=/",
    "/index.php?rest_route=/",
    "/feed/?rest_route=/",
)
XMLRPC_ADDRESSES = (
    "/xmlrpc.php",
    "/xmlrpc.php?rsd",
    "/xmlrpc%2Ephp",
    "/./xmlrpc.php",
    "/wp-admin/../xmlrpc.php",
)
HELLO = xmlrpc.client.dumps((), "demo.sayHello")


def ask(box: Sandbox, path: str, method: str = "GET", **how: Any) -> requests.Response:
    """Send a request to that very address: nothing in it is tidied up on the way, no redirect is followed."""
    prepared = requests.Request(method, box.status().url, **how).prepare()
    prepared.url = f"{box.status().url}{path}"
    with requests.Session() as session:
        return session.send(prepared, timeout=30, allow_redirects=False)


def kind(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.headers["Content-Type"].partition(";")[0]


def is_refused(answer: requests.Response, part: str) -> bool:
    return kind(answer) == (403, "text/html") and f"sandbox up --block {part}" in answer.text


@contextmanager
def script(box: Sandbox, code: str) -> Iterator[str]:
    """Put a PHP script into the site; the address is its path."""
    path = box.folder / "www" / "probe.php"
    path.write_text(f"<?php {code}")
    try:
        yield "/probe.php"
    finally:
        path.unlink()


def test_the_command_line_offers_what_can_be_blocked(run: Run) -> None:
    assert next(p for p in up.params if p.name == "block").to_info_dict()["type"]["choices"] == BLOCKABLE
    ran = run("sandbox", "up", "--block", "feed")
    assert ran.code == 2
    assert "'rest', 'xmlrpc'" in ran.err


def test_every_address_of_the_rest_api_is_blocked_and_nothing_else(box: Sandbox) -> None:
    assert {kind(ask(box, path)) for path in REST_ADDRESSES} == {(200, "application/json")}
    box.up(block=["rest"])
    assert [path for path in REST_ADDRESSES if not is_refused(ask(box, path), "rest")] == []
    for path in ("/", "/wp-jsonx", "/?s=wp-json", "/feed/", "/wp-login.php"):
        assert ask(box, path).status_code != 403
    assert kind(ask(box, "/xmlrpc.php", "POST", data=HELLO)) == (200, "text/xml")


def test_the_rest_api_is_blocked_for_every_method_and_for_those_who_log_in(box: Sandbox) -> None:
    wish = {"title": "Bloqué", "status": "publish"}
    box.up(block=["rest"])
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert is_refused(ask(box, "/wp-json/wp/v2/posts", method, json=wish, auth=box.credentials()), "rest")
    assert ask(box, "/wp-json/", "HEAD").status_code == 403
    assert is_refused(ask(box, "/", "POST", data={"rest_route": "/wp/v2/posts", **wish}), "rest")
    assert is_refused(ask(box, "/index.php", "POST", files={"rest_route": (None, "/wp/v2/posts")}), "rest")
    box.up()
    assert "Bloqué" not in titles(box)
    assert ask(box, "/wp-json/wp/v2/posts", "POST", json=wish, auth=box.credentials()).status_code == 201


def test_every_address_of_xmlrpc_is_blocked_and_nothing_else(box: Sandbox) -> None:
    for path in XMLRPC_ADDRESSES:
        assert kind(ask(box, path, "POST", data=HELLO)) == (200, "text/xml")
    box.up(block=["xmlrpc"])
    for path in (*XMLRPC_ADDRESSES, "//xmlrpc.php", "/xmlrpc.php/", "/xmlrpc.php/more"):
        assert is_refused(ask(box, path), "xmlrpc")
        assert is_refused(ask(box, path, "POST", data=HELLO), "xmlrpc")
    assert kind(ask(box, "/wp-json/")) == (200, "application/json")
    assert kind(ask(box, "/")) == (200, "text/html")


def test_pages_and_wp_admin_work_when_all_is_blocked(box: Sandbox) -> None:
    publish(box, "Visible")
    links = ask(box, "/").headers["Link"]
    box.up(block=BLOCKABLE, strip_authorization=True)
    assert ask(box, "/").headers["Link"] == links
    assert "wp-json" in links
    assert "Visible" in ask(box, "/visible/").text
    with requests.Session() as visitor:
        url = box.status().url
        form = {"log": box.credentials()[0], "pwd": box.admin_password(), "redirect_to": f"{url}/wp-admin/edit.php"}
        posts = visitor.post(f"{url}/wp-login.php", data=form, timeout=30)
    assert (posts.status_code, posts.url) == (200, f"{url}/wp-admin/edit.php")
    assert "Visible" in posts.text


def test_a_stripped_header_reaches_nobody(box: Sandbox) -> None:
    me = "/wp-json/wp/v2/users/me"
    assert ask(box, me, auth=box.credentials()).status_code == 200
    box.up(strip_authorization=True)
    refused = ask(box, me, auth=box.credentials())
    assert (refused.status_code, refused.json()["code"]) == (401, "rest_not_logged_in")
    assert kind(ask(box, "/wp-json/wp/v2/posts")) == (200, "application/json")
    body = xmlrpc.client.dumps((0, *box.credentials()), "wp.getProfile")  # its passwords travel in the body
    assert b"administrator" in ask(box, "/xmlrpc.php", "POST", data=body).content


def test_php_sees_every_header_but_the_stripped_one(box: Sandbox) -> None:
    code = "echo json_encode([$_SERVER, getallheaders(), apache_request_headers(), getenv()]);"
    with script(box, code) as path:
        sent: dict[str, Any] = {"auth": ("anne", "secret du bac"), "headers": {"X-WP-Nonce": "abc"}}
        shown = ask(box, path, **sent).json()
        assert (shown[0]["PHP_AUTH_USER"], shown[0]["PHP_AUTH_PW"]) == ("anne", "secret du bac")
        assert shown[1]["Authorization"] == shown[0]["HTTP_AUTHORIZATION"]
        assert shown[1]["X-Wp-Nonce"] == "abc"
        assert shown[2] == shown[1]
        box.up(strip_authorization=True)
        without = ask(box, path, **sent)
    assert [word for word in ("AUTH", "Authorization", "anne", "secret") if word in without.text] == []
    assert set(shown[1]) - set(without.json()[1]) == {"Authorization"}


def test_each_up_says_what_is_blocked_and_a_running_site_obeys_at_once(box: Sandbox) -> None:
    before = box.status()
    assert (before.blocked, before.authorization_stripped) == ((), False)
    both = box.up(block=["xmlrpc", "rest", "rest"], strip_authorization=True)
    assert (both.blocked, both.authorization_stripped) == (("rest", "xmlrpc"), True)
    assert Sandbox(box.folder).status() == both
    assert ask(box, "/wp-json/").status_code == 403
    assert box.up(block=["xmlrpc"]).blocked == ("xmlrpc",)
    assert ask(box, "/wp-json/").status_code == 200
    assert box.up() == before
    assert before.pids == both.pids
    assert ask(box, "/xmlrpc.php", "POST", data=HELLO).status_code == 200


def test_the_ways_into_the_site_stay_open(box: Sandbox) -> None:
    blocked = box.up(block=BLOCKABLE, strip_authorization=True)
    assert webserver.answers(blocked.port)
    assert box.eval_php("echo get_bloginfo('name');") == "Portraits"
    password = box.add_user("dedans", role="author")
    assert box.reset() == blocked
    assert ask(box, "/wp-json/").status_code == 403
    assert box.up(block=BLOCKABLE, strip_authorization=True) == blocked
    stopped = box.down()
    assert (stopped.state, stopped.blocked, stopped.authorization_stripped) == (State.STOPPED, (), False)
    again = box.up(block=["rest"])
    assert (again.url, again.blocked) == (blocked.url, ("rest",))
    box.down()
    assert box.up().blocked == ()
    assert password not in str(call(box, "users?context=edit"))


def test_a_site_that_an_older_router_serves_is_started_again(box: Sandbox) -> None:
    before = box.status()
    (box.folder / "run" / "restrictions.php").unlink()
    after = box.up(block=["rest"])
    assert (after.url, after.blocked) == (before.url, ("rest",))
    assert set(after.pids).isdisjoint(before.pids)
    assert ask(box, "/wp-json/").status_code == 403


def test_a_broken_file_restricts_nothing(box: Sandbox) -> None:
    box.up(block=["rest"])
    (box.folder / "run" / "restrictions.json").write_text('{"block": ["re')
    assert box.status().blocked == ()
    assert ask(box, "/wp-json/").status_code == 200


def test_the_command_line_blocks_says_so_and_opens_again(box: Sandbox, run: Run) -> None:
    folder = box.folder.parent.parent
    ran = run("sandbox", "up", "--block", "xmlrpc", "--block", "rest", "--strip-authorization", cwd=folder)
    assert ran.code == 0
    said = ["blocked: rest, xmlrpc", "stripped: the Authorization header"]
    assert ran.out.splitlines()[-2:] == said
    assert run("sandbox", "status", cwd=folder).out.splitlines()[-2:] == said
    assert ask(box, "/wp-json/").status_code == 403
    ran = run("sandbox", "up", cwd=folder)
    assert (ran.code, "blocked" in ran.out, "stripped" in ran.out) == (0, False, False)
    assert ask(box, "/wp-json/").status_code == 200


def test_only_a_wordpress_with_its_database_answers(box: Sandbox) -> None:
    assert webserver.answers(box.status().port)
    remembered = box.folder / "sandbox.json"
    kept = remembered.read_text()
    try:
        remembered.write_text(kept.replace("db.sock", "absent.sock"))
        assert not webserver.answers(box.status().port)
    finally:
        remembered.write_text(kept)
    assert webserver.answers(box.status().port)
