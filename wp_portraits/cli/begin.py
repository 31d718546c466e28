"""``wp-portraits init`` and ``wp-portraits new``."""

from __future__ import annotations

from pathlib import Path

import click

from wp_portraits.cli.console import Console, pass_console


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False))
@pass_console
def init(console: Console, folder: Path) -> None:
    """Begin a workspace: a series, a folder for drafts, an example of .env. What exists is left as it is."""
    from wp_portraits.flows.begin import begin_workspace

    target = console.options.folder / folder
    written, kept = begin_workspace(target)
    for path in written:
        console.product(f"wrote {path}")
    for path in kept:
        console.say(f"kept {path}")
    console.say('Next: edit drafts/series/portraits.yml, then: wp-portraits new "Prénom Nom"')


@click.command()
@click.argument("name")
@click.option("--series", metavar="NAME", help="Which series, when the workspace has several.")
@click.option("--key", metavar="KEY", help="The file's name, else made from NAME.")
@pass_console
def new(console: Console, name: str, series: str | None, key: str | None) -> None:
    """Write a draft for the person NAME, with the questions of the series."""
    from wp_portraits.flows.begin import begin_draft
    from wp_portraits.workspace.locate import locate

    workspace = locate(console.options.folder)
    path = begin_draft(workspace, name, series, key)
    console.product(f"wrote {workspace.relative(path)}")
    console.say("Next: write the answers, erase the questions that stay without one, then: wp-portraits check")
