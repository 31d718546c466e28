"""The options that several of the comments' commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

_STATUSES: Final = ("approved", "hold", "spam", "trash", "post-trashed", "any")

portrait = click.option("--portrait", metavar="KEY", help="Only what is said under this portrait.")
ids = click.argument("ids", metavar="ID...", nargs=-1, required=True, type=click.IntRange(min=1))


def status(help_text: str) -> Callable[[Any], Any]:
    """``--status``, which may be repeated."""
    return click.option(
        "--status", "statuses", metavar="STATUS", type=click.Choice(_STATUSES), multiple=True, help=help_text
    )


def form(*names: str) -> Callable[[Any], Any]:
    """``--format`` with these forms, the first being the usual one."""
    return click.option("--format", "form", type=click.Choice(names), default=names[0], help="Which form.")


def chosen(statuses: tuple[str, ...]) -> frozenset[str] | None:
    """The statuses that were named, ``any`` being all of them; None when none was."""
    if "any" in statuses:
        return frozenset(_STATUSES) - {"any"}
    return frozenset(statuses) or None
