"""The entry point: global options, the commands' names, and what becomes of an exception."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from wp_portraits import __version__
from wp_portraits.cli.console import Console, Options
from wp_portraits.cli.crash import report_crash
from wp_portraits.errors import Exit, Failure, Interrupted

_COMMANDS = {
    "init": "begin",
    "new": "begin",
    "check": "check",
    "render": "render",
    "plan": "plan",
    "publish": "publish",
    "comments": "comments",
    "doctor": "doctor",
    "sandbox": "sandbox",
}
"""Command → the module of this room that holds it, in the order of the help page."""


class _Commands(click.Group):
    """The commands, each imported only when it is called: a fast one does not pay for a slow one's libraries."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"wp_portraits.cli.{_COMMANDS[cmd_name]}"), cmd_name)
        return command


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


def main() -> NoReturn:
    """Run the command of ``sys.argv`` and exit with its code; no exception reaches the user as a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(argv: list[str]) -> int:
    """Run one command; its exit code (see :class:`wp_portraits.errors.Exit`)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = cli.main(argv, prog_name="wp-portraits", standalone_mode=False)
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        code = _refuse(Interrupted("Stopped.", hint="Nothing more was done; the next run goes on from here."))
    except click.ClickException as wrong:
        wrong.show()
        code = Exit.USAGE
    except Failure as failure:
        code = _refuse(failure)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.DONE
    except Exception as bug:
        print(report_crash(bug, argv), file=sys.stderr)
        code = Exit.BUG
    return int(code or Exit.DONE)


def _refuse(failure: Failure) -> int:
    print(f"wp-portraits: {failure.message}", file=sys.stderr)
    if failure.hint:
        print(f"  → {failure.hint}", file=sys.stderr)
    return failure.exit_code
