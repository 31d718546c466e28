"""``wp-portraits comments``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from wp_portraits.cli.console import Console, pass_console
from wp_portraits.errors import UsageError


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


@comments.command("list")
@pass_console
def list_(console: Console) -> None:
    """Show the conversations, thread by thread, as of the last sync."""
    from wp_portraits.flows.conversation import list_comments

    console.product(list_comments(console.place(), color=console.color, width=console.width))


@comments.command()
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


@comments.command()
@click.argument("comment_id", metavar="ID", type=int)
@click.argument("text", metavar="TEXT")
@pass_console
def reply(console: Console, comment_id: int, text: str) -> None:
    """Answer comment ID on the site; TEXT - reads standard input."""
    from wp_portraits.flows.conversation import reply_to

    if text == "-":
        try:
            text = sys.stdin.read()
        except UnicodeDecodeError as error:
            raise UsageError("The reply on standard input is not UTF-8 text.", hint="Save it as UTF-8.") from error
    answer = reply_to(console.place(), comment_id, text)
    console.product(f"published as comment {answer.id}")
    console.say(answer.link)
