"""Ask the addresses of the drafts whether they still lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urldefrag

from wp_portraits.check import WebPlace, finding_of_silence, findings_of_answers, unsilenced, web_places
from wp_portraits.diagnostics import Diagnostic
from wp_portraits.flows.reading import Reading
from wp_portraits.links import Asker, Terms, ask_all, networks_of
from wp_portraits.model.link import Fate, LinkAnswer
from wp_portraits.schema import ReadDraft
from wp_portraits.workspace import Workspace, recall_answers, remember_answers


@dataclass(frozen=True, slots=True)
class LinkWishes:
    """How addresses are asked: seconds to wait, networks permitted beside the public ones, whether answers of an earlier
    run count."""

    timeout: float = 10.0
    permitted: tuple[str, ...] = ()
    fresh: bool = False


def ask_links(
    workspace: Workspace,
    reading: Reading,
    wishes: LinkWishes,
    *,
    now: datetime,
    log: Callable[[str], None],
    progress: Callable[[int, int], None],
) -> Reading:
    """The reading with the findings about its addresses on the web.

    Each is asked once, wherever it stands; what an earlier run learned less than a day before ``now`` is not asked again.
    """
    asker = Asker(Terms(wishes.timeout, networks_of(wishes.permitted)), log=log)
    places = {read.draft.path: web_places(read, reading.sources) for read in reading.reads}
    every = [place for listed in places.values() for place in listed]
    pages = list(dict.fromkeys(_page(place.url) for place in every))
    kept = {} if wishes.fresh else recall_answers(workspace.state, now)
    missing = [page for page in pages if page not in kept]
    news: dict[str, LinkAnswer] = {}
    try:
        for page, answer in ask_all(missing, asker.ask):
            news[page] = answer
            progress(len(news), len(missing))
            if answer.fate is Fate.SHUT:
                log(f"{page}: {answer.reason}; nothing is said of it")
    finally:
        silence = finding_of_silence(every, _by_address(every, news))
        if news and silence is None:
            remember_answers(workspace.state, news, now)
    told = {page: answer for page, answer in news.items() if silence is None or answer.fate is Fate.BARRED}
    answers = _by_address(every, kept | told)
    found = {each for read in reading.reads for each in _of_draft(read, places[read.draft.path], answers)}
    findings = (*reading.diagnostics, *found, *filter(None, [silence]))
    return replace(reading, diagnostics=tuple(sorted(findings, key=lambda one: one.sort_key)))


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
