"""``wp-portraits plan``, and what it shares with ``publish``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wp_portraits.cli.console import Console, pass_console
from wp_portraits.errors import Exit

if TYPE_CHECKING:
    from wp_portraits.flows.reading import Reading
    from wp_portraits.plan.values import Choice


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what may be replaced, taken over or removed on the site."""
    for option in (
        click.option("--prune", is_flag=True, help="Move posts whose draft is gone to the bin."),
        click.option("--adopt", is_flag=True, help="Take over posts that hold a portrait's slug."),
        click.option(
            "--overwrite", metavar="KEY", multiple=True, help="Replace this post though it changed on the site."
        ),
    ):
        command = option(command)
    return command


def choice_of(overwrite: tuple[str, ...], adopt: bool, prune: bool) -> Choice:
    """The options as the planner takes them."""
    from wp_portraits.plan.values import Choice

    return Choice(overwrite=frozenset(overwrite), adopt=adopt, prune=prune)


def told(console: Console) -> Callable[[Reading], None]:
    """Show the findings on standard error: all when there are errors, else warnings with ``--verbose`` only."""

    def tell(reading: Reading) -> None:
        from wp_portraits.reports.findings_text import findings_text

        if reading.errors or (reading.diagnostics and console.options.verbose):
            drafts = len(reading.chosen)
            text = findings_text(reading.diagnostics, reading.sources, drafts=drafts, color=console.error_color)
            console.error(text)

    return tell


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the plan is told.")
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Keep the plan, for publish --plan."
)
@click.option("--exit-code", is_flag=True, help="Exit code 1 when something would be sent, 3 for conflicts.")
@choosing
@pass_console
def plan(
    console: Console,
    paths: tuple[str, ...],
    form: str,
    out: Path | None,
    exit_code: bool,
    overwrite: tuple[str, ...],
    adopt: bool,
    prune: bool,
) -> int:
    """Say what publish would do. Sends nothing."""
    from wp_portraits.flows.publishing import keep_plan, may_keep, prepared
    from wp_portraits.plan.action import ActionKind
    from wp_portraits.reports.plan import plan_json, plan_text

    file = console.options.folder / out if out else None
    if file:
        may_keep(file)
    where, choice, verbose = console.place(), choice_of(overwrite, adopt, prune), console.options.verbose
    with prepared(where, paths, choice, told(console), thorough=verbose) as ready:
        made = ready.plan
    if file and not made.refusals:
        keep_plan(made, file)
    if form == "json":
        console.product(plan_json(made))
    else:
        console.product(plan_text(made, console.color, verbose=verbose))
    if file:
        console.say(f"A plan that is refused is not kept: {file}" if made.refusals else f"kept in {file}")
    if made.refusals or (exit_code and made.count(ActionKind.CONFLICT)):
        return Exit.REFUSED
    return Exit.FINDINGS if exit_code and made.pending else Exit.DONE
