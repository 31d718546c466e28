"""``wp-portraits render``."""

from __future__ import annotations

from pathlib import Path

import click

from wp_portraits.cli.console import Console, jobs_option, pass_console
from wp_portraits.errors import Exit, UsageError


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write KEY.html files into DIR.",
)
@click.option("--markup", type=click.Choice(["blocks", "classic"]), help="Block markup (the default) or plain HTML.")
@jobs_option
@pass_console
def render(console: Console, paths: tuple[str, ...], output: Path | None, markup: str | None, jobs: int | None) -> int:
    """Write the HTML of each portrait's post, without touching a site.

    With -o, one file a portrait; without it, the HTML of a single draft goes to standard output. Drafts with errors are
    not rendered, and the exit code is 1.
    """
    from wp_portraits.flows.rendering import render_pages, write_pages
    from wp_portraits.reports.findings_text import findings_text

    where = console.place(WP_MARKUP=markup)
    folder = console.options.folder / (output or "")
    produce = write_pages if output else render_pages
    told, pages = produce(where.workspace, paths, where.settings["WP_MARKUP"], folder, jobs=jobs)
    if told.errors:
        drafts = len(told.chosen)
        console.error(findings_text(told.diagnostics, told.sources, drafts=drafts, color=console.error_color))
    if output:
        for path in pages:
            console.say(f"wrote {path}")
    elif len(told.chosen) > 1:
        raise UsageError(f"{len(told.chosen)} drafts do not go to one output.", hint="Name a folder with -o DIR.")
    else:
        console.product("".join(map(str, pages)))
    return Exit.FINDINGS if told.errors else Exit.DONE
