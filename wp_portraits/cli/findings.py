"""How ``check`` tells its findings: what there is for each ``--format``. A report is imported when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wp_portraits.cli.console import Console

if TYPE_CHECKING:
    from wp_portraits.flows.checking import Findings
    from wp_portraits.workspace.locate import Workspace


@dataclass(frozen=True, slots=True)
class Checked:
    """What ``check`` has to tell: where it worked, what it found, and whether warnings count as errors."""

    workspace: Workspace
    found: Findings
    strict: bool

    @property
    def repository(self) -> Path:
        """The folder that paths begin at for a CI system."""
        from wp_portraits.workspace.locate import repository_of

        return repository_of(self.workspace, os.environ.get("GITHUB_WORKSPACE", ""))

    @property
    def prefix(self) -> str:
        """What leads from the repository to the workspace: empty, or a folder with ``/`` at its end."""
        folder = self.workspace.root.relative_to(self.repository).as_posix()
        return "" if folder == "." else f"{folder}/"


def _text(console: Console, checked: Checked) -> None:
    from wp_portraits.reports.findings_text import findings_text

    found = checked.found
    if found.diagnostics or not console.options.quiet:
        drafts, color, width = len(found.chosen), console.color, console.width
        console.product(findings_text(found.diagnostics, found.sources, drafts=drafts, color=color, width=width))


def _json(console: Console, checked: Checked) -> None:
    from wp_portraits.reports.findings_json import findings_json

    console.document(findings_json(checked.found.diagnostics, drafts=len(checked.found.chosen)))


def _github(console: Console, checked: Checked) -> None:
    from wp_portraits.reports.findings_github import findings_github
    from wp_portraits.reports.findings_markdown import findings_markdown

    found, prefix, drafts = checked.found, checked.prefix, len(checked.found.chosen)
    console.document(findings_github(found.diagnostics, found.sources, drafts=drafts, prefix=prefix))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if not summary:
        return
    try:
        with Path(summary).open("a", encoding="utf-8") as page:
            page.write(findings_markdown(found.diagnostics, drafts=drafts, prefix=prefix))
    except OSError as error:
        console.say(f"The summary of the step cannot be written: {summary}: {error.strerror}")


def _sarif(console: Console, checked: Checked) -> None:
    from wp_portraits.reports.findings_sarif import findings_sarif

    found, root = checked.found, f"{checked.repository.as_uri().rstrip('/')}/"
    console.document(findings_sarif(found.diagnostics, found.sources, root=root, prefix=checked.prefix))


def _junit(console: Console, checked: Checked) -> None:
    from wp_portraits.reports.findings_junit import findings_junit

    found = checked.found
    suites = findings_junit(
        found.diagnostics, found.sources, drafts=found.chosen, strict=checked.strict, prefix=checked.prefix
    )
    console.document(suites)


FORMS: dict[str, Callable[[Console, Checked], None]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
}
"""``--format`` → what prints it."""
