"""The user's own systemd: where its units stand, whether it runs, and starting a timer there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from wp_portraits.errors import ConfigurationError

_SECONDS: Final = 60


def config_home() -> Path:
    """Where a user's configuration stands (XDG Base Directory Specification: a relative path does not count)."""
    named = Path(os.environ.get("XDG_CONFIG_HOME") or "")
    if named.is_absolute():
        return named
    try:
        return Path.home() / ".config"
    except RuntimeError:
        raise ConfigurationError("Your user has no home folder.", hint="Set HOME, or XDG_CONFIG_HOME.") from None


def units_folder() -> Path:
    """Where systemd looks for a user's units."""
    return config_home() / "systemd" / "user"


def manager_runs() -> bool:
    """Whether there is a systemd for this user that answers."""
    return _systemctl("show-environment") == ""


def start_commands(unit: str) -> list[str]:
    """What makes systemd read its units again and start this one, now and at each login."""
    return ["systemctl --user daemon-reload", f"systemctl --user enable --now {unit}"]


def start(unit: str) -> None:
    """Carry :func:`start_commands` out. ConfigurationError when systemd refuses."""
    for command in start_commands(unit):
        said = _systemctl(*command.split()[2:])
        if said:
            raise ConfigurationError(f"{command}: {said}.", hint="The units are there; mend it, then run it yourself.")


def _systemctl(*words: str) -> str:
    """Empty when it went well, else what systemctl said of it."""
    if shutil.which("systemctl") is None:
        return "there is no systemctl here"
    try:
        ran = subprocess.run(  # noqa: S603 - our own words
            ["systemctl", "--user", *words],  # noqa: S607 - where the system has it
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "it does not answer"
    said = " ".join(ran.stderr.decode("utf-8", "replace").split())
    return "" if ran.returncode == 0 else said.rstrip(".") or f"it ended with code {ran.returncode}"
