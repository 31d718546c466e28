"""The entry point: global options, the commands' names, and what becomes of an exception."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from wp_portraits import __version__
from wp_portraits.cli.console import Console, Options
from wp_portraits.cli.stopping import begin_work, end_work, exit_code, leave, stopped_by
from wp_portraits.errors import Exit, Failure, Interrupted, UsageError

_COMMANDS = {
    "init": "begin",
    "new": "begin",
    "check": "check",
    "explain": "explain",
    "schema": "schema",
    "render": "render",
    "preview": "preview",
    "plan": "plan",
    "publish": "publish",
    "comments": "comments",
    "status": "status",
    "schedule": "schedule",
    "doctor": "doctor",
    "completion": "completion",
    "sandbox": "sandbox",
}
"""Command → the module of this room that holds it, in the order of the help page."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class _Commands(click.Group):
    """The commands, each imported only when it is called: a fast one does not pay for a slow one's libraries."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"wp_portraits.cli.{_COMMANDS[cmd_name]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Click would put an empty line before what is said of a Ctrl-C."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _stopped() from None


def _stopped() -> Interrupted:
    return Interrupted("Stopped.", hint="Nothing more was done; the next run goes on from here.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-C", "folder", metavar="DIR", default=".", help="Work as if started in DIR.")
@click.option("--env-file", metavar="FILE", type=click.Path(path_type=Path), help="Read settings from FILE, not .env.")
@click.option("--transport", metavar="auto|rest|xmlrpc", help="How to talk to the site.")
@click.option("--insecure", is_flag=True, help="Allow a site on plain http that is not on this machine.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say more: every post, every request.")
@click.option("--no-color", is_flag=True, help="No colours (NO_COLOR does the same).")
@click.option("--no-input", is_flag=True, help="Never ask; where a question would come, refuse.")
@click.version_option(__version__, prog_name="wp-portraits")
@click.pass_context
def cli(ctx: click.Context, /, folder: str, **options: object) -> None:
    """Publish a series of interview portraits to WordPress from a folder of Markdown drafts."""
    ctx.obj = Console(Options(folder=Path(folder), **options))  # type: ignore[arg-type]


def enter() -> NoReturn:
    """Run the command of ``sys.argv`` and exit with its code; no exception reaches the user as a traceback."""
    _mend_streams()
    try:
        begin_work()
        code = run(sys.argv[1:])
        end_work()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    signal = stopped_by()
    if code == Exit.INTERRUPTED:
        leave(exit_code(signal) if signal else code)
    gc.freeze()  # the process gives everything back whole: nothing need be looked through for it
    sys.exit(code)


def _mend_streams() -> None:
    """Standard output and error take every character; where one is closed, what is printed there is dropped."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - as long as we run
        getattr(sys, name).reconfigure(errors="backslashreplace")


def run(argv: list[str]) -> int:
    """Run one command; its exit code (see :class:`wp_portraits.errors.Exit`)."""
    try:
        code = cli.main(argv, prog_name="wp-portraits", standalone_mode=False)
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        code = _refuse(_stopped())
    except click.ClickException as wrong:
        code = _misused(wrong)
    except Failure as failure:
        code = _refuse(failure)
    except BrokenPipeError:
        _drop_output()
        code = Exit.DONE
    except OSError as error:
        code = _full(error) if error.errno in _FULL else _crashed(error, argv)
    except Exception as bug:
        code = _crashed(bug, argv)
    return int(code or Exit.DONE)


def _misused(wrong: click.ClickException) -> int:
    """Say what is wrong with the call; of an option that is known but misplaced, where it belongs."""
    if isinstance(wrong, click.NoSuchOption) and wrong.ctx is not None:
        name = wrong.option_name
        if any(name in (*option.opts, *option.secondary_opts) for option in cli.params):
            program, _, command = wrong.ctx.command_path.partition(" ")
            told = f"{name} stands before the command: {program} {name} … {command} …"
            wrong = click.UsageError(told, wrong.ctx)
    wrong.show()
    return Exit.USAGE


def _crashed(bug: Exception, argv: list[str]) -> int:
    from wp_portraits.cli.crash import report_crash

    print(report_crash(bug, argv), file=sys.stderr)
    return Exit.BUG


def _full(error: OSError) -> int:
    """The disk has no room for what the command says: the room for its state is another matter (StateError)."""
    _drop_output()
    hint = "Make room, or write it elsewhere. What was sent to the site is there; the next run goes on from here."
    return _refuse(UsageError(f"The output cannot be written: {error.strerror}.", hint=hint))


def _drop_output() -> None:
    """Nobody takes the output: what is left of it must not end in a message of the interpreter."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lines(text: str) -> str:
    """The text as a terminal may be given it: names of files and what a site said are in it."""
    from wp_portraits.reports.cells import safe

    return "\n".join(map(safe, text.split("\n")))


def _refuse(failure: Failure) -> int:
    if failure.exit_code == Exit.INTERRUPTED:
        end_work()  # a second Ctrl-C now would be told beside the first
        if sys.stderr.isatty():
            print(file=sys.stderr)  # the terminal stands behind "^C", or behind how far the work was
    print(f"wp-portraits: {_lines(failure.message)}", file=sys.stderr)
    if failure.hint:
        print(f"  → {_lines(failure.hint)}", file=sys.stderr)
    return failure.exit_code
