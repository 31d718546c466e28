"""``wp-portraits publish``."""

from __future__ import annotations

import click

from wp_portraits.cli.console import Console, pass_console
from wp_portraits.cli.plan import choice_of, choosing, told
from wp_portraits.errors import Exit, UsageError


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Stop after showing the plan.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the outcome is told.")
@choosing
@pass_console
def publish(
    console: Console,
    paths: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    form: str,
    overwrite: tuple[str, ...],
    adopt: bool,
    prune: bool,
) -> int:
    """Make the posts what the drafts say.

    On a terminal it shows the plan and asks; without one it needs --yes. An invalid draft among those named stops
    everything before anything is sent.
    """
    from wp_portraits.flows.publishing import prepared
    from wp_portraits.reports.outcome import outcome_json, outcome_text
    from wp_portraits.reports.plan import plan_text

    if not (yes or dry_run or console.may_ask):
        raise UsageError("There is no terminal to ask on.", hint="Add --yes, or look first with: wp-portraits plan")
    with prepared(console.place(), paths, choice_of(overwrite, adopt, prune), told(console)) as ready:
        if dry_run or not yes:
            console.error(plan_text(ready.plan, console.error_color, verbose=console.options.verbose))
        if dry_run:
            return Exit.REFUSED if ready.plan.refusals else Exit.DONE
        if not yes and ready.plan.pending and not ready.plan.refusals and not console.ask("Publish?"):
            console.say("Nothing was sent.")
            return Exit.DONE
        outcome = ready.carry_out(console.progress)
    if form == "json":
        console.product(outcome_json(outcome))
    else:
        console.product(outcome_text(outcome, console.color, verbose=console.options.verbose))
    return outcome.exit_code
