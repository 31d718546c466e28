"""``wp-portraits doctor``."""

from __future__ import annotations

import click

from wp_portraits.cli.console import Console, pass_console

_MARKS = {True: "✓", False: "✗", None: "·"}


@click.command()
@pass_console
def doctor(console: Console) -> int:
    """Say what is set and where from, and whether the site answers and lets us in."""
    from wp_portraits.flows.doctor import examine
    from wp_portraits.reports.cells import safe

    examination = examine(console.place())
    for line in examination.lines:
        console.product(f"{_MARKS[line.good]} {safe(line.text)}")
        if line.hint:
            console.product(f"    → {safe(line.hint)}")
    return examination.exit_code
