"""The sandbox with a real WordPress in it: started, stopped, killed, moved, reset."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from xmlrpc.client import dumps

import pytest
from dotenv import dotenv_values
from sandbox_calls import call, page, publish, titles, wait_until, yes

from wp_portraits.errors import SandboxError
from wp_portraits.sandbox import processes, webserver
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.sandbox.layout import Layout, SandboxStatus, State

pytestmark = pytest.mark.site


def kill_leader(pid_file: Path) -> None:
    server = processes.recorded(pid_file)
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    wait_until(lambda: processes.read_stat(server.pid) is None)


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


def test_commands_at_the_same_time_agree_and_the_site_outlives_them(box: Sandbox) -> None:
    box.down()
    code = "import sys, pathlib; from wp_portraits.sandbox.box import Sandbox; print(Sandbox(pathlib.Path(sys.argv[1])).up())"
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
        "import sys, pathlib; from wp_portraits.sandbox.box import Sandbox;"
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
        assert "Hello!" in page(box, "/xmlrpc.php", dumps((), "demo.sayHello"))[1]
        assert box.up(port=0, block=["rest", "xmlrpc"]).pids == status.pids
        assert [page(box, path)[0] for path in ("/", "/wp-json/", "/xmlrpc.php")] == [200, 403, 403]
        assert box.up(port=0) == status
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
