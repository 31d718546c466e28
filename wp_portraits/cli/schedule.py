"""``wp-portraits schedule``: the files of the scheduled job."""

from __future__ import annotations

import getpass
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wp_portraits.cli.console import Console, pass_console
from wp_portraits.errors import Refusal, UsageError

if TYPE_CHECKING:
    from wp_portraits.flows.scheduling import Unit
    from wp_portraits.flows.site import Place
    from wp_portraits.scheduling.job import Job

_every = click.option(
    "--every",
    type=click.Choice(["5min", "15min", "30min", "1h", "6h", "1d"]),
    default="15min",
    help="How often (15min).",
)
_password = click.option(
    "--password-file", metavar="FILE", type=click.Path(path_type=Path), help="Where the job's password will stand."
)


@click.group()
def schedule() -> None:
    """Write the files of a job that brings the comments home by itself."""


@schedule.command()
@click.option("--user", is_flag=True, help="Units for your own service manager, not the system's.")
@click.option("-o", "--output", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Write into DIR.")
@_every
@_password
@pass_console
def systemd(console: Console, user: bool, output: Path | None, every: str, password_file: Path | None) -> None:
    """Print a systemd service and its timer, or write them into DIR."""
    from wp_portraits.flows.scheduling import password_note, unit_texts
    from wp_portraits.workspace.files import write_atomically

    where, job = _job(console, every)
    file = _password_file(console, job, password_file, user)
    texts = unit_texts(job, file, user=user)
    if output is None:
        target = "~/.config/systemd/user" if user else "/etc/systemd/system"
        console.document("\n".join(f"# {target}/{name}\n{text}" for name, text in texts.items()))
    for name, text in texts.items() if output else ():
        path = console.options.folder / (output or ".") / name
        write_atomically(path, text)
        console.product(f"wrote {path}")
    _tell_password(console, job, file, password_note(where, file), root=not user)
    if not user:
        console.say(f"The folder {job.state} must be there before the first run: wp-portraits comments sync makes it.")


@schedule.command()
@_every
@pass_console
def cron(console: Console, every: str) -> None:
    """Print a line for a crontab (crontab -e)."""
    from wp_portraits.flows.scheduling import crontab_of, password_note

    where, job = _job(console, every)
    console.document(crontab_of(job))
    if note := password_note(where, None):
        console.say(note)


@schedule.command()
@_every
@pass_console
def github(console: Console, every: str) -> None:
    """Print a workflow for GitHub Actions (.github/workflows/comments.yml)."""
    from wp_portraits.flows.scheduling import workflow_of

    where, job = _job(console, every)
    console.document(workflow_of(where, job))


@schedule.command("install")
@click.option("--systemd-user", is_flag=True, help="As units of your own systemd.")
@click.option("--replace", is_flag=True, help="Replace units that are there and differ.")
@click.option("--enable", is_flag=True, help="Start the timer, too, without asking.")
@_every
@_password
@pass_console
def install_(
    console: Console, systemd_user: bool, replace: bool, enable: bool, every: str, password_file: Path | None
) -> None:
    """Put the units into your systemd folder. Units that are there and differ are not replaced without your word."""
    from wp_portraits.flows.scheduling import install, password_note, unit_texts, units_in
    from wp_portraits.workspace.service_manager import units_folder

    if not systemd_user:
        raise UsageError("Install it how?", hint="Add --systemd-user; the other ways print what you install yourself.")
    where, job = _job(console, every)
    file = _password_file(console, job, password_file, user=True)
    units = units_in(units_folder(), unit_texts(job, file, user=True))
    _settle(console, [unit for unit in units if unit.differs], replace)
    written = install(units)
    for unit in units:
        console.product(f"{'wrote' if unit.path in written else 'kept'} {unit.path}")
    _tell_password(console, job, file, password_note(where, file), root=False)
    _start(console, job, enable)


def _job(console: Console, every: str) -> tuple[Place, Job]:
    from wp_portraits.flows.scheduling import job_of

    where, asked = console.place(), console.options
    options: list[str] = []
    if asked.env_file:
        options += ["--env-file", str((asked.folder / asked.env_file).resolve())]
    options += ["--transport", asked.transport] if asked.transport else []
    options += ["--insecure"] if asked.insecure else []
    return where, job_of(where, every, program=_program(), options=options, user=_user())


def _user() -> str:
    """Our user's name; the number, which systemd takes as well, of one that has none, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _program() -> tuple[str, ...]:
    """How this very wp-portraits is started by somebody who does not know our PATH."""
    script = Path(sys.executable).with_name("wp-portraits")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "wp_portraits")


def _password_file(console: Console, job: Job, named: Path | None, user: bool) -> Path:
    from wp_portraits.workspace.service_manager import config_home

    if named is not None:
        return (console.options.folder / named).resolve()
    folder = config_home() / "wp-portraits" if user else Path("/etc/wp-portraits")
    return folder / f"{job.name.removeprefix('wp-portraits-')}.password"


def _settle(console: Console, differing: list[Unit], replace: bool) -> None:
    """Nothing that differs is replaced without a word."""
    for unit in differing:
        console.error(f"{unit.path} is there and differs:\n{unit.difference}")
    if not differing or replace:
        return
    if not console.may_ask:
        raise Refusal("Units that are there and differ were left alone.", hint="Replace them with --replace.")
    if not console.ask("Replace?"):
        raise Refusal("Nothing was written.")


def _tell_password(console: Console, job: Job, file: Path, note: str, *, root: bool) -> None:
    """How the password gets into its file without standing on a command line."""
    if not (job.token or file.exists()):
        folder, name = shlex.quote(str(file.parent)), shlex.quote(str(file))
        command = f"umask 077; mkdir -p {folder}; cat > {name}"
        console.say(f"The job takes the password from {file}. To write it there, run this, paste it, Enter, Ctrl-D:")
        console.say(f"  sudo sh -c {shlex.quote(command)}" if root else f"  ({command})")
    if note:
        console.say(note)


def _start(console: Console, job: Job, enable: bool) -> None:
    """Start the timer where systemd runs and the user agrees; else say how."""
    from wp_portraits.workspace.service_manager import manager_runs, start, start_commands

    timer = f"{job.name}.timer"
    if enable or (console.may_ask and manager_runs() and console.ask("Start the timer now?")):
        start(timer)
        console.say(f"Started. When it runs next: systemctl --user list-timers {timer}")
    else:
        console.say("\n".join(["To start it:", *(f"  {command}" for command in start_commands(timer))]))
    console.say("For it to run while you are not logged in: loginctl enable-linger")
