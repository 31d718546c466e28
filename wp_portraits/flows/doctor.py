"""Look at the whole arrangement: settings, workspace, site, and what the user may do there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wp_portraits.errors import Exit, Failure, SiteError
from wp_portraits.flows.connecting import choose_anew, demanded_by, ways_to
from wp_portraits.flows.site import Place, site_url
from wp_portraits.model.clock import same_clock
from wp_portraits.model.post import SiteFacts
from wp_portraits.schema.series_reading import read_series
from wp_portraits.wordpress.choosing import Chosen, Trial, decide, try_all
from wp_portraits.workspace.credentials import Credentials, find_credentials
from wp_portraits.workspace.files import list_drafts, list_series, read_bytes
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
        site_url(where.settings)
        credentials = find_credentials(where.settings)
        demanded = where.settings["WP_TRANSPORT"]
        trials = try_all(sorted(ways_to(where, credentials), key=lambda way: way.transport != demanded))
        lines += _ways(trials)
        chosen = _chosen(where, credentials, trials, lines)
        facts = chosen.site.facts()
        lines += _site(facts, chosen.transport)
        lines += _clocks(where, facts, datetime.now(UTC))
    except Failure as failure:
        lines.append(Line(False, failure.message, failure.hint))
        code = failure.exit_code
    return Examination(tuple(lines), code)


def _ways(trials: Sequence[Trial]) -> Iterator[Line]:
    """Each API, with the hint on what is wrong there as long as another one lets us in."""
    some = any(trial.site for trial in trials)
    for trial in trials:
        if trial.refusal is not None:
            yield Line(False, f"{trial.title}: {trial.refusal.message}", trial.hint if some else "")
        elif trial.site is not None:
            yield Line(True, f"{trial.title}: lets us in")
        else:
            yield Line(None, f"{trial.title}: {trial.why}")


def _chosen(where: Place, credentials: Credentials, trials: list[Trial], lines: list[Line]) -> Chosen:
    """The way a run would take, said in a line. Raises what ends the examination when that way is shut."""
    demanded = where.settings["WP_TRANSPORT"]
    try:
        if demanded == "auto":
            chosen = choose_anew(where, credentials, trials, datetime.now(UTC))
            lines.append(Line(True, f"transport: auto uses {chosen.transport}, because {chosen.reason}"))
            return chosen
        lines.append(Line(None, f"transport: {demanded}, because {demanded_by(where.settings)} says so"))
        return decide([trial for trial in trials if trial.transport == demanded])
    except SiteError as refused:
        raise type(refused)("there is no way to the site", hint=refused.hint) from None


def _files(where: Place) -> Iterator[Line]:
    drafts, series = len(list_drafts(where.workspace)), len(list_series(where.workspace))
    yield Line(drafts > 0, f"drafts: {drafts}", "" if drafts else 'Begin one with: wp-portraits new "Prénom Nom"')
    yield Line(series > 0, f"series: {series}", "" if series else "Begin one with: wp-portraits init")


def _clocks(where: Place, facts: SiteFacts, now: datetime) -> Iterator[Line]:
    """The series whose dates ``check`` holds against another clock than the site's."""
    there = facts.timezone or f"UTC{facts.utc_offset:+g}"
    for path in list_series(where.workspace):
        body, shown = read_bytes(path), where.workspace.relative(path)
        series = read_series(shown, body)[0] if isinstance(body, bytes) else None
        zone = series.timezone if series is not None else ""
        if zone and not same_clock(zone, facts.timezone, facts.utc_offset, now):
            hint = f"Write “timezone: {facts.timezone}” there" if facts.timezone else "Take “timezone” out there"
            hint = f"{hint}, or set the site's clock in wp-admin: Settings → General."
            yield Line(False, f"{shown} says that the site's clock is {zone}: it is {there}", hint)


def _settings(where: Place) -> Iterator[Line]:
    for name in DEFAULTS:
        value, origin = where.settings[name], where.settings.origin(name)
        if value:
            yield Line(None, f"{name} = {'(hidden)' if name in SECRET else value}   ({origin})")


def _site(facts: SiteFacts, transport: str) -> Iterator[Line]:
    version = f" (WordPress {facts.version})" if facts.version else ""
    yield Line(True, f"site: {facts.name}{version} at {facts.url}, over {transport}")
    yield Line(None, f"its language: {facts.language}; its clock: {facts.now:%Y-%m-%d %H:%M} {facts.timezone}".rstrip())
    yield Line(True, f"signed in as {facts.user} ({', '.join(facts.roles) or 'no role'})")
    for capability, meaning in _NEEDED.items():
        if capability not in facts.capabilities:
            yield Line(False, f"{facts.user} may not {meaning}", "Ask the site's administrator for the editor role.")
