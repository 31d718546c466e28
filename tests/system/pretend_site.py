"""A pretended WordPress that answers honestly until it is told to attack, and a workspace to meet it with.

The one place where a site is pretended: the subject is wrong answers, which no real WordPress can be made to give.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit
from xmlrpc.client import DateTime, dumps, loads

import pytest

from tests.conftest import ROOT, Ran
from tests.wordpress.hostile import Behaviour, Hostile, replies
from wp_portraits.errors import Exit

COMMAND = str(Path(sys.executable).with_name("wp-portraits"))
MEMORY = 1_500_000_000
"""Bytes of address space a command may take."""

HANGING = 60
"""Seconds after which a command is said to hang: far beyond every time-out of these tests."""

TRANSPORTS = ("rest", "xmlrpc")
Case = TypeVar("Case")
Outcome = TypeVar("Outcome")
USERNAME, PASSWORD = "claire", "abcd EFGH ijkl MNOP qrst 1234"
SECRETS = (PASSWORD, PASSWORD.replace(" ", ""), b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode())
DATE = "2026-11-20T14:00:00"
MARKED = '<!-- wp:group {"metadata":{"name":"Portrait","wpPortraits":{"key":"lea-tremblay","rev":"1.a"}}} -->'
CAPABILITIES = ("edit_posts", "publish_posts", "edit_others_posts", "upload_files", "manage_categories")
_ROUTES = {"": "index", "wp/v2/users/me": "me", "wp/v2/comments": "comments", "batch/v1": "create"}
_METHODS = {
    "mt.supportedMethods": "methods",
    "wp.getOptions": "index",
    "wp.getProfile": "me",
    "wp.getComments": "comments",
    "wp.getPosts": "posts",
    "wp.getPost": "post",
    "wp.newPost": "create",
    "wp.editPost": "update",
    "wp.getTerms": "terms",
}
"""What is told to exist, too: python-wordpress-xmlrpc calls nothing else."""


class PretendSite(Hostile):
    """``attacks``: by word (index, me, posts, comments, create, terms …; ``all``), how to treat what it stands for.

    ``keeps``: whether it stores the post that a create brings, even when its answer to that is an attack. ``then``: the
    attacks that begin with the first create. ``asked`` are the words of what was asked so far; ``posts`` its posts.
    """

    def __init__(
        self, transport: str, *, keeps: bool = False, then: Mapping[str, Behaviour] | None = None, **attacks: Behaviour
    ) -> None:
        self.asked: list[str] = []
        self.posts = [{"id": 7, "content": f"{MARKED}<p>Bonjour.</p><!-- /wp:group -->", "slug": "lea"}]
        self.attacks = dict(attacks)
        self._keeps = keeps
        self._then = then or {}
        self._rest = transport == "rest"
        super().__init__()

    def choose(self, request: bytes) -> Behaviour:
        word, given = (_of_rest if self._rest else _of_xmlrpc)(request)
        self.asked.append(word)
        if word == "create":
            self.attacks |= self._then
            if self._keeps:
                self.take(request)
        if "all" in self.attacks or word in self.attacks:
            return self.attacks.get(word) or self.attacks["all"]
        return self._rest_answer(word, given) if self._rest else self._xmlrpc_answer(word, given)

    def take(self, request: bytes) -> None:
        """Store the post that a create brings."""
        body = request.partition(b"\r\n\r\n")[2]
        content = json.loads(body)["content"] if self._rest else loads(body)[0][3]["post_content"]
        self.posts.append({"id": 8, "content": content, "slug": "nouveau"})

    def _rest_answer(self, word: str, given: Mapping[str, list[str]]) -> Behaviour:
        honest: dict[str, Any] = {
            "index": {"name": "Portraits", "home": self.url, "gmt_offset": 0, "timezone_string": "", "namespaces": []},
            "me": {
                "id": 1,
                "username": USERNAME,
                "slug": USERNAME,
                "roles": ["editor"],
                "locale": "fr_CA",
                "capabilities": dict.fromkeys(CAPABILITIES, True),
            },
            "posts": [_rest_post(post) for post in self.posts if "slug" not in given],
            "update": _rest_post(self.posts[-1]),
            "terms": [{"id": 3, "taxonomy": "category", "name": "Portraits", "slug": "portraits", "parent": 0}],
        }
        return replies(200, json.dumps(honest.get(word, [])))

    def _xmlrpc_answer(self, word: str, given: Mapping[str, Any]) -> Behaviour:
        posts = [_xmlrpc_post(post) for post in self.posts]
        option = {"home_url": self.url, "blog_title": "Portraits", "time_zone": "0", "software_version": "7.1"}
        honest: dict[str, Any] = {
            "methods": list(_METHODS),
            "index": {name: {"value": value} for name, value in option.items()},
            "me": {"user_id": "1", "username": USERNAME, "roles": ["editor"]},
            "posts": [] if given.get("post_type") == "attachment" else posts,
            "update": True,
            "post": next((post for post in posts if post["post_id"] == given.get("id")), posts[0]),
            "terms": [
                {"term_id": "3", "taxonomy": "category", "name": "Portraits", "slug": "portraits", "parent": "0"}
            ],
        }
        return replies(200, dumps((honest.get(word, []),), methodresponse=True), Content_Type="text/xml")


def _of_rest(request: bytes) -> tuple[str, Mapping[str, list[str]]]:
    method, target = request.split(b"\r\n")[0].decode().split(" ")[:2]
    path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
    route = path.partition("/wp-json/")[2]
    if route.startswith("wp/v2/posts"):
        return ("posts" if method == "GET" else "update" if route[12:] else "create"), query
    if route.startswith(("wp/v2/categories", "wp/v2/tags")):
        return "terms", query
    return _ROUTES.get(route, path), query


def _of_xmlrpc(request: bytes) -> tuple[str, Mapping[str, Any]]:
    if not request.startswith(b"POST /xmlrpc.php"):
        return "page", {}
    parameters, method = loads(request.partition(b"\r\n\r\n")[2])
    fourth: Any = parameters[3] if len(parameters) > 3 else {}
    return _METHODS[str(method)], fourth if isinstance(fourth, dict) else {"id": fourth}


def _rest_post(post: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **post,
        "link": "http://127.0.0.1/lea/",
        "status": "publish",
        "date": DATE,
        "modified_gmt": DATE,
        "title": {"raw": "Portrait"},
        "content": {"raw": post["content"]},
        "excerpt": {"raw": ""},
        "author": 1,
        "featured_media": 0,
        "comment_status": "open",
        "categories": [3],
        "tags": [],
        "permalink_template": "http://127.0.0.1/%postname%/",
    }


def _xmlrpc_post(post: Mapping[str, Any]) -> dict[str, Any]:
    moment = DateTime(DATE.replace("-", ""))
    return {
        "post_id": str(post["id"]),
        "post_title": "Portrait",
        "post_content": post["content"],
        "post_name": post["slug"],
        "post_status": "publish",
        "post_date": moment,
        "post_date_gmt": moment,
        "post_modified_gmt": moment,
        "post_author": "1",
        "post_excerpt": "",
        "comment_status": "open",
        "post_thumbnail": [],
        "terms": [{"term_id": "3", "taxonomy": "category", "name": "Portraits", "slug": "portraits", "parent": "0"}],
        "link": "http://127.0.0.1/lea/",
    }


def workspace(folder: Path) -> Path:
    """A small workspace: one of the example drafts, without what would need other drafts, pictures or tags."""
    shutil.copytree(ROOT / "drafts" / "series", folder / "drafts" / "series")
    text = (ROOT / "drafts" / "camille-roy.md").read_text()
    text = re.sub(r"^(photo|tags): .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"!?\[([^\]]*)\]\([\w/.-]+\.(?:md|png|jpg)[^)]*\)", r"\1", text)
    (folder / "drafts" / "camille-roy.md").write_text(text)
    return folder


def settings(site: Hostile, timeout: float = 20) -> dict[str, str]:
    """The environment of a command that is to meet this site."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
    return ours | {
        "WP_URL": site.url,
        "WP_USERNAME": USERNAME,
        "WP_APP_PASSWORD": PASSWORD,
        "WP_TIMEOUT": f"{timeout:g}",
    }


def command(site: Hostile, folder: Path, *argv: str, timeout: float = 20) -> Ran:
    """Run the installed command in a workspace, with little memory: a bomb that goes off ends in a MemoryError."""
    done = subprocess.run(
        ["prlimit", f"--as={MEMORY}", COMMAND, *argv],
        cwd=folder,
        env=settings(site, timeout),
        capture_output=True,
        text=True,
        timeout=HANGING,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def side_by_side(
    request: pytest.FixtureRequest, work: Callable[[Case], Outcome]
) -> Iterator[Mapping[Case, Future[Outcome]]]:
    """``work`` on the case of each test of the module, several at a time, for they mostly wait."""
    tests = [item for item in request.session.items if isinstance(item, pytest.Function)]
    mine = [test.callspec.params for test in tests if test.module is request.module and hasattr(test, "callspec")]
    with ThreadPoolExecutor(6) as pool:
        yield {params["case"]: pool.submit(work, params["case"]) for params in mine if "case" in params}


def clear(ran: Ran, code: int = Exit.SITE) -> None:
    """The command ended as it should: its exit code, no traceback, no bug, no secret, few words."""
    told = ran.out + ran.err
    assert ran.code == code, told
    assert "Traceback" not in told
    assert "bug" not in told
    assert not any(secret in told for secret in SECRETS)
    assert len(told) < 5000
