"""``wp-portraits comments reply``."""

from __future__ import annotations

import sys

import click

from wp_portraits.cli.console import Console, pass_console
from wp_portraits.errors import UsageError


@click.command()
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
