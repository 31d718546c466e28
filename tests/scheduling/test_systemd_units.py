"""The units are what systemd itself reads in them, whatever the workspace is called."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from wp_portraits.errors import ConfigurationError, Exit
from wp_portraits.scheduling.job import INTERVALS, Job
from wp_portraits.scheduling.systemd import service, timer

NAMES = ["portraits", "mes portraits", "œuvres d'été 100%", '%h "cité" $HOME ${X} \\t;#']

HARDENED = [
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "PrivateTmp=yes",
    "ProtectHome=read-only",
    "UMask=0077",
    "CapabilityBoundingSet=",
    "RestrictSUIDSGID=yes",
]


def a_job(folder: Path, name: str = "portraits", **more: object) -> Job:
    """A job whose program is there: systemd looks."""
    program = folder / name / "bin" / "wp-portraits"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    job = Job(
        name="wp-portraits-blog.example.org",
        site="https://blog.example.org/%7Enadia",
        workspace=folder / name,
        state=folder / name / ".wp-portraits",
        program=(str(program),),
        options=("--env-file", str(folder / name / "test %i.env")),
        environment={"WP_MARKUP": "classic", "WP_REST_ROOT": 'https://x.example/a b"c$d%e'},
        user="nadia",
        every=INTERVALS["15min"],
    )
    return replace(job, **more)  # type: ignore[arg-type]


def written(folder: Path, job: Job, password: Path, *, user: bool = False) -> list[Path]:
    units = {f"{job.name}.service": service(job, password, user=user), f"{job.name}.timer": timer(job)}
    for name, text in units.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in units]


def analyzed(units: list[Path], flags: tuple[str, ...], level: str) -> str:
    runtime = str(units[0].parent)
    ran = subprocess.run(
        ["systemd-analyze", *flags, "verify", *map(str, units)],
        env={**os.environ, "XDG_RUNTIME_DIR": runtime, "SYSTEMD_LOG_LEVEL": level, "SYSTEMD_LOG_COLOR": "no"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, [line for line in ran.stderr.splitlines() if runtime in line or "portraits" in line]
    return ran.stdout + ran.stderr


def verified(units: list[Path], *flags: str) -> dict[str, list[str]]:
    """What systemd understood, by its own name of the setting; it must have no objection."""
    assert units[0].name not in analyzed(units, flags, "notice")
    understood: dict[str, list[str]] = {}
    for name, value in re.findall(r"^\t+([A-Z][\w ]+): (.*)$", analyzed(units, flags, "debug"), re.MULTILINE):
        understood.setdefault(name, []).append(value)
    return understood


@pytest.mark.parametrize("name", NAMES)
def test_systemd_reads_what_was_meant(tmp_path: Path, name: str) -> None:
    job = a_job(tmp_path, name)
    understood = verified(written(tmp_path, job, tmp_path / name / "mot de passe %n"))
    assert understood["WorkingDirectory"] == [str(job.workspace)]
    assert understood["ReadWritePaths"] == [str(job.state)]
    assert understood["Environment"] == [
        "WP_MARKUP=classic",
        'WP_REST_ROOT=https://x.example/a b"c$d%e',
        """WP_PASSWORD_COMMAND=/bin/sh -c 'cat "$CREDENTIALS_DIRECTORY/wp-portraits-password"'""",
    ]
    [command] = understood["Command Line"]
    words = [job.program[0], "-q", "--no-input", *job.options, "comments", "sync"]
    assert unescaped(command).removeprefix("/usr/bin/env ") == " ".join(words)
    assert understood["ProtectSystem"] == ["strict"]


def unescaped(shown: str) -> str:
    """systemd shows words that hold blanks or quotes between quotes, C-escaped."""
    plain = re.sub(r'"((?:[^"\\]|\\.)*)"', lambda found: found[1], shown)
    return re.sub(r"\\(.)", r"\1", plain)


@pytest.mark.parametrize("every", INTERVALS)
def test_timers_and_user_units(tmp_path: Path, every: str) -> None:
    job = a_job(tmp_path, every=INTERVALS[every])
    units = written(tmp_path, job, tmp_path / "password", user=True)
    verified(units, "--user")
    told = units[0].read_text(encoding="utf-8")
    assert "User=" not in told
    assert "ProtectSystem" not in told
    assert "NoNewPrivileges=yes" in told
    calendar = subprocess.run(
        ["systemd-analyze", "calendar", INTERVALS[every].calendar], capture_output=True, text=True, check=True
    )
    assert "Next elapse" in calendar.stdout


def test_the_walls_and_the_password(tmp_path: Path) -> None:
    job = a_job(tmp_path)
    home = replace(job, workspace=Path("/home/nadia/portraits"), program=("/usr/bin/wp-portraits",))
    told = service(home, Path("/etc/wp-portraits/blog.password")).splitlines()
    assert set(HARDENED) <= set(told)
    assert "LoadCredential=wp-portraits-password:/etc/wp-portraits/blog.password" in told
    assert f"SuccessExitStatus={Exit.LOCKED.value}" in told
    assert "PrivateTmp=yes" not in service(replace(home, program=("/var/tmp/bin/wp-portraits",)), Path("/p"))
    assert "PrivateTmp=yes" not in service(replace(home, workspace=Path("/tmp/portraits")), Path("/p"))
    assert "CREDENTIALS" not in service(replace(home, token=True), Path("/p"))
    assert "LoadCredential" not in service(replace(home, token=True), Path("/p"))


@pytest.mark.parametrize("field", ["site", "workspace", "program", "environment", "state"])
def test_what_would_end_or_join_lines_is_refused(tmp_path: Path, field: str) -> None:
    values: Mapping[str, object] = {
        "state": Path("/x/y\\"),
        "site": "https://x\nExecStart=rm",
        "workspace": Path("/x\ny"),
        "program": ("/bin/x\x1b",),
        "environment": {"WP_URL": "a\nb"},
    }
    with pytest.raises(ConfigurationError):
        a_job(tmp_path, **{field: values[field]})
