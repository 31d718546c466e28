"""``wp-portraits check``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click

from wp_portraits.cli.console import Console, jobs_option, pass_console
from wp_portraits.cli.findings import FORMS, Checked
from wp_portraits.cli.fixing import mended
from wp_portraits.cli.links import asking, with_answers
from wp_portraits.errors import Exit


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", help="How findings are told.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--fix", is_flag=True, help="First mend what has one safe answer.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--select", metavar="CODE", multiple=True, help="Tell these findings only; may be repeated.")
@click.option("--ignore", metavar="CODE", multiple=True, help="Leave these findings out; may be repeated.")
@jobs_option
@asking
@pass_console
def check(
    console: Console,
    /,
    paths: tuple[str, ...],
    form: str,
    strict: bool,
    fix: bool,
    diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    jobs: int | None,
    **links: Any,
) -> int:
    """Say what is wrong with the drafts, where, and what to do.

    PATH is a draft, a folder of drafts, or a series file, which stands for its drafts; without one, every draft is
    checked. Exit code 1 when there are errors; with --fix, when errors are left.
    CODE is a code such as Q002, or its beginning: Q stands for all about questions. Several are separated by commas.
    """
    from wp_portraits.check.selection import codes_of, selected
    from wp_portraits.flows.checking import check_workspace
    from wp_portraits.workspace.locate import locate

    codes_of((*select, *ignore))  # a wrong one is told before the work
    workspace = locate(console.options.folder, paths)
    choose, now = partial(selected, select=select, ignore=ignore), datetime.now(UTC)
    found = with_answers(console, workspace, check_workspace(workspace, paths, now=now, jobs=jobs), **links)
    if fix or diff:
        found = mended(console, workspace, paths, found, choose, now, show=diff)
    if fix and not diff:
        found = with_answers(console, workspace, found, **{**links, "links_fresh": False})
    found = replace(found, diagnostics=choose(found.diagnostics))
    if not diff:
        FORMS[form](console, Checked(workspace, found, strict))
    return Exit.FINDINGS if found.errors or (strict and found.warnings) else Exit.DONE
