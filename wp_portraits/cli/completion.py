"""``wp-portraits completion``."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from wp_portraits.cli.console import Console, pass_console

_SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@click.pass_context
@pass_console
def completion(console: Console, ctx: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options and files; the shell's start-up file evaluates it."""
    whole = ctx.find_root().command
    console.document(_SHELLS[shell](whole, {}, "wp-portraits", "_WP_PORTRAITS_COMPLETE").source())
