"""``wp-portraits comments list``."""

from __future__ import annotations

import click

from wp_portraits.cli.console import Console, pass_console


@click.command("list")
@pass_console
def list_(console: Console) -> None:
    """Show the conversations, thread by thread, as of the last sync."""
    from wp_portraits.flows.conversation import list_comments

    console.product(list_comments(console.place(), color=console.color, width=console.width))
