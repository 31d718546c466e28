"""``wp-portraits explain``."""

from __future__ import annotations

import click

from wp_portraits.cli.console import Console, pass_console


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@pass_console
def explain(console: Console, codes: tuple[str, ...]) -> None:
    """Say what a finding means, why it matters, and how to mend it.

    CODE is a finding's code, such as Q002, or its beginning: Q stands for all about questions. Without one, every code
    is listed.
    """
    from wp_portraits.check.pages import page
    from wp_portraits.check.selection import codes_of
    from wp_portraits.diagnostics.register import CODES
    from wp_portraits.reports.explanation import codes_text, explanation_text

    if not codes:
        console.product(codes_text(CODES.values()))
        return
    pages = [explanation_text(page(code), width=console.width, color=console.color) for code in codes_of(codes)]
    console.product("\n".join(pages))
