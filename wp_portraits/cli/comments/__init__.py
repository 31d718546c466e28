"""``wp-portraits comments``: bringing them home; what the other commands do stands in a module each family."""

from __future__ import annotations

from dataclasses import asdict

import click

from wp_portraits.cli.comments import answering, exporting, moderating, reading
from wp_portraits.cli.console import Console, pass_console


@click.group()
def comments() -> None:
    """Bring the conversation home, show it, answer."""


@comments.command()
@click.option("--full", is_flag=True, help="Compare every comment, however recent the last full pass.")
@click.option("--with-personal-data", "personal", is_flag=True, help="Keep e-mail and IP addresses too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the outcome is told.")
@pass_console
def sync(console: Console, full: bool, personal: bool, form: str) -> None:
    """Bring the local copy of the comments up to date."""
    from wp_portraits.flows.conversation import sync_comments
    from wp_portraits.reports.comments import sync_json, sync_text

    outcome = sync_comments(console.place(), full=full, personal=personal)
    counts = asdict(outcome)
    if form == "json":
        console.product(sync_json(**counts))
    elif outcome.changed or not console.options.quiet:
        console.product(sync_text(**counts))


for command in (
    reading.list_,
    reading.show,
    reading.read,
    answering.reply,
    moderating.approve,
    moderating.hold,
    moderating.spam,
    moderating.trash,
    exporting.export,
):
    comments.add_command(command)
