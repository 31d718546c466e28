"""``--links`` and what belongs to it: the options of ``check`` that ask the web."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from math import isnan
from typing import TYPE_CHECKING, Any

import click

from wp_portraits.cli.console import Console

if TYPE_CHECKING:
    from wp_portraits.flows.checking import Findings
    from wp_portraits.workspace.locate import Workspace

_LONGEST = 300


def _number(_ctx: click.Context, _option: click.Parameter, seconds: float | None) -> float | None:
    """What is written is a number: for Python, and so for click, "nan" is one in any range."""
    if seconds is not None and isnan(seconds):
        raise click.BadParameter("nan is not a number of seconds.")
    return seconds


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say whether and how the addresses of the drafts are asked."""
    for option in (
        click.option("--links-permit", metavar="NETWORK", multiple=True, help="With --links: ask this network, too."),
        click.option(
            "--links-timeout",
            metavar="SECONDS",
            type=click.FloatRange(0, _LONGEST, min_open=True),
            callback=_number,
            help="With --links: how long to wait for an answer (10).",
        ),
        click.option("--links-fresh", is_flag=True, help="With --links: ask again what was asked within a day."),
        click.option("--links", is_flag=True, help="Ask the addresses of the drafts whether they lead somewhere."),
    ):
        command = option(command)
    return command


def with_answers(
    console: Console,
    workspace: Workspace,
    found: Findings,
    *,
    links: bool,
    links_fresh: bool,
    links_timeout: float | None,
    links_permit: tuple[str, ...],
) -> Findings:
    """The findings with what asking its addresses found, where the options say so."""
    if not links:
        if links_fresh or links_timeout is not None or links_permit:
            raise click.UsageError("--links-fresh, --links-timeout and --links-permit belong to --links.")
        return found
    from wp_portraits.flows.links import LinkWishes, ask_links
    from wp_portraits.reports.cells import safe

    asked = ask_links(
        workspace,
        found.chosen,
        LinkWishes(links_timeout or 10.0, links_permit, links_fresh),
        now=datetime.now(UTC),
        log=lambda line: console.detail(safe(line)),
        progress=console.progress,
    )
    return replace(found, diagnostics=asked.beside(found.diagnostics), sources={**found.sources, **asked.sources})
