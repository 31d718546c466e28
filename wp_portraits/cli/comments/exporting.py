"""``wp-portraits comments export``."""

from __future__ import annotations

from pathlib import Path

import click

from wp_portraits.cli.console import Console, pass_console


@click.command()
@click.option("--format", "form", type=click.Choice(["json", "markdown"]), default="json", help="Which form.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@pass_console
def export(console: Console, form: str, output: Path | None) -> None:
    """Write the comments of the last sync as JSON or Markdown."""
    from wp_portraits.flows.conversation import export_comments
    from wp_portraits.workspace.files import write_atomically

    text = export_comments(console.place(), form)
    if output is None:
        console.product(text)
        return
    path = console.options.folder / output
    write_atomically(path, text, mode=0o600)
    console.say(f"wrote {path}")
