"""Where a portrait's Markdown points: its links and pictures, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.paths import workspace_path
from wp_portraits.drafts.sections import plain_text
from wp_portraits.model.markdown import Event, Fragment, Kind
from wp_portraits.schema.read import ReadDraft

DRAFTS = "drafts/"
"""The folder of a workspace that holds drafts and their pictures, as a prefix of paths."""

_POINTING = frozenset(("link", "image"))
_ENTER, _LEAVE = Kind.ENTER, Kind.LEAVE


class Reference(NamedTuple):
    """A link or picture of the page.

    ``url`` as written; ``target`` the path inside the workspace it means, None when it is no file; ``words`` what a
    reader sees of it (for a picture: its alternative text); ``source`` the file it stands in (the series' for its
    introduction); ``span`` its place in the draft, or that of the key ``series`` for what stands in the series'
    introduction.
    """

    tag: Literal["link", "image"]
    url: str
    target: str | None
    words: str
    source: str
    span: Span

    @property
    def local(self) -> str | None:
        """The target when it lies inside the drafts folder."""
        return self.target if self.target is not None and self.target.startswith(DRAFTS) else None


def references_of(read: ReadDraft) -> tuple[Reference, ...]:
    """Every link and picture of the page in its order: the series' introduction, the draft's, the answers."""
    if "references" not in read.notes:
        read.notes["references"] = tuple(_references(read))
    found: tuple[Reference, ...] = read.notes["references"]
    return found


def _references(read: ReadDraft) -> list[Reference]:
    draft, series = read.draft, read.series
    found: list[Reference] = []
    if series is not None:
        place = draft.span_at(("series",))
        found += (_reference(event, inside, series.path, place) for event, inside in _pointers(series.intro))
    bodies = [draft.intro.body]
    for section in draft.sections:
        bodies += [section.heading, section.body]
    for body in bodies:
        found += (
            _reference(event, inside, draft.path, draft.span(event.start, event.end))
            for event, inside in _pointers(body)
        )
    return found


def _reference(event: Event, inside: Fragment, source: str, span: Span) -> Reference:
    url = str(event.value[0])
    tag: Literal["link", "image"] = "image" if event.tag == "image" else "link"
    return Reference(tag, url, workspace_path(source, url), plain_text(inside), source, span)


def _pointers(body: Fragment) -> Iterator[tuple[Event, Fragment]]:
    """The opening events of links and pictures, each with what stands inside it."""
    for place in [place for place, event in enumerate(body) if event.tag in _POINTING]:
        if body[place].kind is _ENTER:
            yield body[place], body[place + 1 : _closing(body, place)]


def _closing(body: Fragment, opening: int) -> int:
    """The index of the event that closes the one at ``opening``."""
    depth = 0
    for place in range(opening, len(body)):
        kind = body[place].kind
        depth += 1 if kind is _ENTER else -1 if kind is _LEAVE else 0
        if depth == 0:
            return place
    return len(body)
