"""``wp-portraits comments``: a module for each family of its commands."""

from __future__ import annotations

import click

from wp_portraits.cli.comments import answering, exporting, moderating, reading, syncing


@click.group()
def comments() -> None:
    """Bring the conversation home, show it, answer."""


for command in (
    syncing.sync,
    reading.list_,
    reading.show,
    reading.read,
    answering.reply,
    moderating.approve,
    moderating.hold,
    moderating.spam,
    moderating.trash,
    exporting.export,
    syncing.forget,
):
    comments.add_command(command)
