"""The same sequence against a real WordPress: what it rewrites must not look like an edit."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from publish_workbench import Bench, Draft, statuses

from wp_portraits.errors import Exit, NoAnswer, SiteError
from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.wordpress.rest.connect import connect
from wp_portraits.wordpress.rest.site import RestSite

pytestmark = pytest.mark.site

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a346d6b0000000049454e44ae426082"
)


class Blog(Bench):
    """A bench whose keys no other test has."""

    def __init__(self, folder: Path, site: RestSite) -> None:
        super().__init__(folder, site)
        self.mark = uuid.uuid4().hex[:8]

    def key(self, name: str) -> str:
        return f"{name}-{self.mark}"

    def remote(self, name: str) -> list[RemotePost]:
        found = self.site.posts_with_slugs([self.key(name)])
        return [post for post in found if f'"{self.key(name)}"' in post.fields.content]


@pytest.fixture
def blog(wordpress: Sandbox, tmp_path: Path) -> Iterator[Blog]:
    site = sign_in(wordpress, *wordpress.credentials())
    blog = Blog(tmp_path, site)
    tags = (f"santé & soins {blog.mark}", f"R&D {blog.mark}")
    blog.drafts[blog.key("camille-roy")] = Draft("Camille « Cam » Roy & l'équipe", picture=PNG, more={"tags": tags})
    blog.drafts[blog.key("lea-tremblay")] = Draft(
        "Léa Tremblay <musée>", more={"tags": tags[:1], "categories": ("Portraits",)}
    )
    blog.drafts[blog.key("nadia-benali")] = Draft("Nadia Benali", more={"date": site.facts().now + timedelta(days=9)})
    yield blog
    for post in site.posts_containing(blog.mark):
        site.trash_post(post.id)


def sign_in(wordpress: Sandbox, name: str, password: str) -> RestSite:
    token = base64.b64encode(f"{name}:{password}".encode()).decode()
    return connect(wordpress.status().url, f"Basic {token}")


def test_a_series_goes_online_once_and_stays_as_it_is(blog: Blog) -> None:
    outcome = blog.publish()
    assert {key: status for key, status in statuses(outcome).items() if blog.mark in key} == dict.fromkeys(
        blog.drafts, "created"
    )
    assert [notice for post in outcome.posts for notice in post.notices] == []
    (camille,) = blog.remote("camille-roy")
    (lea,) = blog.remote("lea-tremblay")
    assert lea.link in camille.fields.content
    assert blog.remote("nadia-benali")[0].fields.status == "future"
    assert set(kinds(blog).values()) == {"keep"}
    blog.lose_state()
    assert set(kinds(blog).values()) == {"adopt"}
    assert not blog.plan().pending


def kinds(blog: Blog) -> dict[str, str]:
    return {key: kind for key, kind in blog.kinds().items() if key in blog.drafts}


def test_edits_and_answers_lost_on_a_real_site(blog: Blog) -> None:
    blog.publish()
    (lea,) = blog.remote("lea-tremblay")
    blog.site.update_posts([(lea.id, {"content": lea.fields.content.replace("Une réponse", "Une retouche")})])
    blog.drafts[blog.key("camille-roy")].text = "Une meilleure réponse."
    outcome = blog.publish()
    assert statuses(outcome)[blog.key("lea-tremblay")] == "drift"
    assert statuses(outcome)[blog.key("camille-roy")] == "updated"
    blog.site.trash_post(blog.remote("camille-roy")[0].id)
    outcome = blog.publish(overwrite=frozenset({blog.key("lea-tremblay")}))
    assert statuses(outcome)[blog.key("camille-roy")] == "conflict"
    assert statuses(outcome)[blog.key("lea-tremblay")] == "updated"
    assert outcome.exit_code is Exit.REFUSED
    blog.publish(overwrite=frozenset({blog.key("camille-roy")}))
    assert blog.remote("camille-roy")[0].fields.status == "publish"
    assert set(kinds(blog).values()) == {"keep"}


def test_an_answer_lost_on_its_way_back_makes_no_second_post(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    send = blog.site.create_posts

    def lose_the_answer(posts: list[PostFields]) -> list[RemotePost | SiteError]:
        send(posts)
        raise NoAnswer("La connexion a été coupée.")

    monkeypatch.setattr(blog.site, "create_posts", lose_the_answer)
    assert set(statuses(blog.publish()).values()) >= {"created"}
    assert all(len(blog.remote(name)) == 1 for name in ("camille-roy", "lea-tremblay", "nadia-benali"))
    monkeypatch.undo()
    assert set(kinds(blog).values()) == {"keep"}


def test_an_author_is_told_what_the_site_took_away(blog: Blog, wordpress: Sandbox, tmp_path: Path) -> None:
    name = f"anna{blog.mark}"
    password = wordpress.add_user(name, role="author")
    theirs = Blog(tmp_path / "anna", sign_in(wordpress, name, password))
    key = theirs.key("anna-garneau")
    theirs.drafts[key] = Draft("Anna & Garneau", 'Une vidéo : <iframe src="https://video.example.org/1"></iframe>')
    only = frozenset({key})
    (row,) = theirs.publish(only=only).posts
    assert row.status == "created"
    assert any("changed the HTML" in notice for notice in row.notices)
    assert theirs.kinds(only=only) == {key: "keep"}
    theirs.lose_state()
    assert theirs.kinds(only=only) == {key: "adopt"}
    theirs.site.trash_post(row.id or 0)
