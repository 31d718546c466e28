"""``wp-portraits comments list``, ``show`` and ``read``: the last sync, without asking the site."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from wp_portraits.cli.comments import choosing
from wp_portraits.cli.console import Console, pass_console
from wp_portraits.errors import UsageError

if TYPE_CHECKING:
    from wp_portraits.comments.selecting import Selected

_THREADS = 50


@click.command("list")
@choosing.portrait
@choosing.status(
    "Only approved, hold, spam, trash, post-trashed or any; may be repeated. Else: all but spam and the bin."
)
@click.option(
    "--since", metavar="WHEN", help="Only comments since a date (2026-11-20) or for so long (30min, 12h, 7d, 2w)."
)
@click.option("--unread", is_flag=True, help="Only comments nobody has read.")
@click.option("--search", metavar="TEXT", default="", help="Only comments with TEXT in them, or in the author's name.")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=0),
    default=_THREADS,
    help=f"At most N threads ({_THREADS}); 0 is all.",
)
@choosing.form("text", "json")
@pass_console
def list_(
    console: Console,
    portrait: str | None,
    statuses: tuple[str, ...],
    since: str | None,
    unread: bool,
    search: str,
    limit: int,
    form: str,
) -> None:
    """Show the conversations of the last sync, thread by thread."""
    from wp_portraits.comments.moments import moment
    from wp_portraits.comments.selecting import CONVERSATION, Selection
    from wp_portraits.flows.threads import list_comments

    asked = Selection(
        choosing.chosen(statuses) or CONVERSATION,
        moment(since, datetime.now(UTC)) if since else None,
        unread,
        search,
        limit,
    )
    found = list_comments(console.place(), asked, portrait)
    _tell(console, found, form)
    shown = sum(len(conversation.threads) for conversation in found.conversations)
    if not shown:
        console.say("No such comments here. The site is asked by: wp-portraits comments sync")
    elif shown < found.threads:
        console.say(f"The latest {shown} of {found.threads} threads; all of them: --limit 0")
    if found.unread:
        console.say(f"{len(found.unread)} unread. Mark them: wp-portraits comments read --all, or read ID…")


@click.command()
@choosing.ids
@choosing.form("text", "json")
@pass_console
def show(console: Console, ids: tuple[int, ...], form: str) -> None:
    """Show whole threads, uncut, and mark them as read."""
    from wp_portraits.flows.threads import show_threads

    _tell(console, show_threads(console.place(), ids), form, whole=True)


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1, type=click.IntRange(min=1))
@click.option("--all", "every", is_flag=True, help="All comments there are.")
@pass_console
def read(console: Console, ids: tuple[int, ...], every: bool) -> None:
    """Mark comments as read."""
    from wp_portraits.flows.threads import mark_read

    if bool(ids) == every:
        raise UsageError("Which comments?", hint="Name their numbers, or take --all.")
    number = mark_read(console.place(), None if every else ids)
    console.product(f"marked as read: {number}")


def _tell(console: Console, found: Selected, form: str, *, whole: bool = False) -> None:
    from wp_portraits.comments.listing import Look, listing, listing_json

    if form == "json":
        console.document(listing_json(found))
        return
    look = Look(console.color, console.width, found.unread, found.matching, whole)
    console.product(listing(found.conversations, look))
