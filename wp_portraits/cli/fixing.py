"""``check --fix``: mend first, then tell what is left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from wp_portraits.cli.console import Console

if TYPE_CHECKING:
    from wp_portraits.diagnostics.diagnostic import Diagnostic
    from wp_portraits.flows.checking import Findings
    from wp_portraits.workspace.locate import Workspace


def mended(
    console: Console,
    workspace: Workspace,
    paths: Sequence[str],
    found: Findings,
    choose: Callable[[Sequence[Diagnostic]], tuple[Diagnostic, ...]],
    now: datetime,
    *,
    show: bool,
) -> Findings:
    """Mend what was found in the drafts, and say so; with ``show``, print what would be different and write nothing.

    Gives what is found once they are mended.
    """
    from wp_portraits.flows.fixing import fix_drafts
    from wp_portraits.reports.edits import edits_diff, mended_lines

    fixing = fix_drafts(workspace, paths, found, choose, now, write=not show)
    if show:
        terminal = sys.stdout.isatty()
        for each in fixing.mended:
            console.document(edits_diff(each.path, each.before, each.after, terminal=terminal))
    for line in mended_lines({each.path: each.places for each in fixing.mended}, fixing.left, done=not show):
        console.say(line)
    return fixing.found
