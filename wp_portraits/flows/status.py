"""Where things stand: drafts, what was published from here, the comments. Nothing is sent, nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from wp_portraits.comments.selecting import WORTH_READING
from wp_portraits.diagnostics.diagnostic import Severity
from wp_portraits.flows.reading import read_workspace
from wp_portraits.flows.site import Place, site_url
from wp_portraits.reports.status import Standing
from wp_portraits.state.mirror import Mirror
from wp_portraits.state.posts import PostStore
from wp_portraits.state.read_marks import ReadMarks
from wp_portraits.workspace.files import list_series


def look_around(where: Place) -> Standing:
    """Everything that can be told without asking the site; a site that is not set is told as such.

    Raises ConfigurationError when a setting is wrong, StateError when the state cannot be read.
    """
    url = site_url(where.settings) if where.settings["WP_URL"] else ""
    folder = where.workspace.site_state(url) if url else None
    reading = read_workspace(where.workspace, ())
    broken = {each.span.path for each in reading.diagnostics if each.severity is Severity.ERROR} & reading.chosen
    published, intents = _published(folder)
    last_sync, comments, unread = _conversation(folder)
    return Standing(
        workspace=where.workspace.root,
        site=url,
        series=len(list_series(where.workspace)),
        drafts=len(reading.chosen),
        drafts_with_errors=len(broken),
        published=len(published),
        unpublished=len({portrait.key for portrait in reading.portraits.values()} - published),
        open_intents=intents,
        last_sync=last_sync,
        comments=comments,
        unread=unread,
        now=datetime.now(UTC),
    )


def _published(folder: Path | None) -> tuple[set[str], tuple[str, ...]]:
    """The keys of what was published from here, and those of the writes whose outcome is not known."""
    if folder is None or not (folder / "posts.sqlite").exists():
        return set(), ()
    with PostStore(folder / "posts.sqlite") as store:
        doubtful = {*store.open_intents(), *(update.key for update in store.expected())}
        return set(store.bases()), tuple(sorted(doubtful))


def _conversation(folder: Path | None) -> tuple[datetime | None, Mapping[str, int], int]:
    """The last sync, the comments by status, and how many are unread."""
    if folder is None or not (folder / "comments.sqlite").exists():
        return None, {}, 0
    with Mirror(folder / "comments.sqlite") as mirror:
        readable = mirror.ids_of(WORTH_READING)
        progress, comments = mirror.progress(), mirror.totals()
    if (folder / "read.sqlite").exists():
        with ReadMarks(folder / "read.sqlite") as marks:
            readable -= marks.read()
    return progress.last_sync or progress.last_full, comments, len(readable)
