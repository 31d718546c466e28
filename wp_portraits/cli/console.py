"""What the commands share: the global options, the terminal, and asking a question."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from wp_portraits.flows.site import Place


@dataclass(frozen=True, slots=True)
class Options:
    """The global options, as given."""

    folder: Path
    env_file: Path | None
    transport: str | None
    insecure: bool
    quiet: bool
    verbose: bool
    no_color: bool
    no_input: bool


class Console:
    """Product on stdout, everything else on stderr; colours, wrapping and questions only on a terminal."""

    def __init__(self, options: Options) -> None:
        self.options = options
        unwanted = options.no_color or os.environ.get("NO_COLOR")
        colors = not unwanted and os.environ.get("TERM") != "dumb"
        self.color = colors and sys.stdout.isatty()
        self.error_color = colors and sys.stderr.isatty()
        self.width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
        self.may_ask = sys.stdin.isatty() and sys.stderr.isatty() and not options.no_input

    def place(self, **flags: str | None) -> Place:
        """Where the command works: the workspace, its settings (``flags`` override them), the connection's options."""
        from wp_portraits.flows.site import place

        options = self.options
        env_file = options.folder / options.env_file if options.env_file else None
        overriding = {"WP_TRANSPORT": options.transport, **flags}
        return place(options.folder, env_file, overriding, insecure=options.insecure, log=self.detail)

    def product(self, text: str) -> None:
        """Print what the command was called for, as it is."""
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")

    def document(self, text: str | Iterable[str]) -> None:
        """Print what a program reads, at once or piece by piece: in UTF-8, whatever the locale says."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        if isinstance(text, str):
            self.product(text)
        else:
            sys.stdout.writelines(text)

    def error(self, text: str) -> None:
        """Print what went wrong, whatever the options."""
        sys.stdout.flush()
        print(text.rstrip("\n"), file=sys.stderr, flush=True)

    def say(self, line: str) -> None:
        """A line about the work, unless ``--quiet``."""
        if not self.options.quiet:
            print(line, file=sys.stderr, flush=True)

    def detail(self, line: str) -> None:
        """A line for ``--verbose`` only."""
        if self.options.verbose:
            print(line, file=sys.stderr, flush=True)

    def progress(self, done: int, total: int) -> None:
        """How far publishing is, on one line of a terminal."""
        if sys.stderr.isatty() and not self.options.quiet:
            print(f"\r{done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    def ask(self, question: str) -> bool:
        """Ask for a yes or no; no is the default. Call only when :attr:`may_ask`."""
        return click.confirm(question, default=False, err=True)


pass_console = click.make_pass_decorator(Console)

jobs_option = click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Share the work between N processes (default: one a processor core, where it pays).",
)
