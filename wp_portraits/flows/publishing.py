"""Plan and publish: from the folder of drafts to the site, in one go or by way of a plan in a file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from wp_portraits import __version__
from wp_portraits.errors import Refusal, UsageError
from wp_portraits.flows.composing import Composer
from wp_portraits.flows.connecting import reach
from wp_portraits.flows.reading import Reading, read_workspace
from wp_portraits.flows.site import Place, site_folder
from wp_portraits.plan.action import Plan
from wp_portraits.plan.moved import Comparison, compare
from wp_portraits.plan.outcome import Outcome
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.saved import TOOL, SavedPlan, looks_saved, plan_file, printable, read_plan
from wp_portraits.plan.values import Choice
from wp_portraits.publish.run import carry_out
from wp_portraits.publish.survey import survey
from wp_portraits.publish.work import FRESH, Progress
from wp_portraits.render.renderer import Renderer
from wp_portraits.state.lock import lock
from wp_portraits.state.posts import PostStore
from wp_portraits.workspace.files import list_drafts, read_bytes, write_atomically
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.templates import template_sources

_MANY: Final = 20
"""How many portraits that moved are named."""

Tell = Callable[[Reading], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan, ready to be carried out. ``done``: how many posts of a saved plan an earlier run dealt with."""

    plan: Plan
    carry_out: Callable[[Progress | None], Outcome]
    done: int = 0


@contextmanager
def prepared(
    where: Place, names: Sequence[str], choice: Choice, tell: Tell, *, thorough: bool = False
) -> Iterator[Prepared]:
    """Read and check the drafts, look at the site, make the plan; the workspace stays locked until the block ends.

    ``tell`` receives the reading before anything else happens: with every warning and hint, if ``thorough`` or where
    there are errors. Raises Refusal when a named draft has errors, before the site is asked for anything; SiteError,
    StateError, Locked.
    """
    with _prepared(where, names, lambda reading: _chosen(choice, reading, names), tell, thorough) as ready:
        yield ready


@contextmanager
def prepared_from(where: Place, file: Path, tell: Tell, *, thorough: bool = False) -> Iterator[Prepared]:
    """The same with the choice that a saved plan was made with, as long as nothing moved since.

    Raises UsageError when the file is no plan that can be read, Refusal when it is for another site or something moved,
    and what :func:`prepared` raises.
    """
    saved = read_plan(_text(file), file.name)
    named = _named(where.workspace, saved)
    if saved.only and not named:
        gone = [f"{printable(path)}: the draft is no longer there" for path in saved.only]
        raise Refusal(_moved(gone, file.name), hint=_what_now(saved))
    with _prepared(where, named, lambda _: saved.choice, tell, thorough) as ready:
        yield replace(ready, done=len(_compared(saved, ready.plan, file.name).done))


def may_keep(file: Path) -> None:
    """UsageError when a plan must not be written to this file, because it holds something else."""
    if file.exists() and not looks_saved(_text(file)):
        raise UsageError(f"{file} exists and is not a plan: it stays as it is.", hint="Name another file with --out.")


def keep_plan(plan: Plan, file: Path) -> None:
    """Write a plan to a file, whole or not at all. Raises UsageError when the disk refuses."""
    write_atomically(file, plan_file(plan, __version__))


def _text(file: Path) -> str:
    body = read_bytes(file)
    if isinstance(body, str):
        raise UsageError(f"{file} cannot be read: {body}.", hint="Is it the file that `plan --out` wrote?")
    return body.decode("utf-8-sig", "replace")


def _named(workspace: Workspace, saved: SavedPlan) -> list[str]:
    """The drafts a saved plan was narrowed to, as far as they are still there."""
    here = {workspace.relative(path): str(path) for path in list_drafts(workspace)}
    return [here[path] for path in saved.only or () if path in here]


def _compared(saved: SavedPlan, plan: Plan, name: str) -> Comparison:
    if saved.site != plan.survey.facts.url:
        raise Refusal(
            f"Nothing was sent: {name} is a plan for {printable(saved.site)}, and this is {plan.survey.facts.url}.",
            hint="Choose the site it was made for with --env-file, or make a plan for this one.",
        )
    comparison = compare(saved, plan)
    if comparison.moved:
        raise Refusal(_moved(comparison.moved, name), hint=_what_now(saved))
    return comparison


def _moved(sentences: Sequence[str], name: str) -> str:
    more = [f"and {len(sentences) - _MANY} more"] if len(sentences) > _MANY else []
    shown = "".join(f"\n  {sentence}" for sentence in [*sentences[:_MANY], *more])
    return f"Nothing was sent: since {name} was made, something moved.{shown}"


def _what_now(saved: SavedPlan) -> str:
    made_here = saved.tool == f"{TOOL} {__version__}"
    other = f" It was made by {printable(saved.tool)}, this is {TOOL} {__version__}." if not made_here else ""
    return f"Look at it anew with `wp-portraits plan --out FILE`, and carry out that plan.{other}"


@contextmanager
def _prepared(
    where: Place, names: Sequence[str], choose: Callable[[Reading], Choice], tell: Tell, thorough: bool
) -> Iterator[Prepared]:
    folder = site_folder(where)
    reading = read_workspace(where.workspace, names, errors_only=not thorough)
    tell(reading)
    _refuse_errors(reading)
    with lock(folder), PostStore(folder / "posts.sqlite") as store:
        compose = _composer(where, reading)
        compose.begin()
        site, seen = reach(where, lambda site: survey(site, store, compose.outlines))
        plan = make_plan(seen, compose, choose(reading))
        made = time.monotonic()

        def carry_it_out(progress: Progress | None) -> Outcome:
            stale = time.monotonic() - made > FRESH
            return carry_out(plan, site, store, compose, progress=progress, look_again=stale)

        yield Prepared(plan, carry_it_out)


def _refuse_errors(reading: Reading) -> None:
    if reading.errors:
        noun = "error" if reading.errors == 1 else "errors"
        raise Refusal(
            f"Nothing was sent: the drafts have {reading.errors} {noun}.",
            hint="Mend what is said above, or name only the drafts that are ready.",
        )


def _composer(where: Place, reading: Reading) -> Composer:
    renderer = Renderer(template_sources(where.workspace))
    portraits = list(reading.portraits.values())
    return Composer(portraits, reading.pictures, renderer, where.settings["WP_MARKUP"], where.workspace.root)


def _chosen(choice: Choice, reading: Reading, names: Sequence[str]) -> Choice:
    """The choice, narrowed to the drafts that were named."""
    if not names:
        return choice
    return replace(choice, only=frozenset(reading.portraits[path].key for path in reading.chosen))
