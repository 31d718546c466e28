"""``wp-portraits comments export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wp_portraits.cli.comments import choosing
from wp_portraits.cli.console import Console, pass_console

if TYPE_CHECKING:
    from wp_portraits.flows.threads import Form


@click.command()
@choosing.form("json", "csv", "markdown", "html", "wxr")
@choosing.portrait
@choosing.status(
    "Only approved, hold, spam, trash or post-trashed; may be repeated. Else: any, in html what readers see."
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@pass_console
def export(console: Console, form: Form, portrait: str | None, statuses: tuple[str, ...], output: Path | None) -> None:
    """Write the comments down as JSON, CSV, Markdown, HTML or WXR.

    They are those of the last sync. WXR is WordPress's own format, for its importer.
    """
    from wp_portraits.flows.threads import export_comments
    from wp_portraits.workspace.files import write_atomically

    pieces = export_comments(console.place(), form, portrait=portrait, statuses=choosing.chosen(statuses))
    if output is None:
        console.document(pieces)
        return
    path = console.options.folder / output
    write_atomically(path, pieces, mode=0o600)
    console.say(f"wrote {path}")
