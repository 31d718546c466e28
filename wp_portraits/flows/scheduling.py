"""The scheduled job of a workspace: its files, and putting a user's units where systemd looks for them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from wp_portraits import __version__
from wp_portraits.errors import UsageError
from wp_portraits.flows.site import Place, site_folder, site_url
from wp_portraits.scheduling.crontab import crontab
from wp_portraits.scheduling.job import INTERVALS, Job
from wp_portraits.scheduling.systemd import service, timer
from wp_portraits.scheduling.workflow import workflow
from wp_portraits.workspace.files import read_bytes, write_atomically
from wp_portraits.workspace.settings import DEFAULTS, SECRET

_FROM_ELSEWHERE = frozenset({*SECRET, "WP_PASSWORD_COMMAND", "WP_URL", "WP_USERNAME"})
"""Settings that a workflow takes from the repository's secrets, or that have a line of their own there."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit file: where it goes, what is to stand in it, and what stands there now (None: nothing)."""

    path: Path
    text: str
    before: str | None

    @property
    def differs(self) -> bool:
        """Whether another text stands there."""
        return self.before is not None and self.before != self.text

    @property
    def difference(self) -> str:
        """The lines that would change."""
        lines = difflib.unified_diff(
            (self.before or "").splitlines(), self.text.splitlines(), "there", "new", lineterm=""
        )
        return "\n".join(lines)


def job_of(where: Place, every: str, *, program: tuple[str, ...], options: Sequence[str], user: str) -> Job:
    """The job that brings this workspace's comments home. ConfigurationError when no site is set."""
    settings = where.settings
    here = {
        name: settings[name]
        for name in DEFAULTS
        if settings.origin(name) == "environment" and name not in SECRET and name != "WP_PASSWORD_COMMAND"
    }
    return Job(
        name=f"wp-portraits-{site_folder(where).name}",
        site=site_url(settings),
        workspace=where.workspace.root,
        state=where.workspace.state,
        program=program,
        options=tuple(options),
        environment=here,
        user=user,
        every=INTERVALS[every],
        token=bool(settings["WP_BEARER_TOKEN"]),
    )


def unit_texts(job: Job, password_file: Path, *, user: bool) -> dict[str, str]:
    """The service and the timer, by file name."""
    return {f"{job.name}.service": service(job, password_file, user=user), f"{job.name}.timer": timer(job)}


def units_in(folder: Path, texts: Mapping[str, str]) -> list[Unit]:
    """The units as they would be installed in ``folder``, and as they are there."""
    return [Unit(folder / name, text, _there(folder / name)) for name, text in texts.items()]


def install(units: Sequence[Unit]) -> list[Path]:
    """Write the units that are not there as they should be; which."""
    written = [unit for unit in units if unit.before != unit.text]
    for unit in written:
        write_atomically(unit.path, unit.text)
    return [unit.path for unit in written]


def crontab_of(job: Job) -> str:
    """The line for a crontab."""
    return crontab(job)


def workflow_of(where: Place, job: Job) -> str:
    """The workflow. It knows neither ``.env`` nor this machine: every setting that is not usual stands in it."""
    settings = where.settings
    unusual = {
        name: settings[name]
        for name, usual in DEFAULTS.items()
        if name not in _FROM_ELSEWHERE and settings[name] != usual
    }
    insecure = ("--insecure",) if where.insecure else ()
    return workflow(replace(job, environment=unusual, options=insecure), _in_repository(job.workspace), __version__)


def password_note(where: Place, file: Path | None) -> str:
    """What is to be said about where the password stands; empty when nothing is. ``file``: the job's own."""
    origins = {
        name: where.settings.origin(name) for name in ("WP_APP_PASSWORD", "WP_PASSWORD_COMMAND", "WP_BEARER_TOKEN")
    }
    kept = [name for name, origin in origins.items() if origin not in ("default", "environment")]
    if where.settings["WP_BEARER_TOKEN"] and "WP_BEARER_TOKEN" not in kept:
        return "The job does not know your terminal: put WP_BEARER_TOKEN into .env."
    if file is not None and "WP_APP_PASSWORD" in kept:
        return f"WP_APP_PASSWORD in {origins['WP_APP_PASSWORD']} comes first: take it out when {file} is there."
    if file is None and not kept:
        return "Cron does not know your terminal: put WP_APP_PASSWORD or WP_PASSWORD_COMMAND into .env."
    return ""


def _in_repository(workspace: Path) -> PurePosixPath:
    """The workspace's place in its git repository; the repository itself when there is none."""
    for folder in (workspace, *workspace.parents):
        if (folder / ".git").exists():
            return PurePosixPath(workspace.relative_to(folder).as_posix())
    return PurePosixPath(".")


def _there(path: Path) -> str | None:
    if not path.exists():
        return None
    body = read_bytes(path)
    if isinstance(body, str):
        raise UsageError(f"{path} cannot be read: {body}.", hint="Check its permissions.")
    return body.decode("utf-8", "replace")
