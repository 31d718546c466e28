"""Where a life takes place: a real WordPress that believes to live at the proxy's address, and the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import Signals
from typing import Any

from tests.conftest import Ran
from tests.faults.faults import Fault
from tests.faults.proxy import FaultProxy
from wp_portraits.sandbox.box import Sandbox

COMMAND = str(Path(sys.executable).with_name("wp-portraits"))
TIMEOUT = 3.0
"""WP_TIMEOUT of the runs that meet faults."""
_PATIENT = 60.0
_HANGING = 240
_DYING = """<?php
/** Ends PHP in the middle of its work, where a request asks for it. */
if (isset($_SERVER['HTTP_X_DIES_AT'])) {
    add_action($_SERVER['HTTP_X_DIES_AT'], function () {
        http_response_code(500);
        exit;
    }, 0);
}
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """When to end a run, with which ``signal``: so many ``seconds`` after the proxy's moment of that ``name`` for the request of that ``number``
    among those of its sort (``where``); without a name, after the start."""

    name: str
    number: int
    seconds: float
    signal: Signals = Signals.SIGKILL
    where: str = "any"


class Scene:
    """``box`` serves the site, ``proxy`` stands before it; ``env_file`` leads the command to the proxy."""

    def __init__(self, box: Sandbox, folder: Path) -> None:
        self.box = box
        self.folder = folder
        self.proxy = FaultProxy(box.status().port, TIMEOUT)
        self.env_file = folder / "site.env"
        username, password = box.credentials()
        lines = (f"WP_URL={self.proxy.url}", f"WP_USERNAME={username}", f'WP_APP_PASSWORD="{password}"')
        self.env_file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def renew(self) -> None:
        """Empty the site and tell it that it lives at the proxy's address."""
        self.proxy.wait_until_idle()
        self.box.reset()
        plugins = self.box.folder / "www" / "wp-content" / "mu-plugins"
        (plugins / "dying.php").write_text(_DYING, encoding="utf-8")
        url = self.proxy.url
        self.php(f"update_option('home', '{url}'); update_option('siteurl', '{url}');")

    def php(self, code: str) -> str:
        """What PHP code prints inside the site."""
        return self.box.eval_php(code)

    def start(self, workspace: Path, *argv: str, timeout: float = TIMEOUT, transport: str = "") -> Running:
        """Start the installed command in a workspace, without a terminal."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("WP_")}
        options = ["--env-file", str(self.env_file), *(["--transport", transport] if transport else [])]
        return Running([COMMAND, *options, *argv], workspace, clean | {"WP_TIMEOUT": f"{timeout:g}"})

    def run_until(
        self, workspace: Path, moment: Moment, *argv: str, faults: Sequence[Fault] = (), transport: str = ""
    ) -> Ran:
        """Run the command, and send it a signal at that moment, unless it has ended by then."""
        victim: list[Running] = []

        def strike() -> None:
            victim[0].send(moment.signal)

        def watch(name: str, number: int) -> None:
            reached = [request for request in self.proxy.requests[:number] if moment.where in ("any", request.sort)]
            if (name, len(reached)) == (moment.name, moment.number) and self.proxy.requests[number - 1] is reached[-1]:
                _after(moment.seconds, strike)

        self.proxy.arm(faults, watch)
        victim.append(self.start(workspace, *argv, transport=transport))
        if not moment.name:
            _after(moment.seconds, strike)
        return victim[0].wait()

    def run(self, workspace: Path, *argv: str, faults: Sequence[Fault] = (), transport: str = "") -> Ran:
        """Run the command to its end, with faults or (patiently) without any."""
        self.proxy.arm(faults)
        started = self.start(workspace, *argv, timeout=TIMEOUT if faults else _PATIENT, transport=transport)
        return started.wait()

    def plan(self, workspace: Path) -> list[dict[str, Any]]:
        """The actions of ``plan``."""
        ran = self.run(workspace, "plan", "--format", "json")
        assert ran.code == 0, ran.err
        actions: list[dict[str, Any]] = json.loads(ran.out)["actions"]
        return actions

    def close(self) -> None:
        """Stop the proxy; the site stays."""
        self.proxy.close()


def _after(seconds: float, strike: Callable[[], None]) -> None:
    """At once, or in a while."""
    if seconds > 0:
        threading.Timer(seconds, strike).start()
    else:
        strike()


class Running:
    """A command at work, its output gathered while it works."""

    def __init__(self, argv: list[str], folder: Path, env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            argv,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def send(self, signal: Signals) -> None:
        """Send it a signal, unless it has ended (Popen looks first)."""
        self._process.send_signal(signal)

    def wait(self) -> Ran:
        """What became of it; -9 as its code when it was killed."""
        out, err = self._process.communicate(timeout=_HANGING)
        return Ran(self._process.returncode, out, err)
