"""The sandbox with a real WordPress in it: started, killed, moved, reset, and used as a site."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dotenv import dotenv_values
from PIL import Image

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import Sandbox, SandboxStatus, State, processes, webserver
from wp_portraits.sandbox.layout import Layout

pytestmark = pytest.mark.site


def yes(packages: list[str]) -> bool:
    return True


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, said: list[str]) -> Iterator[Sandbox]:
    """One sandbox for this file, in a folder whose name needs care."""
    box = Sandbox(tmp_path_factory.mktemp("bac à sable; (été)") / "site", version="7.1", say=said.append)
    yield box
    box.down()


@pytest.fixture
def box(own: Sandbox, said: list[str]) -> Sandbox:
    """That sandbox, running."""
    own.up(port=0, consent=yes)
    said.clear()
    return own


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


def page(box: Sandbox, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{box.status().url}{path}", timeout=30) as answer:
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


def kill_leader(pid_file: Path) -> None:
    server = processes.recorded(pid_file)
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    wait_until(lambda: processes.read_stat(server.pid) is None)


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


def test_a_second_up_changes_nothing_and_says_so(box: Sandbox, said: list[str]) -> None:
    before, credentials = box.status(), box.credentials()
    publish(box, "Reste")
    assert box.up(port=0) == before
    assert box.up() == before
    assert box.credentials() == credentials
    assert "Reste" in titles(box)
    assert said == [f"Already running: WordPress {before.release} at {before.url}"] * 2


def test_down_stops_everything_and_keeps_the_content(box: Sandbox, said: list[str]) -> None:
    before = box.status()
    publish(box, "Gardé")
    stopped = box.down()
    assert (stopped.state, stopped.url, stopped.pids) == (State.STOPPED, before.url, ())
    assert box.down().state is State.STOPPED
    assert all(processes.read_stat(pid) is None for pid in before.pids)
    with pytest.raises(SandboxError, match="not running"):
        box.eval_php("echo 1;")
    assert box.up().url == before.url
    assert "Gardé" in titles(box)
    assert not any("Downloading" in line or "Installing" in line for line in said)


@pytest.mark.parametrize("server", ["web", "database"])
def test_a_killed_server_is_started_again(box: Sandbox, server: str) -> None:
    before = box.status()
    publish(box, f"Survit {server}")
    kill_leader(box.folder / "run" / f"{server}.pid")
    assert box.status().state is State.STOPPED
    after = box.up()
    assert (after.state, after.url) == (State.RUNNING, before.url)
    assert set(after.pids).isdisjoint(before.pids)
    assert all(processes.read_stat(pid) is None for pid in before.pids)
    assert f"Survit {server}" in titles(box)


def test_stale_pid_files_name_nobody(box: Sandbox) -> None:
    box.down()
    for name in ("web", "database"):
        (box.folder / "run" / f"{name}.pid").write_text(f"{os.getpid()} 1\n")
    assert box.status().state is State.STOPPED
    assert box.up().state is State.RUNNING


def test_a_taken_port_is_named_and_the_running_site_left_alone(box: Sandbox) -> None:
    before = box.status()
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(SandboxError, match=f"port {taken} is taken"):
            box.up(port=taken)
        assert box.status() == before


def test_when_its_own_port_is_taken_the_site_says_so_or_moves(box: Sandbox) -> None:
    before = box.status()
    publish(box, "Déménage")
    box.down()
    with socket.create_server(("127.0.0.1", before.port)):
        with pytest.raises(SandboxError, match=f"port {before.port} is taken"):
            box.up()
        assert box.status().pids == ()
        after = box.up(port=0)
    assert after.port != before.port
    assert call(box, "posts?search=D%C3%A9m%C3%A9nage")[0]["link"] == f"{after.url}/demenage/"
    assert dotenv_values(box.env_file)["WP_URL"] == after.url == box.env_values()["WP_URL"]


def test_a_running_site_moves_to_the_port_asked_for(box: Sandbox) -> None:
    before, wanted = box.status(), webserver.free_port()
    after = box.up(port=wanted)
    assert (after.port, after.state) == (wanted, State.RUNNING)
    assert box.eval_php("echo get_option('siteurl');") == f"http://127.0.0.1:{wanted}"
    assert webserver.is_free(before.port)


def test_reset_brings_back_the_first_day_and_keeps_the_passwords(box: Sandbox) -> None:
    credentials, before = box.credentials(), box.status()
    publish(box, "Passager")
    extra = box.folder / "www/wp-content/mu-plugins/panne.php"
    extra.write_text("<?php")
    upload = box.folder / "www/wp-content/uploads/reste.txt"
    upload.write_text("reste")
    box.add_user("passant")
    box.eval_php("$GLOBALS['wpdb']->query('CREATE TABLE wp_reste (id INT)');")
    assert box.reset() == before
    assert titles(box) == []
    assert [user["slug"] for user in call(box, "users?context=edit")] == ["admin"]
    assert not extra.exists()
    assert not upload.exists()
    assert box.eval_php("echo count($GLOBALS['wpdb']->get_col(\"SHOW TABLES LIKE 'wp_reste'\"));") == "0"
    assert box.credentials() == credentials


def test_a_stopped_site_is_reset_and_stays_stopped(box: Sandbox) -> None:
    publish(box, "Passager")
    box.down()
    status = box.reset()
    assert (status.state, status.pids) == (State.STOPPED, ())
    box.up()
    assert titles(box) == []


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


def test_commands_at_the_same_time_agree_and_the_site_outlives_them(box: Sandbox) -> None:
    box.down()
    code = (
        "import sys, pathlib; from wp_portraits.sandbox import Sandbox; print(Sandbox(pathlib.Path(sys.argv[1])).up())"
    )
    command = [sys.executable, "-c", code, str(box.folder)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path.cwd(), text=True) for _ in range(3)]
    told = {run.communicate(timeout=60)[0] for run in runs}
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len(told) == 1
    assert str(box.status().pids) in told.pop()
    assert webserver.answers(box.status().port)
    assert {Path(f"/proc/{pid}/fd/0").readlink() for pid in box.status().pids} == {Path("/dev/null")}


def test_an_installation_killed_halfway_is_made_anew(tmp_path: Path, box: Sandbox) -> None:
    code = (
        "import sys, pathlib; from wp_portraits.sandbox import Sandbox;"
        "Sandbox(pathlib.Path(sys.argv[1]), say=lambda line: print(line, flush=True)).up(port=0)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout is not None
        assert command.stdout.readline().startswith("Installing")
        wait_until(lambda: Layout(tmp_path).run.joinpath("database.pid").exists())
        command.kill()
    half = Sandbox(tmp_path)
    assert half.status().state is State.ABSENT
    left = half.status().pids
    assert left != ()
    try:
        status = half.up(port=0)
        assert status.state is State.RUNNING
        assert set(status.pids).isdisjoint(left)
        assert publish(half, "Entier")["id"] > 0
        with pytest.raises(SandboxError, match=r"not 6\.8"):
            Sandbox(tmp_path, version="6.8").up()
        assert half.status() == status
    finally:
        half.down()


def test_the_older_wordpresses_run_too(tmp_path: Path) -> None:
    def check(status: SandboxStatus, start: str) -> None:
        assert status.release.startswith(start)
        assert page(box, "/")[0] == 200
        assert publish(box, "Ancien")["link"] == f"{status.url}/ancien/"
        assert call(box, "users/me?context=edit", user=("luc", box.add_user("luc", role="editor")))["roles"] == [
            "editor"
        ]

    box = Sandbox(tmp_path, version="6.1")
    try:
        check(box.up(port=0, consent=yes), "6.1.")
        before = box.credentials()
        box = Sandbox(tmp_path, version="6.8")
        check(box.reset(), "6.8.")
        assert box.credentials() != before
    finally:
        box.down()
