"""``check --links`` as a blogger runs it, on drafts whose addresses lead to a web of the tests."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Ran, Run
from tests.links_room.pretend_web import HERE, PretendWeb, moved, web
from tests.system.pretend_site import COMMAND
from tests.wordpress.hostile import replies, then_mute
from wp_portraits.cli.main import run as run_here
from wp_portraits.errors import Exit

SERIES = 'name: Portrait\nquestions:\n  - {id: debut, text: "Comment as-tu commencé ?"}\n'
DRAFT = """\
---
series: s
person: {{name: Camille Roy}}
follow:
  - {{network: blog, url: {url}/gone}}
  - {{network: podcast, url: "{url}/fine"}}
reading:
  - {{title: Écrire, url: {url}/moved#debut}}
---
On lit [ici]({url}/fine#a), [là]({url}/slow) et [partout]({url}/gone).

## Comment as-tu commencé ?

Voir [son intranet](http://10.0.0.1/) et ![un chat]({url}/shut).
"""
PAGES = {
    "/fine": replies(200),
    "/gone": replies(404),
    "/moved": moved(301, "/here"),
    "/here": replies(200),
    "/shut": replies(403),
    "/slow": replies(503),
}


@pytest.fixture
def site() -> Iterator[PretendWeb]:
    with web(PAGES) as server:
        yield server


@pytest.fixture
def workspace(tmp_path: Path, site: PretendWeb) -> Path:
    (tmp_path / "drafts/series").mkdir(parents=True)
    (tmp_path / "drafts/series/s.yml").write_text(SERIES)
    (tmp_path / "drafts/camille-roy.md").write_text(DRAFT.format(url=site.url))
    return tmp_path


LINKS = ("--links", "--links-permit", HERE, "--links-timeout", "0.5")


@pytest.fixture
def here(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command in the workspace without a process of its own."""

    def run_it(*argv: str) -> Ran:
        code = run_here(["-C", str(workspace), *argv])
        return Ran(code, *capsys.readouterr())

    return run_it


def test_each_address_is_told_at_its_place_and_asked_once_a_day(run: Run, site: PretendWeb, workspace: Path) -> None:
    site.pages["/slow"] = then_mute()
    asking = ("check", *LINKS, "--select", "L", "--format", "json")
    ran = run(*asking)
    told = json.loads(ran.out)
    found = [(f"{each['code']} {each['line']}:{each['column']}", each["message"]) for each in told["diagnostics"]]
    assert (ran.code, ran.err) == (Exit.DONE, "")
    assert found == [
        ("L001 5:26", f"“{site.url}/gone” is dead: it is answered 404."),
        ("L002 8:26", f"“{site.url}/moved#debut” moved for good."),
        ("L004 10:51", f"“{site.url}/slow” could not be checked: no answer within 0.5 s."),
        ("L001 10:93", f"“{site.url}/gone” is dead: it is answered 404."),
        ("L005 14:21", "“http://10.0.0.1/” was not asked: 10.0.0.1 belongs to a private network."),
    ]
    assert told["diagnostics"][1]["hint"] == f"Write {site.url}/here#debut"
    twice = [f"{method} /{page}" for page in ("gone", "shut", "slow") for method in ("HEAD", "GET")]
    once = sorted(["HEAD /fine", "HEAD /here", "HEAD /moved", *twice])
    assert sorted(site.asked) == once
    assert (workspace / ".wp-portraits/links.json").stat().st_mode & 0o777 == 0o600
    assert run(*asking) == ran
    assert sorted(site.asked) == once, "a second run asks nothing"


def test_warnings_count_under_strict_and_each_request_may_be_told(here: Callable[..., Ran], site: PretendWeb) -> None:
    ran = here("-v", "check", *LINKS, "--strict")
    asked = len(site.asked)
    assert (ran.code, "Traceback" in ran.err) == (Exit.FINDINGS, False)
    assert f"HEAD {site.url}/fine → 200" in ran.err
    assert f"GET {site.url}/shut → 403" in ran.err
    assert here("check", *LINKS, "--links-fresh", "--strict", "--select", "L002,L003").code == Exit.DONE
    assert len(site.asked) == 2 * asked


def test_what_moved_is_mended(here: Callable[..., Ran], site: PretendWeb, workspace: Path) -> None:
    draft, asking = workspace / "drafts/camille-roy.md", ("check", *LINKS, "--select", "L")
    before = draft.read_text()
    after = before.replace(f"{site.url}/moved#debut", f"{site.url}/here#debut")
    shown = here(*asking, "--diff").out
    assert f"{site.url}/here#debut" in shown
    assert draft.read_text() == before
    ran = here(*asking, "--fix")
    assert draft.read_text() == after
    assert ran.out.count("L001") == 2
    assert "L002" not in ran.out
    assert here(*asking, "--fix").out.count("L00") == ran.out.count("L00")
    assert draft.read_text() == after


def test_this_machine_is_asked_only_where_it_is_permitted(here: Callable[..., Ran], site: PretendWeb) -> None:
    assert "L0" not in here("check").out
    ran = here("check", "--links")
    assert (ran.code, ran.out.count("L005")) == (Exit.DONE, 8)
    assert "127.0.0.1 belongs to this machine" in ran.out
    assert site.asked == []


def test_one_line_when_nobody_can_be_asked(here: Callable[..., Ran], workspace: Path) -> None:
    (workspace / "drafts/camille-roy.md").write_text(DRAFT.format(url="http://127.0.0.1:1"))
    more = "Voir [a](http://127.0.0.1:2/), [b](http://127.0.0.1:3/).\n"
    (workspace / "drafts/zoe.md").write_text(f"---\nseries: s\nperson: {{name: Zoé}}\n---\n{more}")
    ran = here("check", *LINKS, "--strict")
    assert (ran.code, ran.err, ran.out.count("L004"), ran.out.count("L005")) == (Exit.FINDINGS, "", 1, 1)
    assert "None of the 8 addresses could be checked: 127.0.0.1:1 refuses the connection." in ran.out
    assert "Is this machine online?" in ran.out
    assert not (workspace / ".wp-portraits/links.json").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--links-fresh"], "belong to --links"),
        (["--links-permit", "10.0.0.0/8"], "belong to --links"),
        (["--links", "--links-permit", "intranet"], "“intranet” is not a network or an IP address."),
        (["--links", "--links-timeout", "0"], "--links-timeout"),
        (["--links", "--links-timeout", "nan"], "nan is not a number of seconds"),
    ],
)
def test_wrong_options(here: Callable[..., Ran], wrong: list[str], said: str) -> None:
    ran = here("check", *wrong)
    assert ran.code == Exit.USAGE
    assert said in ran.err


def test_ctrl_c_ends_at_once_and_keeps_what_was_learned(site: PretendWeb, workspace: Path) -> None:
    site.pages["/slow"] = then_mute()
    ours = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
    command = [COMMAND, "check", "--links", "--links-permit", HERE, "--links-timeout", "60"]
    with subprocess.Popen(command, cwd=workspace, env=ours, stderr=subprocess.PIPE, text=True) as running:
        wait_for(lambda: {"HEAD /slow", "GET /shut", "HEAD /here"} <= set(site.asked))
        time.sleep(0.2)  # the last answers are on their way
        running.send_signal(signal.SIGINT)
        begun = time.monotonic()
        _, told = running.communicate(timeout=30)
    assert time.monotonic() - begun < 10
    assert running.returncode == Exit.INTERRUPTED
    assert "Traceback" not in told
    assert "Stopped" in told
    kept = json.loads((workspace / ".wp-portraits/links.json").read_text())["answers"]
    assert f"{site.url}/gone" in kept
    assert f"{site.url}/slow" not in kept


def wait_for(holds, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to that"
        with suppress(InterruptedError):
            time.sleep(0.02)
