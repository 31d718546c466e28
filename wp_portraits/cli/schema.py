"""``wp-portraits schema``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from wp_portraits.cli.console import Console, pass_console


@click.command()
@click.argument("name", type=click.Choice(["draft", "series"]), metavar="draft|series", default="draft")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write it to FILE.")
@pass_console
def schema(console: Console, name: Literal["draft", "series"], out: Path | None) -> None:
    """Print the JSON Schema of a draft's front matter or of a series file, for editors."""
    from wp_portraits.reports.json_text import json_text
    from wp_portraits.schema.json_schema import json_schema
    from wp_portraits.workspace.files import write_atomically

    text = json_text(json_schema(name))
    if out is None:
        console.document(text)
        return
    write_atomically(console.options.folder / out, text)
    console.say(f"wrote {console.options.folder / out}")
