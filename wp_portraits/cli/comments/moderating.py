"""``wp-portraits comments approve``, ``hold``, ``spam`` and ``trash``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wp_portraits.cli.comments import choosing
from wp_portraits.cli.console import Console, pass_console

if TYPE_CHECKING:
    from wp_portraits.comments.moderating import Ruling
    from wp_portraits.wordpress.site import Moderation

_form = choosing.form("text", "json")


@click.command()
@choosing.ids
@_form
@pass_console
def approve(console: Console, ids: tuple[int, ...], form: str) -> int:
    """Let readers see comments."""
    return _moderate(console, ids, form, "approved")


@click.command()
@choosing.ids
@_form
@pass_console
def hold(console: Console, ids: tuple[int, ...], form: str) -> int:
    """Take comments back from readers, until they are approved."""
    return _moderate(console, ids, form, "hold")


@click.command()
@choosing.ids
@_form
@pass_console
def spam(console: Console, ids: tuple[int, ...], form: str) -> int:
    """Mark comments as spam."""
    return _moderate(console, ids, form, "spam")


@click.command()
@choosing.ids
@_form
@pass_console
def trash(console: Console, ids: tuple[int, ...], form: str) -> int:
    """Move comments to the bin."""
    return _moderate(console, ids, form, "trash")


def _moderate(console: Console, ids: tuple[int, ...], form: str, status: Moderation) -> int:
    """On the site, then here; in text each outcome is told as it comes."""
    from wp_portraits.comments.moderating import exit_code
    from wp_portraits.comments.telling import ruling_text, rulings_json
    from wp_portraits.flows.answering import moderate_comments

    rulings: list[Ruling] = []
    for ruling in moderate_comments(console.place(), ids, status):
        rulings.append(ruling)
        if form == "text":
            console.product(ruling_text(ruling, console.color))
    if form == "json":
        console.document(rulings_json(rulings))
    return exit_code(rulings)
