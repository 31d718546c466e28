"""Two thousand comments of every kind on a real WordPress, and five hundred changes: mirror and database are equal after
every sync, over either API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from guestbook import Guestbook

from wp_portraits.comments.sync import SyncOutcome, sync
from wp_portraits.model.comment import Comment
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.state.mirror import Mirror
from wp_portraits.wordpress.rest.connect import connect as over_rest
from wp_portraits.wordpress.site import Site
from wp_portraits.wordpress.xmlrpc.connect import connect as over_xmlrpc

pytestmark = pytest.mark.site
ROUNDS = 10


def connections(box: Sandbox) -> dict[str, Site]:
    user, password = box.credentials()
    url = box.status().url
    return {"rest": over_rest(url, authorization(user, password)), "xmlrpc": over_xmlrpc(url, user, password)}


def authorization(user: str, password: str) -> str:
    from base64 import b64encode

    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


@pytest.fixture
def mirrors(tmp_path: Path) -> Iterator[dict[str, Mirror]]:
    opened = {name: Mirror(tmp_path / f"{name}.sqlite") for name in ("rest", "xmlrpc")}
    yield opened
    for mirror in opened.values():
        mirror.close()


def held(mirror: Mirror) -> list[Comment]:
    return [replace(comment, link="") for comment in mirror.comments()]


def test_mirror_and_database_are_equal_after_every_sync(wordpress: Sandbox, mirrors: dict[str, Mirror]) -> None:
    book, sites = Guestbook(wordpress, seed=1), connections(wordpress)
    book.write(2000)

    def synced(name: str, *, full: bool = False) -> SyncOutcome:
        personal = name == "rest"
        outcome = sync(sites[name], mirrors[name], book.portraits, now=datetime.now(UTC), full=full, personal=personal)
        expected = book.told(book.posts[:-1], personal=personal)
        assert held(mirrors[name]) == expected
        assert outcome.total == len(expected)
        return outcome

    totals = {name: synced(name).total for name in sites}
    assert set(totals.values()) == {sum(1 for _ in mirrors["rest"].comments())}
    assert {comment.kind for comment in mirrors["rest"].comments()} == {"comment", "pingback", "trackback"}
    for number in range(ROUNDS):
        before = {comment.id: comment for comment in held(mirrors["rest"])}
        changes = book.change(50)
        outcomes = {name: synced(name, full="edit" in changes) for name in sites}
        after = {comment.id: comment for comment in held(mirrors["rest"])}
        for outcome in outcomes.values():
            assert outcome.new == len(after.keys() - before.keys()), number
            assert outcome.removed == len(before.keys() - after.keys()), number
            both = after.keys() & before.keys()
            assert outcome.moderated == sum(before[one].status != after[one].status for one in both)
    assert held(mirrors["rest"]) != []


def test_the_whole_site(wordpress: Sandbox, mirrors: dict[str, Mirror]) -> None:
    book, sites = Guestbook(wordpress, seed=2), connections(wordpress)
    book.write(450)
    for name, site in sites.items():
        mirror = mirrors[name]
        for step in range(3):
            outcome = sync(site, mirror, book.portraits, now=datetime.now(UTC), everything=True)
            expected = book.told(book.posts, personal=False)
            assert held(mirror) == expected
            assert outcome.new == (len(expected), 0, 10)[step]
            assert {number: post.key for number, post in mirror.posts().items()} == {
                **{post.id: post.key for post in book.portraits},
                book.posts[-1]: "",
            }
            if step == 1:
                book.write(10)
        sync(site, mirror, book.portraits, now=datetime.now(UTC))
        assert held(mirror) == book.told(book.posts[:-1], personal=False)
