"""``wp-portraits publish``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wp_portraits.cli.console import Console, pass_console
from wp_portraits.cli.plan import choice_of, choosing, told
from wp_portraits.errors import Exit, UsageError

if TYPE_CHECKING:
    from wp_portraits.flows.publishing import Prepared
    from wp_portraits.plan.values import Choice


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--plan", "kept", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Carry out this plan."
)
@click.option("--dry-run", is_flag=True, help="Stop after showing the plan.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the outcome is told.")
@choosing
@pass_console
def publish(
    console: Console,
    paths: tuple[str, ...],
    yes: bool,
    kept: Path | None,
    dry_run: bool,
    form: str,
    overwrite: tuple[str, ...],
    adopt: bool,
    prune: bool,
) -> int:
    """Make the posts what the drafts say.

    On a terminal it shows the plan and asks; without one it needs --yes. An invalid draft among those named stops
    everything before anything is sent. With --plan it carries out what `plan --out` kept, or refuses if something moved
    since.
    """
    from wp_portraits.reports.outcome import outcome_json, outcome_text
    from wp_portraits.reports.plan import plan_text

    if not (yes or dry_run or console.may_ask):
        raise UsageError("There is no terminal to ask on.", hint="Add --yes, or look first with: wp-portraits plan")
    if kept and (paths or overwrite or adopt or prune):
        raise _two_choices()
    verbose = console.options.verbose
    with _prepared(console, paths, choice_of(overwrite, adopt, prune), kept) as ready:
        if dry_run or not yes:
            console.error(plan_text(ready.plan, console.error_color, verbose=verbose))
        if dry_run:
            return Exit.REFUSED if ready.plan.refusals else Exit.DONE
        if not (yes or _agreed(console, ready)):
            console.say("Nothing was sent.")
            return Exit.DONE
        outcome = ready.carry_out(console.progress)
    if form == "json":
        console.product(outcome_json(outcome))
    else:
        console.product(outcome_text(outcome, console.color, verbose=verbose))
    return outcome.exit_code


@contextmanager
def _prepared(console: Console, paths: tuple[str, ...], choice: Choice, kept: Path | None) -> Iterator[Prepared]:
    """The plan of the drafts, or the one that was kept, which is told how it stands."""
    from wp_portraits.flows.publishing import prepared, prepared_from

    where, tell, verbose = console.place(), told(console), console.options.verbose
    if kept is None:
        with prepared(where, paths, choice, tell, thorough=verbose) as ready:
            yield ready
        return
    with prepared_from(where, console.options.folder / kept, tell, thorough=verbose) as ready:
        console.say(_standing(ready, kept))
        yield ready


def _two_choices() -> UsageError:
    return UsageError(
        "--plan stands alone: which drafts, --overwrite, --adopt and --prune are part of the plan.",
        hint="Leave them out, or make another plan with them: wp-portraits plan --out FILE",
    )


def _agreed(console: Console, ready: Prepared) -> bool:
    """Whether the user wants what is pending; where nothing is, or nothing may be sent, nobody is asked."""
    return not ready.plan.pending or bool(ready.plan.refusals) or console.ask("Publish?")


def _standing(ready: Prepared, kept: Path) -> str:
    """How a saved plan stands that nothing speaks against."""
    if ready.done and not ready.plan.pending:
        return f"{kept} has been carried out already."
    done = f" {ready.done} of its posts are done already." if ready.done else ""
    return f"{kept} still holds: nothing moved since it was made.{done}"
