"""A service and its timer, for systemd's system manager or a user's own.

The password comes as a credential: systemd reads the file as it starts the job, shows it to nobody else, and names the
folder it stands in ($CREDENTIALS_DIRECTORY). It is in no unit, no environment and no command line.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from wp_portraits.scheduling.job import Job

CREDENTIAL: Final = "wp-portraits-password"

_READ_CREDENTIAL: Final = f"""WP_PASSWORD_COMMAND=/bin/sh -c 'cat "$CREDENTIALS_DIRECTORY/{CREDENTIAL}"'"""

_ANYBODYS: Final = """\
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
"""
"""What every service manager may forbid."""

_SYSTEMS: Final = """\
CapabilityBoundingSet=
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=read-only
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RestrictNamespaces=yes
"""
"""What takes file systems and rights of its own, which a user's manager does not have everywhere."""

_UNFIT: Final = re.compile(r"""["'\\]""")
"""What systemd does not want in the name of a program; in a word after it, it may stand."""

_PLAIN: Final = re.compile(r"[\w@%+=:,./$-]+")


def service(job: Job, password_file: Path, *, user: bool = False) -> str:
    """The unit that runs the job once; ``user``: for the user's own manager."""
    head = f"[Unit]\nDescription=Comments of {_literal(job.site)}\n"
    head += "" if user else "Wants=network-online.target\nAfter=network-online.target\n"
    return f"{head}\n[Service]\nType=oneshot\n{_work(job, user)}{_settings(job, password_file)}\n{_walls(job, user)}"


def timer(job: Job) -> str:
    """The unit that starts it; what was missed while the machine slept is made up for."""
    return (
        f"[Unit]\nDescription=Comments of {_literal(job.site)}, {job.every.words}\n\n"
        f"[Timer]\nOnCalendar={job.every.calendar}\nRandomizedDelaySec=1min\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _work(job: Job, user: bool) -> str:
    """A colon before the command: a dollar in it is a dollar. Code 75 is another run at work, no failure."""
    program, *rest = job.command(in_workspace=True)
    if _UNFIT.search(program):
        program, rest = "/usr/bin/env", [program, *rest]
    return (
        ("" if user else f"User={_literal(job.user)}\n")
        + f"WorkingDirectory={_literal(str(job.workspace))}\n"
        + f"ExecStart={' '.join([_word(f':{program}'), *map(_word, rest)])}\n"
        + "SuccessExitStatus=75\nTimeoutStartSec=15min\n"
    )


def _settings(job: Job, password_file: Path) -> str:
    lines = [f"Environment={_word(f'{name}={value}')}\n" for name, value in job.environment.items()]
    if not job.token:
        lines += [f"LoadCredential={CREDENTIAL}:{_literal(str(password_file))}\n"]
        lines += [f"Environment={_word(_READ_CREDENTIAL)}\n"]
    return "".join(lines)


def _walls(job: Job, user: bool) -> str:
    if user:
        return (
            "# A user's own manager can forbid less than the system's (see: wp-portraits schedule systemd).\n"
            + _ANYBODYS
        )
    private = "" if _in_tmp(job.workspace) or _in_tmp(Path(job.program[0])) else "PrivateTmp=yes\n"
    writable = f"ReadWritePaths={_word(str(job.state))}\n"
    return f"# The job reads the workspace and writes its own state; nothing else.\n{_ANYBODYS}{_SYSTEMS}{private}{writable}"


def _in_tmp(path: Path) -> bool:
    """Whether a folder for temporary files of its own would hide the path from the job."""
    return any(folder in path.parents for folder in (Path("/tmp"), Path("/var/tmp")))  # noqa: S108 - only compared


def _literal(text: str) -> str:
    """Text of a whole line, in which systemd replaces nothing (systemd.unit(5), specifiers)."""
    return text.replace("%", "%%")


def _word(text: str) -> str:
    """One word of a line of several (systemd.syntax(7), quoting)."""
    if _PLAIN.fullmatch(text):
        return _literal(text)
    return '"' + _literal(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'
