"""Look at the whole arrangement: settings, workspace, site, and what the user may do there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wp_portraits.errors import Exit, Failure
from wp_portraits.flows.site import Place, connect_to
from wp_portraits.model.post import SiteFacts
from wp_portraits.workspace import list_drafts, list_series
from wp_portraits.workspace.settings import DEFAULTS, SECRET

_NEEDED = {
    "publish_posts": "publish posts",
    "edit_others_posts": "change posts of other users",
    "upload_files": "upload pictures",
    "manage_categories": "create categories",
    "moderate_comments": "read and moderate comments",
}
"""What wp-portraits asks of a user, by WordPress's name of the capability; the editor role has them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at. ``good`` None: neither good nor bad, only worth knowing."""

    good: bool | None
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """All lines, and the exit code they amount to."""

    lines: tuple[Line, ...]
    exit_code: Exit


def examine(where: Place) -> Examination:
    """Look at everything; a problem with the site is a line, not an exception."""
    lines = [Line(None, f"workspace: {where.workspace.root}"), *_files(where), *_settings(where)]
    code = Exit.DONE
    try:
        site = connect_to(where)
        lines += _site(site.facts(), site.transport)
    except Failure as failure:
        lines.append(Line(False, failure.message, failure.hint))
        code = failure.exit_code
    return Examination(tuple(lines), code)


def _files(where: Place) -> Iterator[Line]:
    drafts, series = len(list_drafts(where.workspace)), len(list_series(where.workspace))
    yield Line(drafts > 0, f"drafts: {drafts}", "" if drafts else 'Begin one with: wp-portraits new "Prénom Nom"')
    yield Line(series > 0, f"series: {series}", "" if series else "Begin one with: wp-portraits init")


def _settings(where: Place) -> Iterator[Line]:
    for name in DEFAULTS:
        value, origin = where.settings[name], where.settings.origin(name)
        if value:
            yield Line(None, f"{name} = {'(hidden)' if name in SECRET else value}   ({origin})")


def _site(facts: SiteFacts, transport: str) -> Iterator[Line]:
    yield Line(True, f"site: {facts.name} at {facts.url}, over {transport}")
    yield Line(None, f"its language: {facts.language}; its clock: {facts.now:%Y-%m-%d %H:%M} {facts.timezone}".rstrip())
    yield Line(True, f"signed in as {facts.user} ({', '.join(facts.roles) or 'no role'})")
    for capability, meaning in _NEEDED.items():
        if capability not in facts.capabilities:
            yield Line(False, f"{facts.user} may not {meaning}", "Ask the site's administrator for the editor role.")
