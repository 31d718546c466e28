"""PHP on the command line: the small scripts of this room, run with their wishes on standard input."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from importlib import resources
from typing import Any

from wp_portraits.errors import SandboxError

#: Settings every PHP process gets: room for big pictures, errors to the log and never into a page, no mail.
OPTIONS = (
    "memory_limit=512M",
    "upload_max_filesize=64M",
    "post_max_size=72M",
    "max_execution_time=120",
    "display_errors=0",
    "log_errors=1",
    "error_log=",
    "html_errors=0",
    "expose_php=0",
    "sendmail_path=/bin/true",
)

_DEADLINE = 120.0


def environment() -> dict[str, str]:
    """Return the environment of the servers and scripts: nothing of the caller's that may be secret."""
    kept = {name: os.environ[name] for name in ("TMPDIR", "TZ") if name in os.environ}
    return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", **kept}


def flags(*more: str) -> list[str]:
    """Return PHP's ``-d`` flags for the common settings and ``more``."""
    return [word for option in (*OPTIONS, *more) for word in ("-d", option)]


def script_text(name: str) -> str:
    """Return the text of one of this room's PHP files."""
    return resources.files("wp_portraits.sandbox").joinpath("php", name).read_text(encoding="utf-8")


def ask(script: str, *arguments: str, wish: Mapping[str, Any]) -> dict[str, Any]:
    """Run a script that reads JSON and writes JSON, and return its answer.

    Raises SandboxError with PHP's own words when it fails.
    """
    output = run(script, *arguments, text=json.dumps(dict(wish)))
    try:
        answer = json.loads(output.strip().splitlines()[-1])
    except (ValueError, IndexError) as problem:
        raise SandboxError(f"PHP answered nonsense: {output.strip()[:200]!r}") from problem
    return dict(answer)


def run(script: str, *arguments: str, text: str) -> str:
    """Run one of this room's scripts with ``text`` on standard input; return what it printed.

    Raises SandboxError when PHP fails or takes longer than two minutes.
    """
    with resources.as_file(resources.files("wp_portraits.sandbox").joinpath("php", script)) as path:
        try:
            done = subprocess.run(  # noqa: S603 -- a fixed program; no secret among its words
                ["/usr/bin/php", *flags(), str(path), *arguments],
                input=text,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                env=environment(),
                timeout=_DEADLINE,
                check=False,
            )
        except subprocess.TimeoutExpired as problem:
            raise SandboxError(f"PHP did not finish {script} within {_DEADLINE:.0f} seconds") from problem
        except OSError as problem:
            raise SandboxError(
                f"PHP cannot be started: {problem}", hint="`wp-portraits sandbox up` installs it."
            ) from problem
    if done.returncode != 0:
        raise SandboxError(f"PHP failed: {_complaint(done.stderr or done.stdout)}")
    return done.stdout


def _complaint(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join(lines[:5]) or "it said nothing"
