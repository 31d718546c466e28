"""The site in RAM keeps the contract, and its switches do what they promise."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Unpack

import pytest
from comments_contract import VISITOR, CommentsContract
from dates_contract import DatesContract
from site_contract import USUALLY, How, Others, SiteContract, created, wanted

from wp_portraits.errors import NoAnswer, PermissionRefused, ServerFailure, SiteError, Unreachable
from wp_portraits.model.post import RemotePost
from wp_portraits.wordpress.memory.site import MemorySite
from wp_portraits.wordpress.site import Site, Upload


class Hands:
    """Other people at a site in RAM."""

    def __init__(self, site: MemorySite) -> None:
        self._site = site

    def comment(self, post: int, *contents: str, **how: Unpack[How]) -> list[int]:
        told = {**USUALLY, **how, **VISITOR}
        date = told.pop("date")
        told["date_gmt"] = datetime.fromisoformat(str(date)) if date else None
        return [self._site.visitor_comment(post, content, **told).id for content in contents]

    def delete_comments(self, *comments: int) -> None:
        for comment in comments:
            self._site.moderate(comment, "deleted")

    def delete_post(self, post: int) -> None:
        self._site.delete(post)

    def drafts(self, *slugs: str) -> list[int]:
        return [post.id for post in created(self._site, *(wanted(slug, status="draft") for slug in slugs))]

    def tags(self, *names: str) -> list[int]:
        return [self._site.create_term("post_tag", name).id for name in names]


class InRam:
    @pytest.fixture
    def site(self) -> Site:
        return MemorySite()

    @pytest.fixture
    def others(self, site: Site) -> Others:
        assert isinstance(site, MemorySite)
        return Hands(site)


class TestMemorySite(InRam, SiteContract):
    pass


class TestMemoryDates(InRam, DatesContract):
    pass


class TestMemoryComments(InRam, CommentsContract):
    pass


def test_a_scheduled_post_appears_when_its_time_comes() -> None:
    site = MemorySite(now=datetime(2026, 11, 20, 9, 0))
    post = created(site, wanted("lea", date=datetime(2026, 11, 21, 9, 0)))[0]
    assert site.post(post.id).fields.status == "future"
    site.now += timedelta(days=1)
    assert site.post(post.id).link == "https://portraits.example.org/lea/"


def test_a_fault_before_the_write() -> None:
    site = MemorySite()
    site.fail("upload", NoAnswer("Plus de réponse"))
    with pytest.raises(NoAnswer):
        site.upload(Upload("lea.png", "image/png", b""))
    assert not site.media
    assert site.upload(Upload("lea.png", "image/png", b"")).slug == "lea"


def test_a_fault_after_the_write() -> None:
    site = MemorySite()
    site.fail("create_posts", NoAnswer("Plus de réponse"), after_write=True)
    outcomes = site.create_posts([wanted("lea"), wanted("nadia")])
    assert [type(outcome) for outcome in outcomes] == [NoAnswer, NoAnswer]
    assert {post.fields.slug for post in site.posts.values()} == {"lea", "nadia"}


def test_a_fault_of_one_post_among_several_twice() -> None:
    site = MemorySite()
    site.fail("create_posts", ServerFailure("Panne"), position=1, times=2)
    for word in ("lea", "nadia"):
        good, bad = site.create_posts([wanted(word), wanted(f"{word}-b")])
        assert isinstance(good, RemotePost)
        assert isinstance(bad, ServerFailure)
    assert all(isinstance(outcome, RemotePost) for outcome in site.create_posts([wanted("a"), wanted("b")]))


def test_a_fault_that_ends_the_call() -> None:
    site = MemorySite()
    site.fail("update_posts", Unreachable("Personne"))
    with pytest.raises(Unreachable):
        site.update_posts([(1, {"title": "x"})])


def test_a_reading_that_breaks_off() -> None:
    site = MemorySite()
    post = created(site, wanted("lea"))[0]
    for number in range(4):
        site.visitor_comment(post.id, str(number))
    site.page = 2
    site.fail("comment_pages", NoAnswer("Coupé"), after_write=True)
    reading = site.comments()
    assert [next(reading).content, next(reading).content] == ["3", "2"]
    with pytest.raises(NoAnswer):
        next(reading)


def test_roles_may_do_what_wordpress_lets_them() -> None:
    author, contributor = MemorySite(role="author"), MemorySite(role="contributor")
    assert isinstance(author.create_posts([wanted("lea")])[0], RemotePost)
    assert isinstance(contributor.create_posts([wanted("lea")])[0], PermissionRefused)
    assert isinstance(contributor.create_posts([wanted("lea", status="pending")])[0], RemotePost)
    for site in (author, contributor):
        assert site.create_term("post_tag", "Santé").name == "Santé"
        with pytest.raises(PermissionRefused):
            site.create_term("category", "Portraits")
        with pytest.raises(PermissionRefused):
            site.moderate_comment(1, "spam")
    with pytest.raises(PermissionRefused):
        contributor.upload(Upload("lea.png", "image/png", b""))
    subscriber = MemorySite(role="subscriber")
    assert isinstance(subscriber.create_posts([wanted("lea", status="draft")])[0], PermissionRefused)


def test_other_people_edit_posts_and_filters_change_content() -> None:
    site = MemorySite()
    site.content_filter = lambda content: content.replace("<iframe>", "")
    post = created(site, wanted("lea", content="a<iframe>b"))[0]
    assert post.fields.content == "ab"
    site.edit(post.id, content="changé dans wp-admin")
    assert site.post(post.id).fields.content == "changé dans wp-admin"
    site.reword(site.visitor_comment(post.id, "x").id, "y")
    assert [comment.content for comment in site.comments()] == ["y"]
    assert "create_posts" in site.calls


def test_requests_count_batches() -> None:
    site = MemorySite()
    created(site, *(wanted(f"n{number}") for number in range(60)))
    assert site.requests == 3


def test_errors_are_site_errors() -> None:
    assert issubclass(NoAnswer, SiteError)
