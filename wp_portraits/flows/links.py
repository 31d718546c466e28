"""Ask the addresses of the drafts whether they still lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urldefrag

from wp_portraits.check.silencing import unsilenced
from wp_portraits.check.web_links import finding_of_silence, findings_of_answers
from wp_portraits.check.web_places import WebPlace, web_places
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.links.asking import Asker, Terms
from wp_portraits.links.guard import networks_of
from wp_portraits.links.rounds import ask_all
from wp_portraits.model.link import Fate, LinkAnswer
from wp_portraits.model.series import Series
from wp_portraits.schema.front_reading import series_name
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.series_reading import read_series
from wp_portraits.workspace.files import list_series, read_bytes
from wp_portraits.workspace.link_answers import recall_answers, remember_answers
from wp_portraits.workspace.locate import Workspace


@dataclass(frozen=True, slots=True)
class LinkWishes:
    """How addresses are asked: seconds to wait, networks permitted beside the public ones, whether answers of an earlier
    run count."""

    timeout: float = 10.0
    permitted: tuple[str, ...] = ()
    fresh: bool = False


class AskedLinks(NamedTuple):
    """What there is to say about addresses, sorted by place, and the text of the files they stand in."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]

    def beside(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """With what else was found, sorted, what an earlier asking said (before ``--fix``) replaced. Where https was seen
        to answer (L003), no guess is needed (U005)."""
        seen = {(each.span.path, each.span.line) for each in self.diagnostics if each.code == "L003"}
        others = [each for each in found if each.code[0] != "L"]
        kept = [each for each in others if each.code != "U005" or (each.span.path, each.span.line) not in seen]
        return tuple(sorted((*kept, *self.diagnostics), key=lambda one: one.sort_key))


def ask_links(
    workspace: Workspace,
    chosen: Collection[str],
    wishes: LinkWishes,
    *,
    now: datetime,
    log: Callable[[str], None],
    progress: Callable[[int, int], None],
) -> AskedLinks:
    """The findings about the addresses of these drafts (paths inside the workspace), valid or not.

    Each is asked once, wherever it stands; what an earlier run learned less than a day before ``now`` is not asked again.
    """
    asker = Asker(Terms(wishes.timeout, networks_of(wishes.permitted)), log=log)
    reads, sources = _read(workspace, chosen)
    places = [(read, web_places(read, sources)) for read in reads]
    every = [place for _, listed in places for place in listed]
    kept = {} if wishes.fresh else recall_answers(workspace.state, now)
    missing = [page for page in dict.fromkeys(_page(place.url) for place in every) if page not in kept]
    news: dict[str, LinkAnswer] = {}
    try:
        for page, answer in ask_all(missing, asker.ask):
            news[page] = answer
            progress(len(news), len(missing))
    finally:
        silence = finding_of_silence(every, _by_address(every, news))
        if news and silence is None:
            remember_answers(workspace.state, news, now)
    told = {page: answer for page, answer in news.items() if silence is None or answer.fate is Fate.BARRED}
    answers = _by_address(every, kept | told)
    found = {each for read, listed in places for each in _of_draft(read, listed, answers)}
    found |= {silence} if silence is not None else set()
    return AskedLinks(tuple(sorted(found, key=lambda one: one.sort_key)), sources)


def _read(workspace: Workspace, chosen: Collection[str]) -> tuple[list[ReadDraft], dict[str, str]]:
    """The drafts that can be read, and the text of theirs and of the series' files by path."""
    series: dict[str, Series | None] = {}
    sources: dict[str, str] = {}
    for path in list_series(workspace):
        body = read_bytes(path)
        if isinstance(body, bytes):
            sources[workspace.relative(path)] = body.decode("utf-8-sig", "replace")
            series[path.stem], _ = read_series(workspace.relative(path), body)
    reads = []
    for shown in sorted(chosen):
        body = read_bytes(workspace.root / shown)
        if isinstance(body, bytes):
            draft = parse_draft(shown, body)
            sources[shown] = draft.text
            reads.append(read_portrait(draft, series.get(series_name(draft) or ""), known_series=series))
    return reads, sources


def _page(url: str) -> str:
    """What is asked: a fragment is the reader's own affair."""
    return urldefrag(url).url


def _by_address(places: Iterable[WebPlace], answers: Mapping[str, LinkAnswer]) -> dict[str, LinkAnswer]:
    return {place.url: answers[page] for place in places if (page := _page(place.url)) in answers}


def _of_draft(read: ReadDraft, places: Iterable[WebPlace], answers: Mapping[str, LinkAnswer]) -> tuple[Diagnostic, ...]:
    """The findings of one draft that its comments do not silence; they have no say in the series' file."""
    found = findings_of_answers(places, answers)
    here = [each for each in found if each.span.path == read.draft.path]
    return (*unsilenced(read, here), *(each for each in found if each.span.path != read.draft.path))
