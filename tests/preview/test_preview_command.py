"""``wp-portraits preview`` as a blogger runs it."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT, Run
from tests.system.pretend_site import COMMAND
from wp_portraits.errors import Exit

PATIENCE = 30


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "drafts", tmp_path / "drafts")
    return tmp_path


class Running:
    """A preview that runs: where it is, and the versions of what it shows, as its pages hear of them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.url = process.stdout.readline().strip()
        self.versions: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.versions.get(timeout=PATIENCE)

    def _listen(self) -> None:
        with urlopen(self.url + "changes", timeout=PATIENCE) as told:
            for line in told:
                if line.startswith(b"data:"):
                    self.versions.put(line.decode())

    def page(self, path: str = "") -> str:
        with urlopen(self.url + path, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def wait_for(self, words: str, path: str = "") -> str:
        """The page, once these words stand on it; it is looked at each time something is said to have changed."""
        until = time.monotonic() + PATIENCE
        while words not in (page := self.page(path)):
            self.versions.get(timeout=max(0.1, until - time.monotonic()))
        return page


@contextmanager
def preview(folder: Path, *argv: str, **env: str) -> Iterator[Running]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
    command = [COMMAND, "preview", "--port", "0", *argv]
    with subprocess.Popen(
        command, cwd=folder, env=ours | env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()


def test_portraits_are_shown_and_shown_anew_when_something_changes(workspace: Path) -> None:
    draft = workspace / "drafts/camille-roy.md"
    with preview(workspace) as running:
        listed = running.page()
        for key in ("camille-roy", "lea-tremblay", "jean-philippe-ouellet"):
            assert f'href="/portraits/{key}/"' in listed
        page = running.page("portraits/camille-roy/")
        pictures = re.findall(r'src="/(pictures/[^"]+)"', page)
        assert pictures
        for picture in pictures:
            with urlopen(running.url + picture, timeout=PATIENCE) as answer:
                assert answer.headers["Content-Type"].startswith("image/")
        assert 'href="/portraits/lea-tremblay/"' in page

        text = draft.read_text(encoding="utf-8")
        draft.write_text(text + "\nUne phrase toute neuve.\n", encoding="utf-8")
        running.wait_for("Une phrase toute neuve.", "portraits/camille-roy/")

        draft.write_text(text.replace("series:", "serie:"), encoding="utf-8")
        running.wait_for("Errors stand in the way of this post.", "portraits/camille-roy/")
        assert "F005" in running.page()

        draft.write_text(text, encoding="utf-8")
        running.wait_for("<article>", "portraits/camille-roy/")

        (workspace / "templates/blocks").mkdir(parents=True)
        (workspace / "templates/blocks/answer.html").write_text("{% so %}")
        running.wait_for("templates/blocks/answer.html")
        shutil.rmtree(workspace / "templates")
        running.wait_for("<article>", "portraits/camille-roy/")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_at_once(workspace: Path, number: signal.Signals) -> None:
    with preview(workspace, "drafts/camille-roy.md") as running:
        assert "lea-tremblay" not in running.page()
        running.process.send_signal(number)
        _, told = running.process.communicate(timeout=PATIENCE)
    assert running.process.returncode == Exit.DONE
    assert told == "1 draft; Ctrl-C ends it.\n"


def test_a_browser_is_opened_when_asked_for(workspace: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.new && mv {opened}.new {opened}\n')
    browser.chmod(0o755)
    with preview(workspace, "--open", BROWSER=f"{browser} %s") as running:
        until = time.monotonic() + PATIENCE
        while not opened.exists():
            assert time.monotonic() < until, "no browser was opened"
            time.sleep(0.02)
        assert opened.read_text().strip() == running.url


def test_what_cannot_be_previewed(run: Run, workspace: Path) -> None:
    ran = run("preview", "drafts/camile-roy.md", "--port", "0")
    assert (ran.code, ran.out) == (Exit.USAGE, "")
    assert "Did you mean camille-roy.md?" in ran.err
