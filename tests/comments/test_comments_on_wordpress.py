"""Comments on a real WordPress: whatever happens to them there, the mirror says the same after a sync."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from wp_portraits.comments.exports.as_json import json_pieces
from wp_portraits.comments.replying import reply
from wp_portraits.comments.sync import SyncOutcome, sync
from wp_portraits.errors import Refusal, SiteError
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.state.mirror import KnownPost, Mirror, storable
from wp_portraits.wordpress.comment_pages import CommentPage
from wp_portraits.wordpress.rest import comments as rest_comments
from wp_portraits.wordpress.rest.connect import connect
from wp_portraits.wordpress.site import Site

pytestmark = pytest.mark.site
HOSTILE = "Bravo 🎙️ à «Camille» <script>alert(1)</script>\x1b[31mrouge \u202eenvers <b>gras</b>\n\nDeuxième & dernier"


class Blog:
    """Two portraits on the site, its visitors and moderators, and our mirror of it."""

    def __init__(self, box: Sandbox, folder: Path) -> None:
        self.box = box
        self.mirror = Mirror(folder / "comments.sqlite")
        user, password = box.credentials()
        self.header = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self.site: Site = connect(str(box.status().url), self.header)
        self.posts = {self.insert_post("camille-roy"): "camille-roy", self.insert_post("lea-tremblay"): "lea-tremblay"}
        self.camille, self.lea = self.posts

    def php(self, code: str, **values: Any) -> str:
        """Run PHP on the site, with ``values`` as its variables."""
        told = base64.b64encode(json.dumps(values).encode()).decode()
        return self.box.eval_php(f"extract(json_decode(base64_decode('{told}'), true)); {code}")

    def insert_post(self, title: str) -> int:
        code = """echo wp_insert_post(wp_slash(['post_title' => $title, 'post_content' => '<p>Portrait</p>',
            'post_status' => 'publish', 'comment_status' => 'open']));"""
        return int(self.php(code, title=title))

    def insert(self, post: int, content: str, number: int = 1, **fields: Any) -> list[int]:
        code = """$ids = []; for ($i = 0; $i < $number; $i++) $ids[] = wp_insert_comment(wp_slash(array_merge([
            'comment_post_ID' => $post, 'comment_content' => $content, 'comment_author' => 'Une lectrice',
            'comment_author_email' => 'lectrice@example.org', 'comment_author_IP' => '192.0.2.7'], (array) $fields)));
            echo json_encode($ids);"""
        ids: list[int] = json.loads(self.php(code, post=post, content=content, number=number, fields=fields))
        return ids

    def visit(self, post: int, content: str) -> requests.Response:
        """Leave a comment through the form under the post, as a visitor does who never commented before."""
        email = f"nadia-{uuid4().hex}@example.org"
        form = {"comment_post_ID": post, "comment": content, "author": "Nadia Benali", "email": email}
        return requests.post(f"{self.box.status().url}/wp-comments-post.php", form, allow_redirects=False, timeout=30)

    def sync(self, **asked: bool) -> SyncOutcome:
        portraits = [KnownPost(number, key) for number, key in self.posts.items()]
        return sync(self.site, self.mirror, portraits, now=datetime.now(UTC), **asked)

    def counts(self, **asked: bool) -> tuple[int, int, int, int, int]:
        outcome = self.sync(**asked)
        assert self.held() == self.told()
        return outcome.new, outcome.edited, outcome.moderated, outcome.removed, outcome.total

    def held(self) -> list[tuple[int, int, int, str, str]]:
        return [(one.id, one.post, one.parent, one.content, one.status) for one in self.mirror.comments()]

    def told(self) -> list[tuple[int, int, int, str, str]]:
        """What the database of the site holds, asked past every API."""
        code = """global $wpdb; $names = ['1' => 'approved', '0' => 'hold'];
            echo json_encode(array_map(fn($c) => [(int) $c->comment_ID, (int) $c->comment_post_ID,
            (int) $c->comment_parent, $c->comment_content, $names[$c->comment_approved] ?? $c->comment_approved],
            $wpdb->get_results("SELECT * FROM $wpdb->comments WHERE comment_post_ID IN (" . implode(',', $posts)
            . ") ORDER BY comment_ID")));"""
        rows = json.loads(self.php(code, posts=list(self.posts)))
        return [(*row[:3], row[3].replace("\x1b", ""), row[4]) for row in rows]

    def close(self) -> None:
        self.php("foreach ($posts as $post) wp_delete_post($post, true);", posts=[self.camille, self.lea])
        self.mirror.close()


@pytest.fixture
def blog(wordpress: Sandbox, tmp_path: Path) -> Iterator[Blog]:
    opened = Blog(wordpress, tmp_path)
    yield opened
    opened.close()


def test_the_life_of_a_comment(blog: Blog) -> None:
    answer = blog.visit(blog.camille, "Merci Camille, c'est très inspirant!")
    assert answer.status_code == 302, answer.text
    assert blog.counts() == (1, 0, 0, 0, 1)
    [comment] = blog.mirror.comments()
    assert (comment.status, comment.author, comment.email, comment.ip) == ("approved", "Nadia Benali", "", "")
    blog.php("wp_set_comment_status($id, 'hold');", id=comment.id)
    assert blog.counts() == (0, 0, 1, 0, 1)
    with pytest.raises(Refusal):
        reply(blog.site, blog.mirror, comment.id, "Trop tôt")

    blog.php("wp_set_comment_status($id, 'approve');", id=comment.id)
    assert blog.counts() == (0, 0, 1, 0, 1)
    published = reply(blog.site, blog.mirror, comment.id, "Avec plaisir, Nadia!\n\nÀ bientôt")
    assert blog.held() == blog.told()
    assert (published.parent, published.status, published.user_id > 0) == (comment.id, "approved", True)
    assert blog.counts() == (0, 0, 0, 0, 2)

    blog.php("wp_update_comment(['comment_ID' => $id, 'comment_content' => 'Corrigé']);", id=comment.id)
    assert blog.counts() == (0, 1, 0, 0, 2)
    for status in ("spam", "hold", "trash", "approve"):
        blog.php("wp_set_comment_status($id, $status);", id=comment.id, status=status)
        assert blog.counts() == (0, 0, 1, 0, 2)
    blog.php("wp_delete_comment($id, true);", id=published.id)
    assert blog.counts() == (0, 0, 0, 1, 1)


def test_the_post_goes_to_the_bin_and_then_for_good(blog: Blog) -> None:
    blog.insert(blog.camille, "Un", number=3)
    blog.insert(blog.lea, "Deux")
    assert blog.counts() == (4, 0, 0, 0, 4)
    blog.php("wp_trash_post($id);", id=blog.camille)
    assert blog.counts() == (0, 0, 3, 0, 4)
    assert blog.mirror.totals() == {"approved": 1, "post-trashed": 3}
    blog.php("wp_untrash_post($id);", id=blog.camille)
    assert blog.counts() == (0, 0, 3, 0, 4)
    blog.php("wp_delete_post($id, true);", id=blog.camille)
    assert blog.counts() == (0, 0, 0, 3, 1)


def test_hostile_text_is_mirrored_as_it_is_and_exported_clean(blog: Blog) -> None:
    blog.insert(blog.camille, HOSTILE)
    assert blog.counts() == (1, 0, 0, 0, 1)
    [exported] = json.loads("".join(json_pieces(blog.mirror.comments(), blog.posts)))
    assert exported["content"] == "Bravo 🎙️ à «Camille» [31mrouge envers <b>gras</b>\n\nDeuxième &amp; dernier"
    assert exported["key"] == "camille-roy"


def test_addresses_are_kept_only_while_they_are_asked_for(blog: Blog) -> None:
    blog.insert(blog.camille, "Bonjour")
    for personal, kept in (
        (False, ("", "")),
        (True, ("lectrice@example.org", "192.0.2.7")),
        (False, ("", "")),
    ):
        blog.sync(personal=personal)
        assert [(one.email, one.ip) for one in blog.mirror.comments()] == [kept]


def test_a_large_set_is_read_in_few_requests(blog: Blog) -> None:
    early = blog.insert(blog.camille, "Au début", number=250)
    blog.insert(blog.lea, "À la fin", number=300, comment_date_gmt="2001-02-03 04:05:06")
    assert (blog.counts(), blog.sync(full=True).requests) == ((550, 0, 0, 0, 550), 6)
    assert blog.sync().requests == 4

    blog.insert(blog.camille, "Nouveau, daté d'hier", comment_date_gmt="1999-01-01 00:00:00")
    outcome = blog.sync()
    assert (outcome.new, outcome.total, outcome.requests) == (1, 551, 4)
    blog.php("wp_set_comment_status($id, 'hold');", id=early[0])
    blog.php("wp_delete_comment($id, true);", id=early[1])
    assert blog.counts() == (0, 0, 1, 1, 550)

    blog.php("wp_update_comment(['comment_ID' => $id, 'comment_content' => 'Corrigé']);", id=early[2])
    assert blog.sync().edited == 0
    assert blog.counts(full=True) == (0, 1, 0, 0, 550)


def test_posts_with_nearly_all_of_the_comments_are_not_named_for_each_page(
    blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others' comments are read with theirs then, and left out."""
    monkeypatch.setattr(rest_comments, "MANY", 350)
    monkeypatch.setattr(rest_comments, "NEARLY", 0)
    blog.insert(blog.camille, "Au début", number=150)
    other = blog.insert_post("ailleurs")
    blog.insert(other, "Ailleurs", number=5)
    blog.insert(blog.lea, "À la fin", number=200)
    lines: list[str] = []
    blog.site = connect(str(blog.box.status().url), blog.header, log=lines.append)
    assert blog.counts() == (350, 0, 0, 0, 350)
    assert [line for line in lines if "/comments?status=any" in line and "per_page=100" in line]
    assert [blog.counts(full=full) for full in (False, True)] == [(0, 0, 0, 0, 350)] * 2
    blog.php("wp_delete_post($post, true);", post=other)


def test_an_api_that_breaks_off_leaves_the_mirror_as_it_was(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = blog.insert(blog.camille, "Bonjour", number=250)
    blog.sync()
    before = list(blog.mirror.comments())
    blog.php("foreach ($ids as $id) wp_set_comment_status($id, 'hold');", ids=ids)
    pages = blog.site.comment_pages

    def broken(*asked: Any, **more: Any) -> Iterator[CommentPage]:
        yield next(pages(*asked, **more))
        raise SiteError("The site broke off.")

    monkeypatch.setattr(blog.site, "comment_pages", broken)
    with pytest.raises(SiteError):
        blog.sync()
    assert list(blog.mirror.comments()) == before
    monkeypatch.undo()
    assert blog.counts() == (0, 0, 250, 0, 250)


def test_what_a_site_tells_is_what_the_mirror_gives_back(blog: Blog) -> None:
    blog.insert(blog.camille, "Bonjour", comment_author="Léa & fils", comment_author_url="https://lea.example.org")
    blog.sync()
    assert list(blog.mirror.comments()) == [storable(one) for one in blog.site.comments(list(blog.posts))]
