"""The sandbox's folder: what it holds, who may read it, and what is refused before anything is started."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from dotenv import dotenv_values

from wp_portraits.errors import Locked, SandboxError
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.sandbox.guard import locked
from wp_portraits.sandbox.layout import SOCKET_PATH_LIMIT, Layout, Secrets, Settings, State, tail, write_private

SETTINGS = Settings(
    version="7.1", release="7.1.4", port=8871, database_user="anne", socket="/s", salt="sel secret", ready=True
)
SECRETS = Secrets(username="admin", admin_password="mot de passe", app_password="abcd EFGH ijkl")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_settings_and_secrets_come_back_as_written(layout: Layout) -> None:
    layout.write_settings(SETTINGS)
    layout.write_secrets(SECRETS)
    assert layout.read_settings() == SETTINGS
    assert layout.read_secrets() == SECRETS


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1}', '{"schema": 2, "version": "7.1"}'])
def test_a_broken_settings_file_is_no_sandbox(layout: Layout, text: str) -> None:
    layout.settings.write_text(text)
    assert layout.read_settings() is None


def test_the_env_file_is_private_and_dotenv_reads_it(layout: Layout) -> None:
    layout.write_env(SETTINGS, SECRETS)
    assert mode(layout.env) == 0o600
    assert dotenv_values(layout.env) == {
        "WP_URL": "http://127.0.0.1:8871",
        "WP_USERNAME": "admin",
        "WP_APP_PASSWORD": "abcd EFGH ijkl",
    }


def test_files_with_secrets_are_private_whatever_was_there_before(layout: Layout) -> None:
    layout.secrets.write_text("old")
    layout.secrets.chmod(0o644)
    layout.write_secrets(SECRETS)
    layout.write_settings(SETTINGS)
    assert (mode(layout.secrets), mode(layout.settings)) == (0o600, 0o600)


def test_a_leftover_of_an_interrupted_write_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "env.new").write_text("half")
    write_private(tmp_path / "env", "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["env"]


def test_no_secret_shows_in_a_repr() -> None:
    shown = repr(SETTINGS) + repr(SECRETS)
    assert not any(word in shown for word in ("sel secret", "mot de passe", "EFGH"))


def test_a_short_folder_keeps_its_socket_and_a_long_one_moves_it(tmp_path: Path) -> None:
    assert Layout(Path("/srv/bac")).socket_path() == Path("/srv/bac/run/db.sock")
    far = Layout(tmp_path / ("très-long-" * 12))
    moved = far.socket_path()
    try:
        assert len(os.fsencode(moved)) <= SOCKET_PATH_LIMIT
        assert mode(moved.parent) == 0o700
        assert far.socket_path() == moved
        moved.parent.chmod(0o755)
        with pytest.raises(SandboxError, match="somebody else"):
            far.socket_path()
    finally:
        moved.parent.rmdir()


def test_the_end_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    assert tail(log) == "(no log was written)"
    log.write_text("")
    assert tail(log) == "(the log is empty)"
    log.write_text("un\ndeux\ntrois\n")
    assert tail(log, lines=2) == "deux\ntrois"


def test_asking_about_a_sandbox_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    box = Sandbox(tmp_path / "absent")
    assert box.status().state is State.ABSENT
    assert box.down().state is State.ABSENT
    for question in (box.credentials, box.admin_password, box.env_values, lambda: box.eval_php("echo 1;")):
        with pytest.raises(SandboxError, match="no sandbox"):
            question()
    assert not box.folder.exists()


def test_reset_needs_a_sandbox(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="no sandbox"):
        Sandbox(tmp_path).reset()


def test_an_unknown_version_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match=r"5\.9") as refused:
        Sandbox(tmp_path, version="5.9")
    assert "7.1, 6.8, 6.1" in refused.value.hint


def test_a_part_that_cannot_be_blocked_is_refused_with_the_choices(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="'rset' cannot be blocked") as refused:
        Sandbox(tmp_path / "absent").up(block=["rest", "rset"])
    assert refused.value.hint == "Choose from rest, xmlrpc."
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize("command", ["up", "down", "reset"])
def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, command: str) -> None:
    (tmp_path / "www").mkdir()
    with pytest.raises(SandboxError, match="is no sandbox"):
        getattr(Sandbox(tmp_path), command)()
    assert [path.name for path in tmp_path.iterdir()] == ["www"]


def test_a_finished_sandbox_of_another_version_is_not_replaced_unasked(layout: Layout) -> None:
    layout.write_settings(SETTINGS)
    with pytest.raises(SandboxError, match=r"is WordPress 7\.1, not 6\.8") as refused:
        Sandbox(layout.folder, version="6.8").up()
    assert "reset" in refused.value.hint


def test_a_second_command_waits_and_then_gives_up(layout: Layout) -> None:
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(layout):
            inside.set()
            leave.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert inside.wait(10)
        with pytest.raises(Locked, match="another command"), locked(layout, timeout=0.1):
            pytest.fail("two commands held the lock")
    finally:
        leave.set()
        holder.join()
    with locked(layout, timeout=0.1):
        assert layout.lock.exists()


def test_a_disk_that_fails_is_told_and_not_a_bug(layout: Layout) -> None:
    with pytest.raises(SandboxError, match="cannot go on"), locked(layout):
        (layout.folder / "absent" / "file").write_text("")
