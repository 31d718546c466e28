"""``wp-portraits comments reply``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wp_portraits.cli.console import Console, pass_console
from wp_portraits.errors import UsageError

_OTHER_WAYS = "Give the text after the number, name a file with --file, or pipe it in and write - for the text."


@click.command()
@click.argument("comment_id", metavar="ID", type=click.IntRange(min=1))
@click.argument("text", metavar="[TEXT]", required=False)
@click.option(
    "--file", "path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Take the text from FILE."
)
@pass_console
def reply(console: Console, comment_id: int, text: str | None, path: Path | None) -> None:
    """Answer comment ID on the site.

    TEXT - reads standard input. Without a text, the editor opens ($VISUAL or $EDITOR) with the comment below.
    """
    from wp_portraits.comments.sanitize import line_for_terminal
    from wp_portraits.flows.answering import begin_reply, reply_once_read, reply_to, send_reply

    if text is not None and path is not None:
        raise UsageError("There are two texts: one after the number, one in --file.", hint="Leave one out.")
    where = console.place()
    if path is not None:
        answer = reply_to(where, comment_id, _read(console.options.folder / path))
    elif text == "-":
        answer = reply_once_read(where, comment_id, _standard_input())
    elif text is not None:
        answer = reply_to(where, comment_id, text)
    elif console.may_ask:
        sheet = begin_reply(where, comment_id)
        _edit(sheet.path)
        answer = send_reply(where, sheet)
    else:
        raise UsageError("There is no text, and no terminal to open an editor on.", hint=_OTHER_WAYS)
    console.product(f"published as comment {answer.id}")
    console.say(line_for_terminal(answer.link))


def _edit(path: Path) -> None:
    try:
        click.edit(filename=str(path))
    except click.ClickException as failed:
        hint = f"Set EDITOR to an editor that waits. What was written is kept in {path}; nothing was sent."
        raise UsageError(f"The editor failed: {failed.message}.", hint=hint) from failed


def _standard_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise UsageError("The reply on standard input is not UTF-8 text.", hint="Save it as UTF-8.") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text.", hint="Save it as UTF-8.") from error
