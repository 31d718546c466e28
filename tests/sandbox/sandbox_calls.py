"""What the sandbox's tests ask of a site."""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from wp_portraits.sandbox.box import Sandbox


def yes(packages: list[str]) -> bool:
    return True


def call(box: Sandbox, path: str, body: Any = None, user: tuple[str, str] | None = None, **headers: str) -> Any:
    """Ask the site's REST API as ``user`` (the administrator unless told); bytes and forms go as they are."""
    name, password = user or box.credentials()
    token = base64.b64encode(f"{name}:{password}".encode()).decode()
    sent = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    kind = {} if isinstance(body, bytes) else {"Content-Type": "application/json"}
    request = urllib.request.Request(
        f"{box.status().url}/wp-json/wp/v2/{path}",
        data=sent,
        headers={"Authorization": f"Basic {token}", **kind, **{key.replace("_", "-"): v for key, v in headers.items()}},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def page(box: Sandbox, path: str, sent: str | None = None) -> tuple[int, str]:
    """Ask for a page as a stranger; ``sent`` makes it a POST."""
    body = None if sent is None else sent.encode()
    try:
        with urllib.request.urlopen(f"{box.status().url}{path}", data=body, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code, problem.read().decode()


def publish(box: Sandbox, title: str) -> dict[str, Any]:
    post = call(box, "posts", {"title": title, "content": "<p>Bonjour</p>", "status": "publish"})
    assert isinstance(post, dict)
    return post


def titles(box: Sandbox) -> list[str]:
    return [post["title"]["rendered"] for post in call(box, "posts?per_page=100")]


def wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)
