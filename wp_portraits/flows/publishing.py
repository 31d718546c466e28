"""Plan and publish: from the folder of drafts to the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from wp_portraits.errors import Refusal
from wp_portraits.flows.composing import Composer
from wp_portraits.flows.connecting import connect_to
from wp_portraits.flows.reading import Reading, read_workspace
from wp_portraits.flows.site import Place, site_url
from wp_portraits.plan import Choice, Outcome, Plan, make_plan
from wp_portraits.publish import Progress, carry_out, survey
from wp_portraits.render import Renderer
from wp_portraits.state.lock import lock
from wp_portraits.state.posts import PostStore
from wp_portraits.workspace import template_sources

Tell = Callable[[Reading], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan, ready to be carried out."""

    plan: Plan
    carry_out: Callable[[Progress | None], Outcome]


@contextmanager
def prepared(where: Place, names: Sequence[str], choice: Choice, tell: Tell) -> Iterator[Prepared]:
    """Read and check the drafts, look at the site, make the plan; the workspace stays locked until the block ends.

    ``tell`` receives the reading before anything else happens. Raises Refusal when a named draft has errors, before the
    site is asked for anything; SiteError, StateError, Locked.
    """
    folder = where.workspace.site_state(site_url(where.settings))
    reading = read_workspace(where.workspace, names)
    tell(reading)
    _refuse_errors(reading)
    with lock(folder), PostStore(folder / "posts.sqlite") as store:
        site = connect_to(where)
        compose = _composer(where, reading)
        plan = make_plan(survey(site, store, compose), compose, _chosen(choice, reading, names))
        yield Prepared(plan, lambda progress: carry_out(plan, site, store, compose, progress=progress))


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
