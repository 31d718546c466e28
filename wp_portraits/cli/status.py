"""``wp-portraits status``."""

from __future__ import annotations

import click

from wp_portraits.cli.console import Console, pass_console


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How it is told.")
@pass_console
def status(console: Console, form: str) -> None:
    """Say where things stand: drafts, what is published, the comments. The site is not asked."""
    from wp_portraits.flows.status import look_around
    from wp_portraits.reports.status import standing_json, standing_text

    standing = look_around(console.place())
    if form == "json":
        console.document(standing_json(standing))
    else:
        console.product(standing_text(standing, console.color))
