"""The main road, as a blogger walks it: the example series published to a real WordPress, twice, edited, commented."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.browser.editor import Editor
from wp_portraits.render.identity import read_identity
from wp_portraits.sandbox.box import Sandbox

pytestmark = pytest.mark.site
ROOT = Path(__file__).parent.parent.parent
COMMAND = str(Path(sys.executable).with_name("wp-portraits"))


class Blog:
    """A workspace with the example drafts, and the site they go to."""

    def __init__(self, folder: Path, box: Sandbox) -> None:
        self.folder = folder
        self.box = box
        self.session = requests.Session()
        self.session.auth = box.credentials()

    def command(self, *argv: str, code: int = 0) -> str:
        done = subprocess.run(
            [COMMAND, "-C", str(self.folder), "--env-file", str(self.box.env_file), *argv],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def publish(self, *argv: str, code: int = 0) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.command("publish", "--yes", "--format", "json", *argv, code=code))
        return answer

    def sync(self) -> dict[str, int]:
        counts: dict[str, int] = json.loads(self.command("comments", "sync", "--format", "json"))
        return counts

    def get(self, route: str, **parameters: str) -> Any:
        answer = self.session.get(
            f"{self.box.status().url}/", params={"rest_route": route, "context": "edit", **parameters}, timeout=30
        )
        answer.raise_for_status()
        return answer.json()

    def posts(self) -> dict[str, dict[str, Any]]:
        found = self.get("/wp/v2/posts", status="any", per_page="100")
        return {identity.key: post for post in found if (identity := read_identity(post["content"]["raw"]))}

    def modified(self) -> dict[str, str]:
        """What tells whether a post was written to: its content and revision count."""
        code = (
            'global $wpdb; foreach ($wpdb->get_results("SELECT p.ID, p.post_modified_gmt, (SELECT COUNT(*) FROM '
            "$wpdb->posts r WHERE r.post_parent = p.ID AND r.post_type = 'revision') AS revisions FROM $wpdb->posts p "
            'WHERE p.post_type = \'post\'") as $p) echo "$p->ID $p->post_modified_gmt $p->revisions\\n";'
        )
        lines = self.box.eval_php(code).splitlines()
        return {line.split(" ", 1)[0]: line for line in lines}


@pytest.fixture(scope="module")
def blog(wordpress: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    wordpress.reset()
    folder = tmp_path_factory.mktemp("blog")
    shutil.copytree(ROOT / "drafts", folder / "drafts")
    blog = Blog(folder, wordpress)
    outcome = blog.publish()
    assert outcome["failed"] == outcome["conflicts"] == 0
    assert outcome["created"] == len(drafts(folder)) >= 6
    yield blog
    blog.session.close()


def drafts(folder: Path) -> list[Path]:
    return [path for path in (folder / "drafts").rglob("*.md") if not path.name.startswith("_")]


def test_every_portrait_is_online_with_all_its_fields(blog: Blog) -> None:
    posts = blog.posts()
    assert len(posts) == len(drafts(blog.folder))
    camille = posts["camille-roy"]
    assert camille["title"]["raw"] == "Portrait de gestionnaire\N{NO-BREAK SPACE}: Camille Roy"
    assert camille["slug"] == "portrait-de-gestionnaire-camille-roy"
    assert camille["featured_media"] > 0
    assert camille["comment_status"] == "open"
    assert {post["status"] for post in posts.values()} == {"publish", "future"}
    names = {term["id"]: html.unescape(term["name"]) for term in blog.get("/wp/v2/tags", per_page="100")}
    assert "R&D" in names.values()
    for post in posts.values():
        assert f"wp-image-{post['featured_media']}" in post["content"]["raw"]


def test_a_reader_finds_no_dead_link_and_no_missing_picture(blog: Blog) -> None:
    url = blog.box.status().url
    seen: dict[str, int] = {}
    for post in blog.posts().values():
        if post["status"] != "publish":
            continue
        page = requests.get(post["link"], timeout=30)
        assert page.status_code == 200
        for address in re.findall(rf'(?:href|src)="({re.escape(url or "")}/[^"#]*)"', post["content"]["rendered"]):
            if address not in seen:
                seen[address] = requests.get(address, timeout=30).status_code
    assert len(seen) > 10
    assert set(seen.values()) == {200}, seen


@pytest.mark.browser
def test_the_block_editor_would_leave_every_post_as_it_is(blog: Blog) -> None:
    contents = [post["content"]["raw"] for post in blog.posts().values()]
    username, _ = blog.box.credentials()
    with Editor(blog.box.status().url or "", username, blog.box.admin_password()) as editor:
        verdicts = editor.judge(contents)
    assert [verdict.invalid for verdict in verdicts] == [[]] * len(contents)
    assert all(verdict.valid and verdict.same for verdict in verdicts)


def test_each_picture_was_uploaded_once(blog: Blog) -> None:
    media = blog.get("/wp/v2/media", per_page="100")
    slugs = [each["slug"] for each in media]
    digests = [slug.rpartition("-")[2] for slug in slugs]
    assert len(set(digests)) == len(digests)
    assert all(each["alt_text"] for each in media)


def test_publishing_again_sends_nothing(blog: Blog) -> None:
    before = blog.modified()
    again = blog.publish()
    assert (again["created"], again["updated"], again["conflicts"], again["failed"]) == (0, 0, 0, 0)
    shutil.rmtree(blog.folder / ".wp-portraits")
    without_state = blog.publish()
    assert (without_state["created"], without_state["updated"]) == (0, 0)
    assert (without_state["conflicts"], without_state["failed"]) == (0, 0)
    assert blog.modified() == before
    assert json.loads(blog.command("plan", "--exit-code", "--format", "json"))["create"] == 0


def test_an_edited_answer_updates_exactly_its_post(blog: Blog) -> None:
    before, posts = blog.modified(), blog.posts()
    draft = blog.folder / "drafts" / "nadia-benali.md"
    draft.write_text(
        draft.read_text(encoding="utf-8").rstrip() + "\n\nUne phrase de plus, à la fin.\n", encoding="utf-8"
    )
    outcome = blog.publish()
    assert (outcome["created"], outcome["updated"]) == (0, 1)
    assert [post["key"] for post in outcome["posts"] if post["action"] == "update"] == ["nadia-benali-ville"]
    after = blog.modified()
    assert {post for post in after if after[post] != before.get(post)} == {str(posts["nadia-benali-ville"]["id"])}
    assert "Une phrase de plus" in blog.posts()["nadia-benali-ville"]["content"]["raw"]


def test_a_new_portrait_appears_in_the_related_blocks_that_should_show_it(blog: Blog) -> None:
    before, posts = blog.modified(), blog.posts()
    source = (blog.folder / "drafts" / "camille-roy.md").read_text(encoding="utf-8")
    new = blog.folder / "drafts" / "zoe-archambault.md"
    new.write_text(source.replace("Camille Roy", "Zoé Archambault").replace("2026-1", "2025-1"), encoding="utf-8")
    planned = json.loads(blog.command("plan", "--format", "json"))
    outcome = blog.publish()
    assert outcome["created"] == 1
    link = blog.posts()["zoe-archambault"]["link"]
    showing = {key for key, post in blog.posts().items() if f'href="{link}"' in post["content"]["raw"]}
    updated = {post["key"] for post in outcome["posts"] if post["action"] == "update"}
    assert showing == updated
    assert showing, "the new portrait should be shown somewhere"
    assert {a["key"] for a in planned["actions"] if a["action"] == "update"} == updated, "the plan said so"
    after = blog.modified()
    touched = {post for post in before if after[post] != before[post]}
    assert touched == {str(posts[key]["id"]) for key in updated}
    assert blog.publish()["updated"] == 0


def test_an_edit_in_wp_admin_is_not_overwritten(blog: Blog) -> None:
    post = blog.posts()["thuy-linh-pham"]
    blog.box.eval_php(f"wp_update_post(['ID' => {post['id']}, 'post_title' => 'Retouché dans wp-admin']);")
    draft = blog.folder / "drafts" / "thuy-linh-pham.md"
    draft.write_text(draft.read_text(encoding="utf-8").rstrip() + "\n\nEncore un mot.\n", encoding="utf-8")
    outcome = blog.publish(code=3)
    assert outcome["conflicts"] == 1
    assert blog.posts()["thuy-linh-pham"]["title"]["raw"] == "Retouché dans wp-admin"
    assert blog.publish("--overwrite", "thuy-linh-pham")["updated"] == 1
    assert "Encore un mot" in blog.posts()["thuy-linh-pham"]["content"]["raw"]


def comment(blog: Blog, post: int, text: str, parent: int = 0) -> None:
    """Leave a comment through the site's own form, as a visitor."""
    url = blog.box.status().url
    answer = requests.post(
        f"{url}/wp-comments-post.php",
        {
            "author": "Visiteuse",
            "email": "visiteuse@example.org",
            "comment": text,
            "comment_post_ID": str(post),
            "comment_parent": str(parent),
        },
        timeout=30,
        allow_redirects=False,
    )
    assert answer.status_code == 302, answer.text


def test_a_conversation_comes_home(blog: Blog) -> None:
    post = blog.posts()["camille-roy"]["id"]
    assert blog.sync()["new"] == 0
    comment(blog, post, "Quel beau portrait ! \N{WAVING HAND SIGN}")
    assert blog.sync()["new"] == 1
    [visitor] = json.loads(blog.command("comments", "export", "--format", "json"))
    assert (visitor["key"], visitor["author"], visitor["parent"]) == ("camille-roy", "Visiteuse", 0)
    kept = b"".join(path.read_bytes() for path in (blog.folder / ".wp-portraits").rglob("comments.sqlite*"))
    assert b"Visiteuse" in kept
    assert b"visiteuse@example.org" not in kept

    blog.command("comments", "reply", str(visitor["id"]), "Merci !")
    assert blog.sync()["new"] == 0
    listing = blog.command("comments", "list")
    assert "Quel beau portrait" in listing
    assert "Merci !" in listing

    blog.box.eval_php(f"wp_update_comment(['comment_ID' => {visitor['id']}, 'comment_content' => 'Texte retouché']);")
    assert blog.sync()["edited"] == 1
    blog.box.eval_php(f"wp_set_comment_status({visitor['id']}, 'hold');")
    assert blog.sync()["moderated"] == 1
    assert "Texte retouché" in blog.command("comments", "export", "--format", "markdown")
    blog.box.eval_php(f"wp_delete_comment({visitor['id']}, true);")
    assert blog.sync()["removed"] == 1
    [left] = json.loads(blog.command("comments", "export", "--format", "json"))
    assert left["content"].strip() in ("Merci !", "<p>Merci !</p>")
