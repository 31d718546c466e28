"""``comments sync`` and ``comments forget`` as a user runs them, on a real WordPress."""

from __future__ import annotations

import json
import os
import random
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from guestbook import Guestbook

from wp_portraits.model.comment import Comment
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.state.lock import lock
from wp_portraits.state.mirror import Mirror

pytestmark = pytest.mark.site

KILLS = int(os.environ.get("WP_PORTRAITS_TEST_KILLS", "8"))
"""Syncs that are killed; CONTRIBUTING.md names a larger number for a long run."""

Command = Callable[..., str]


@pytest.fixture
def book(wordpress: Sandbox) -> Guestbook:
    return Guestbook(wordpress, seed=3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    return tmp_path


@pytest.fixture
def command(wordpress: Sandbox, folder: Path, run: Callable[..., object]) -> Command:
    def command(*argv: str, code: int = 0) -> str:
        ran = run("--env-file", str(wordpress.env_file), *argv, cwd=folder)
        assert ran.code == code, ran.err  # type: ignore[attr-defined]
        return str(ran.out)  # type: ignore[attr-defined]

    return command


@pytest.fixture
def file(folder: Path, command: Command) -> Path:
    """The mirror's file, after a first sync."""
    command("comments", "sync")
    [found] = folder.glob(".wp-portraits/**/comments.sqlite")
    return found


def held(file: Path) -> list[Comment]:
    with Mirror(file) as mirror:
        return [replace(comment, link="") for comment in mirror.comments()]


def test_quiet_until_something_is_new(book: Guestbook, command: Command, file: Path) -> None:
    assert command("comments", "sync", "-q") == command("-q", "comments", "sync") == ""
    first = book.say(book.posts[0], "Merci\x1b]0;titre\x07 Camille !\n" + "mot " * 30, comment_approved="0")
    ping = book.say(book.posts[1], "[…] lu ailleurs […]", comment_type="pingback")
    book.say(book.posts[1], "Achetez", comment_approved="spam")
    assert command("comments", "sync", "--quiet").splitlines() == [
        "Comments: 3 new; 3 in all (3 requests).",
        f"  camille-roy: #{first} Nadia Benali, 2026-11-20 14:03 UTC [waiting for approval]: "
        "Merci]0;titre Camille ! mot mot mot mot mot mot mot mot mot mot mot mot mot …",
        f"  lea-tremblay: #{ping} Nadia Benali, 2026-11-20 14:03 UTC [pingback]: […] lu ailleurs […]",
        "  and 1 more, spam included",
        "1 waits for approval.",
    ]
    assert command("comments", "sync", "--quiet") == ""
    book.php("wp_delete_comment($id, true);", id=first)
    assert command("comments", "sync", "-q") == "Comments: 1 removed; 2 in all (3 requests).\n"
    told = json.loads(command("comments", "sync", "-q", "--format", "json"))
    assert told == {"schema": 1, "new": 0, "edited": 0, "moderated": 0, "removed": 0, "total": 2, "requests": 3}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("transport", ["rest", "xmlrpc"])
def test_nothing_new_takes_six_requests_at_most(book: Guestbook, command: Command, transport: str) -> None:
    book.write(450)
    asked = ("--transport", transport, "comments", "sync", "--format", "json")
    first = json.loads(command(*asked))
    again = json.loads(command(*asked))
    assert (again["new"], again["total"]) == (0, first["total"])
    assert again["requests"] <= 6


def test_of_two_at_once_one_waits_for_another_day(book: Guestbook, command: Command, file: Path) -> None:
    book.say(book.posts[0], "Bonjour")
    with lock(file.parent):
        command("comments", "sync", code=75)
        command("comments", "forget", "--email", "nadia@example.org", code=75)
    assert held(file) == []
    command("comments", "sync")
    assert len(held(file)) == 1


@pytest.mark.parametrize("transport", ["rest", "xmlrpc"])
def test_who_is_forgotten_stays_so(book: Guestbook, command: Command, file: Path, transport: str) -> None:
    asked = book.say(
        book.posts[0], "Secret de Nadia", comment_agent="Lynx/nadia", comment_author_url="https://nadia.example"
    )
    answer = book.say(
        book.posts[0],
        "Réponse",
        comment_author="Léa",
        comment_author_email="lea@example.org",
        comment_parent=str(asked),
    )
    elsewhere = book.say(book.posts[-1], "Secret de cuisine")
    command("comments", "sync", "--with-personal-data")
    assert b"Secret de Nadia" in file.read_bytes()
    file.with_name("comments.sqlite.damaged-20260101-000000").write_text("Secret de Nadia")

    told = command("--transport", transport, "comments", "forget", "--email", " Nadia@Example.org")
    assert told.splitlines() == [
        f"Name, addresses and words removed from 1 comment of the mirror: #{asked} (camille-roy).",
        "1 comment on the site, not in the mirror: to be kept without them if they come.",
        "Deleted: 1 damaged copy of the mirror.",
        "The site still has them (wp-admin: Tools → Erase Personal Data), and so may your earlier exports.",
    ]
    for options in ((), ("--full", "--with-personal-data"), ("--all-posts", "--with-personal-data")):
        command("comments", "sync", *options)
        kept = {comment.id: comment for comment in held(file)}
        assert (kept[asked].author, kept[asked].content, kept[asked].email, kept[asked].agent) == ("", "", "", "")
        assert (kept[answer].content, kept[answer].parent) == ("Réponse", asked)
    assert kept[elsewhere].content == ""
    for each in file.parent.iterdir():
        for trace in (b"Secret", b"Nadia Benali", b"nadia@example.org", b"nadia.example", b"Lynx/nadia"):
            assert trace not in each.read_bytes(), each
    later = book.say(book.posts[0], "Me revoilà")
    command("comments", "sync")
    assert {comment.id: comment.content for comment in held(file)}[later] == "Me revoilà"
    assert "there is no such comment" in command("comments", "forget", "--email", "nobody@example.org")
    command("comments", "forget", "--email", "nadia", code=2)


def test_killed_syncs_leave_the_mirror_whole(book: Guestbook, wordpress: Sandbox, folder: Path, file: Path) -> None:
    chance, killed = random.Random(4), 0
    book.write(600)
    argv = [str(Path(sys.executable).with_name("wp-portraits")), "--env-file", str(wordpress.env_file)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
    longest = 1.0
    for number in range(KILLS + 1):
        before = held(file)
        transport = ("rest", "xmlrpc")[number % 2]
        started = time.monotonic()
        process = subprocess.Popen(
            [*argv, "--transport", transport, "comments", "sync", "--full"],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if number:  # the first one shows how long it takes
            time.sleep(chance.random() * longest)
            process.kill()
        killed += process.wait(60) == -9
        longest = longest if number else time.monotonic() - started
        expected = book.told(book.posts[:-1], personal=False)
        assert held(file) in (before, expected)
        book.change(15)
    assert killed
    final = subprocess.run(
        [*argv, "comments", "sync", "--full"], cwd=folder, env=environment, check=True, capture_output=True
    )
    assert final.stderr == b""
    assert held(file) == book.told(book.posts[:-1], personal=False)
