"""Hosts that block an API or strip the password: ``auto`` finds the way that is left, or says what to change."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran, Run
from wp_portraits.sandbox.box import Sandbox

pytestmark = pytest.mark.site

SERIES = """\
name: Portraits
lang: fr-CA
title: "Portrait : {{ person.name }}"
labels: {related: Autres portraits}
questions:
  - {id: debut, text: "Comment as-tu commencé ?"}
"""
DRAFT = """\
---
series: portraits
person: {{name: {name}}}
tags: [santé]
categories: [Portraits]
---
## Comment as-tu commencé ?

Par hasard, à l'école.
"""
DRAFTS = {"camille-roy": "Camille Roy", "lea-tremblay": "Léa Tremblay"}


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A WordPress of these tests' own: what they close would be closed to others too."""
    box = Sandbox(tmp_path_factory.mktemp("host"), version="7.1")
    box.up(port=0, consent=lambda packages: True)
    yield box
    box.down()


@dataclass
class Blog:
    """A workspace with two drafts, and the host that its site is on."""

    folder: Path
    box: Sandbox
    _run: Run

    def host(self, *block: str, strip: bool = False) -> None:
        """Make the host block these from now on."""
        self.box.up(port=0, consent=lambda packages: True, block=block, strip_authorization=strip)

    def command(self, *argv: str, code: int = 0, **environment: str) -> Ran:
        """Run the installed command; whatever becomes of it, no password of the site shows."""
        username, password = self.box.credentials()
        settings = {"WP_URL": str(self.box.status().url), "WP_USERNAME": username, "WP_APP_PASSWORD": password}
        settings |= environment
        ran = self._run(*argv, cwd=self.folder, env=settings)
        shown = ran.out + ran.err
        for secret in secrets(settings["WP_APP_PASSWORD"], username):
            assert secret not in shown
        assert "Traceback" not in shown
        assert ran.code == code, shown
        return ran

    def publish(self, *flags: str) -> tuple[dict[str, Any], Ran]:
        ran = self.command("-v", *flags, "publish", "--yes", "--format", "json")
        return json.loads(ran.out), ran

    @property
    def memory(self) -> Path:
        [folder] = (self.folder / ".wp-portraits" / "sites").iterdir()
        return folder / "transport.json"

    def published(self) -> int:
        return int(self.box.eval_php("echo count(get_posts(['post_status' => 'any', 'numberposts' => -1]));"))

    def visitor_comments(self) -> None:
        self.box.eval_php(
            "$post = get_page_by_path('portrait-camille-roy', OBJECT, 'post');"
            "wp_insert_comment(['comment_post_ID' => $post->ID, 'comment_content' => 'Quel beau portrait !',"
            " 'comment_author' => 'Une lectrice', 'comment_approved' => 1]);"
        )


@pytest.fixture
def blog(box: Sandbox, tmp_path: Path, run: Run) -> Blog:
    (tmp_path / "drafts" / "series").mkdir(parents=True)
    (tmp_path / "drafts" / "series" / "portraits.yml").write_text(SERIES, encoding="utf-8")
    for key, name in DRAFTS.items():
        (tmp_path / "drafts" / f"{key}.md").write_text(DRAFT.format(name=name), encoding="utf-8")
    box.reset()
    blog = Blog(tmp_path, box, run)
    blog.host()
    return blog


def secrets(password: str, username: str) -> Collection[str]:
    pairs = [f"{username}:{kind}".encode() for kind in (password, password.replace(" ", ""))]
    return {password, password.replace(" ", ""), *(b64encode(pair).decode() for pair in pairs)}


def transport_line(ran: Ran) -> str:
    """The last thing said about the API: of a choice that had to be made anew, the outcome."""
    return [line for line in ran.err.splitlines() if line.startswith("transport: ")][-1]


def doors(lines: str) -> set[str]:
    """The APIs that the log says were asked."""
    asked = re.findall(r"^[A-Z]+ http\S+?/(wp-json/|xmlrpc\.php)\S* → ", lines, re.MULTILINE)
    return {{"wp-json/": "rest", "xmlrpc.php": "xmlrpc"}[place] for place in asked}


Close = Callable[[Blog], None]
HOSTS: dict[str, tuple[Close, str, str]] = {
    "open": (lambda blog: blog.host(), "rest", "the REST API lets us in"),
    "REST blocked": (
        lambda blog: blog.host("rest"),
        "xmlrpc",
        "the REST API is refused: GET http://127.0.0.1:.*/wp-json/wp/v2/users/me was answered 403, not in the API's own words: "
        "“403 Forbidden”; XML-RPC lets us in",
    ),
    "XML-RPC blocked": (lambda blog: blog.host("xmlrpc"), "rest", "the REST API lets us in"),
    "password stripped": (
        lambda blog: blog.host(strip=True),
        "xmlrpc",
        r"the REST API refuses the user and password that XML-RPC accepts \(the host strips the Authorization header .*\); "
        "XML-RPC lets us in",
    ),
}


@pytest.mark.parametrize("host", HOSTS)
def test_publish_and_sync_go_the_way_that_is_open(blog: Blog, host: str) -> None:
    close, transport, reason = HOSTS[host]
    close(blog)
    outcome, ran = blog.publish()
    assert (outcome["created"], outcome["failed"], outcome["conflicts"]) == (2, 0, 0)
    assert blog.published() == 2
    assert re.fullmatch(f"transport: {transport}, because {reason}", transport_line(ran)), ran.err
    _, _, after = ran.err.partition("transport: ")
    assert doors(after.partition("\n")[2]) == {transport}, "one run, one way"

    blog.visitor_comments()
    synced = blog.command("comments", "sync", "--format", "json")
    assert json.loads(synced.out)["new"] == 1
    [comment] = json.loads(blog.command("comments", "export", "--format", "json").out)
    assert (comment["key"], comment["author"]) == ("camille-roy", "Une lectrice")

    other = "rest" if transport == "xmlrpc" else "xmlrpc"
    blog.host()
    again, ran = blog.publish("--transport", other)
    assert (again["created"], again["updated"], again["kept"], again["conflicts"]) == (0, 0, 2, 0), (
        "the same over the other"
    )
    assert transport_line(ran) == f"transport: {other}, because --transport says so"
    assert doors(ran.err) == {other}


@pytest.mark.parametrize("host", HOSTS)
def test_doctor_shows_both_ways_and_which_one_auto_takes(blog: Blog, host: str) -> None:
    close, transport, reason = HOSTS[host]
    close(blog)
    told = blog.command("doctor").out
    refused = {"REST blocked": "REST API", "XML-RPC blocked": "XML-RPC", "password stripped": "REST API"}.get(host)
    for title in ("REST API", "XML-RPC"):
        assert (f"✓ {title}: lets us in" in told) == (title != refused)
        assert (f"✗ {title}: " in told) == (title == refused)
    assert re.search(f"^✓ transport: auto uses {transport}, because {reason}$", told, re.MULTILINE), told
    assert re.search(rf"^✓ site: Portraits .*at http://127\.0\.0\.1:\d+, over {transport}$", told, re.MULTILINE), told
    assert ("WordPress 7." in told) or transport == "rest"
    assert re.search(r"^· its language: \S+; its clock: 20", told, re.MULTILINE)
    assert "✓ signed in as admin (administrator)" in told


SHUT = {
    "both blocked": (
        lambda blog: blog.host("rest", "xmlrpc"),
        ["/wp-json/wp/v2/users/me was answered 403", "/xmlrpc.php was answered 403"],
        "Ask the host, or look in the site's security plugin, to let either one through: /wp-json/ (the REST API) or /xmlrpc.php",
    ),
    "stripped and XML-RPC blocked": (
        lambda blog: blog.host("xmlrpc", strip=True),
        ["401 rest_not_logged_in", "/xmlrpc.php was answered 403"],
        "the host strips the Authorization header: ask it to pass it on to PHP. Ask the host, or look",
    ),
}


@pytest.mark.parametrize("host", SHUT)
@pytest.mark.parametrize("command", ["publish --yes", "comments sync", "doctor"])
def test_when_no_way_is_left_both_are_told_and_what_to_change(blog: Blog, host: str, command: str) -> None:
    close, said, advice = SHUT[host]
    close(blog)
    ran = blog.command(*command.split(), code=4)
    shown = ran.out if command == "doctor" else ran.err
    for words in said:
        assert words in shown
    assert advice in shown
    assert blog.published() == 0
    if command != "doctor":
        assert ran.out == ""
        assert len(ran.err.splitlines()) == 2


def test_a_wrong_password_is_about_user_and_password(blog: Blog) -> None:
    wrong = "abcd EFGH 1234 ijkl MNOP 5678"
    ran = blog.command("publish", "--yes", code=4, WP_APP_PASSWORD=wrong)
    assert "401 rest_not_logged_in" in ran.err
    assert "XML-RPC does not accept who we are" in ran.err
    assert "Check WP_USERNAME, and that WP_APP_PASSWORD is an application password" in ran.err
    assert "strips" not in ran.err


def test_the_password_of_the_login_page_is_recognised(blog: Blog) -> None:
    ran = blog.command("-v", "publish", "--yes", WP_APP_PASSWORD=blog.box.admin_password())
    assert "the password is no application password, and the REST API takes no other" in transport_line(ran)
    assert blog.published() == 2


def test_a_transport_that_was_asked_for_is_not_replaced(blog: Blog) -> None:
    blog.host("rest")
    ran = blog.command("-v", "--transport", "rest", "publish", "--yes", code=4)
    assert doors(ran.err) == {"rest"}
    assert "let /wp-json/ through" in ran.err
    told = blog.command("--transport", "rest", "doctor", code=4).out
    assert "✓ XML-RPC: lets us in" in told
    assert "✗ there is no way to the site" in told
    told = blog.command("--transport", "xmlrpc", "doctor").out
    assert "· transport: xmlrpc, because --transport says so" in told


def test_the_blocked_api_is_not_asked_again_for_a_day(blog: Blog) -> None:
    blog.host("rest")
    first = blog.command("-v", "plan")
    assert doors(first.err) == {"rest", "xmlrpc"}
    second = blog.command("-v", "plan")
    assert doors(second.err) == {"xmlrpc"}
    assert re.fullmatch(
        r"transport: xmlrpc, because the REST API is refused: .* \(found .* UTC\)", transport_line(second)
    )

    kept = json.loads(blog.memory.read_text(encoding="utf-8"))
    kept["since"] = (datetime.now(UTC) - timedelta(days=1, minutes=1)).isoformat()
    blog.memory.write_text(json.dumps(kept), encoding="utf-8")
    assert doors(blog.command("-v", "plan").err) == {"rest", "xmlrpc"}
    blog.memory.write_text("{", encoding="utf-8")
    assert doors(blog.command("-v", "plan").err) == {"rest", "xmlrpc"}
    assert doors(blog.command("-v", "plan").err) == {"xmlrpc"}

    blog.host()
    blog.command("doctor")
    assert transport_line(blog.command("-v", "plan")).startswith("transport: rest, because the REST API lets us in")


def test_a_remembered_way_that_is_shut_gives_way_to_the_other(blog: Blog) -> None:
    blog.command("plan")
    blog.host("rest")
    ran = blog.command("-v", "plan")
    assert transport_line(ran).startswith("transport: xmlrpc, because the REST API is refused")
    blog.host("xmlrpc")
    ran = blog.command("-v", "plan")
    assert transport_line(ran).startswith("transport: rest, because XML-RPC is refused: POST http")
    assert json.loads(blog.memory.read_text(encoding="utf-8"))["transport"] == "rest"


def test_finding_the_way_costs_next_to_nothing(blog: Blog) -> None:
    blog.publish()
    requests = {way: blog.publish("--transport", way)[0]["requests"] for way in ("rest", "auto")}
    assert requests["auto"] == requests["rest"] <= 3
    blog.command("comments", "sync")
    synced = {
        way: json.loads(blog.command("--transport", way, "comments", "sync", "--format", "json").out)["requests"]
        for way in ("rest", "auto")
    }
    assert synced["auto"] <= synced["rest"] + 1
