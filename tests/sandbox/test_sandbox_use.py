"""The sandbox used as a site: its settings, users, secrets, visitors and pictures."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import threading
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from xmlrpc.client import Binary, dumps, loads

import pytest
from dotenv import dotenv_values
from PIL import Image
from sandbox_calls import call, page, publish

from tests.conftest import Run
from wp_portraits.errors import SandboxError
from wp_portraits.sandbox.box import Sandbox

pytestmark = pytest.mark.site


def test_the_site_is_empty_and_set_up_for_the_series(box: Sandbox) -> None:
    assert box.status().release.startswith("7.")
    assert page(box, "/")[0] == 200
    box.reset()
    assert (call(box, "posts?status=any"), call(box, "pages?status=any"), call(box, "comments?status=all")) == (
        [],
        [],
        [],
    )
    settings = call(box, "settings")
    assert (settings["title"], settings["timezone"]) == ("Portraits", "America/Toronto")
    post = publish(box, "Portrait de gestionnaire : Camille Roy")
    assert post["link"] == f"{box.status().url}/portrait-de-gestionnaire-camille-roy/"
    assert page(box, "/portrait-de-gestionnaire-camille-roy/")[0] == 200
    assert page(box, "/nulle-part/")[0] == 404
    assert page(box, "/wp-admin?page=1")[1].count("user_login") > 0


@pytest.mark.parametrize("role", ["administrator", "editor", "author", "contributor"])
def test_users_have_the_role_asked_for(box: Sandbox, role: str) -> None:
    first = box.add_user(f"anne-{role}", role="subscriber")
    second = box.add_user(f"anne-{role}", role=role)
    for password in (first, second):
        assert call(box, "users/me?context=edit", user=(f"anne-{role}", password))["roles"] == [role]


def test_a_role_that_does_not_exist_is_refused(box: Sandbox) -> None:
    with pytest.raises(SandboxError, match="'patron'"):
        box.add_user("anne", role="patron")


def test_php_runs_inside_the_site_as_its_administrator(box: Sandbox) -> None:
    assert box.eval_php("<?php echo wp_get_current_user()->user_login, ' «', get_bloginfo('name'), '»';") == (
        "admin «Portraits»"
    )
    with pytest.raises(SandboxError, match="panne voulue"):
        box.eval_php("throw new Exception('panne voulue');")


def test_secret_files_are_private(box: Sandbox) -> None:
    for path in (box.env_file, box.folder / "secrets.json", box.folder / "sandbox.json"):
        assert path.stat().st_mode & 0o777 == 0o600
    assert box.folder.stat().st_mode & 0o777 == 0o700
    values = dotenv_values(box.env_file)
    assert (values["WP_USERNAME"], values["WP_APP_PASSWORD"]) == box.credentials()
    assert box.env_values() == {"WP_URL": box.status().url, "WP_USERNAME": "admin"}


def test_no_secret_is_in_any_command_line_or_in_the_servers_environment(box: Sandbox) -> None:
    seen: set[bytes] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            for entry in Path("/proc").glob("[0-9]*"):
                with contextlib.suppress(OSError):
                    seen.add((entry / "cmdline").read_bytes())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        password = box.add_user("discrete", role="author")
        box.eval_php("sleep(1); // un secret dans le code")
        box.down()
        box.up()
    finally:
        done.set()
        watcher.join()
    assert any(b"user.php" in line for line in seen)
    assert any(b"eval.php" in line for line in seen)
    secrets = (password, box.credentials()[1], box.admin_password(), "un secret dans le code")
    environments = [Path(f"/proc/{pid}/environ").read_bytes() for pid in box.status().pids]
    assert not [secret for secret in secrets if any(secret.encode() in text for text in (*seen, *environments))]


def test_a_visitor_comments_twice_in_a_row_and_is_read_at_once(box: Sandbox) -> None:
    post = publish(box, "Discutée")
    for words in ("Très beau portrait !", "J’oubliais : merci."):
        form = {"author": "Visiteur", "email": "v@example.org", "comment": words, "comment_post_ID": post["id"]}
        sent = urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(f"{box.status().url}/wp-comments-post.php", data=sent, timeout=30) as answer:
            assert answer.status == 200
    comments = call(box, f"comments?post={post['id']}&status=any&context=edit")
    assert sorted((c["content"]["raw"], c["status"]) for c in comments) == [
        ("J’oubliais : merci.", "approved"),
        ("Très beau portrait !", "approved"),
    ]


def test_a_big_picture_is_taken_and_scaled(box: Sandbox) -> None:
    picture = io.BytesIO()
    Image.frombytes("RGB", (2000, 2000), os.urandom(12_000_000)).save(picture, "PNG", compress_level=0)
    media = call(
        box,
        "media",
        picture.getvalue(),
        Content_Type="image/png",
        Content_Disposition='attachment; filename="grande.png"',
    )
    assert len(picture.getvalue()) > 11_000_000
    assert {"medium", "thumbnail"} <= set(media["media_details"]["sizes"])
    with urllib.request.urlopen(media["media_details"]["sizes"]["medium"]["source_url"], timeout=30) as answer:
        assert answer.headers["Content-Type"] == "image/png"


def test_a_big_picture_is_taken_over_xml_rpc_too(box: Sandbox) -> None:
    picture = os.urandom(15_000_000)
    wish = {"name": "grande.png", "type": "image/png", "bits": Binary(picture)}
    status, answer = page(box, "/xmlrpc.php", dumps((0, *box.credentials(), wish), "wp.uploadFile"))
    assert status == 200
    (media,), _ = loads(answer)
    assert isinstance(media, dict)
    with urllib.request.urlopen(media["url"], timeout=30) as stored:
        assert stored.read() == picture


def test_nothing_is_missed_of_what_a_reset_took(box: Sandbox, run: Run) -> None:
    """A workspace whose own sandbox is emptied publishes into it as into a new site; a reply that was begun is kept."""
    root = box.folder.parent.parent
    (root / "drafts" / "series").mkdir(parents=True)
    (root / "drafts" / "series" / "s.yml").write_text("name: S\n", encoding="utf-8")
    draft = "---\nseries: s\nperson: {name: Camille Roy}\n---\n\n## Qui?\n\nMoi.\n"
    (root / "drafts" / "camille-roy.md").write_text(draft, encoding="utf-8")
    try:
        publish_all = ("--env-file", str(box.env_file), "publish", "--yes", "--format", "json")
        assert json.loads(run(*publish_all, cwd=root).out)["created"] == 1
        [state] = (root / ".wp-portraits" / "sites").iterdir()
        (state / "reply-1.txt").write_text("Merci!", encoding="utf-8")
        assert run("sandbox", "reset", cwd=root).code == 0
        again = run(*publish_all, cwd=root)
        assert (again.code, json.loads(again.out)["created"]) == (0, 1)
        assert (state / "reply-1.txt").read_text(encoding="utf-8") == "Merci!"
    finally:
        shutil.rmtree(root / "drafts")
