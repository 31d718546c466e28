"""Render portraits to HTML without a site: pictures from the workspace, links from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from wp_portraits.drafts.paths import key_of
from wp_portraits.flows.accounts import Ground
from wp_portraits.flows.checking import Findings, chosen_of, findings_of
from wp_portraits.flows.composing import relative_urls
from wp_portraits.flows.crew import Crew, jobs_for
from wp_portraits.flows.judging import Desk, judge_all, read_all_series
from wp_portraits.flows.neighbours import Neighbours
from wp_portraits.flows.posts import Post
from wp_portraits.model.picture import Picture
from wp_portraits.model.portrait import Portrait
from wp_portraits.plan.values import Knowledge
from wp_portraits.render.page import MARKUPS
from wp_portraits.render.renderer import Renderer
from wp_portraits.workspace.files import read_bytes, select_drafts, select_series, write_atomically
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.templates import template_sources


@dataclass(frozen=True, slots=True)
class Order:
    """Which pages are wanted: of these drafts and these series, in this markup, to lie in ``folder``."""

    drafts: frozenset[str]
    series: frozenset[str]
    markup: str
    folder: Path
    templates: Mapping[str, str]


class Printed(NamedTuple):
    """A page: its draft's path, and its content, or, once it was written, its file's name."""

    draft: str
    page: str


def render_pages(
    workspace: Workspace, names: Sequence[str], markup: str, folder: Path, *, jobs: int | None = None
) -> tuple[Findings, list[str]]:
    """The content of each chosen, valid portrait's post, as pages that lie in ``folder``, in the order of the drafts."""
    return _rendered(workspace, names, markup, folder, jobs, write=False)


def write_pages(
    workspace: Workspace, names: Sequence[str], markup: str, folder: Path, *, jobs: int | None = None
) -> tuple[Findings, list[Path]]:
    """Write the same as ``KEY.html`` into ``folder``, which is made. ``jobs`` as in :func:`check_workspace`."""
    told, files = _rendered(workspace, names, markup, folder, jobs, write=True)
    return told, [folder / name for name in files]


def _rendered(
    workspace: Workspace, names: Sequence[str], markup: str, folder: Path, jobs: int | None, *, write: bool
) -> tuple[Findings, list[str]]:
    drafts = frozenset(workspace.relative(path) for path in select_drafts(workspace, names))
    series = frozenset(path.stem for path in select_series(workspace, names))
    ground = Ground.of(workspace)
    order = Order(drafts, series, markup, folder.resolve(), template_sources(workspace))
    with Crew(partial(PrintingDesk, ground, order), jobs_for(len(ground.drafts), jobs)) as crew:
        accounts = judge_all(ground, crew, {})
        cards = {path: card for cards in crew.everyone(PrintingDesk.cards) for path, card in cards.items()}
        neighbours = [cards[path] for path in accounts if path in cards]
        printed = crew.everyone(PrintingDesk.write if write else PrintingDesk.pages, neighbours)
    pages = dict(each for pages in printed for each in pages)
    told = findings_of(ground, chosen_of(workspace, names, accounts.values()), accounts, read_all_series(ground)[1])
    return told, [pages[path] for path in accounts if path in pages]


class PrintingDesk(Desk):
    """Renders the texts of the portraits whose pages are wanted as soon as they are read, and the pages in the end."""

    def __init__(self, ground: Ground, order: Order) -> None:
        super().__init__(ground)
        self._order = order
        self._renderer = Renderer(order.templates)
        self._picture_url = relative_urls(self._root, order.folder)
        self._foreseen = {path: _page_of(key_of(path)) for path in ground.drafts}
        self._cards: dict[str, Portrait] = {}
        self._posts: dict[str, Post] = {}

    def keep(self, path: str, _text: str, portrait: Portrait | None, pictures: Mapping[str, Picture]) -> None:
        """A card of every valid portrait; of those whose page is wanted, the post."""
        if portrait is None:
            return
        self._cards[path] = _card_of(portrait)
        if path in self._order.drafts or portrait.series in self._order.series:
            markup = MARKUPS[self._order.markup]
            post = Post(portrait, self._renderer, markup, pictures, self._root, self._picture_url)
            post.settle(Knowledge(), self._foreseen)
            self._posts[path] = post

    def forget(self, path: str) -> None:
        """It may turn out not to be valid."""
        self._cards.pop(path, None)
        self._posts.pop(path, None)

    def cards(self) -> dict[str, Portrait]:
        """The valid portraits of this desk without their texts: what the others' pages need to know of them."""
        return self._cards

    def pages(self, neighbours: Sequence[Portrait]) -> list[Printed]:
        """The pages of this desk among ``neighbours``, the valid portraits of the whole workspace."""
        return list(self._pages(neighbours))

    def write(self, neighbours: Sequence[Portrait]) -> list[Printed]:
        """Write them; one after the other, so that one of them at a time is in memory."""
        written = []
        for draft, content in self._pages(neighbours):
            name = _page_of(self._cards[draft].key)
            _write(self._order.folder / name, f"{content}\n")
            written.append(Printed(draft, name))
        return written

    def _pages(self, neighbours: Sequence[Portrait]) -> Iterator[Printed]:
        around = Neighbours(neighbours)
        known = Knowledge(permalinks={portrait.key: _page_of(portrait.key) for portrait in neighbours})
        addresses = around.addresses(known.permalinks)
        related = around.related(known.permalinks, {post.portrait.key for post in self._posts.values()})
        for path in list(self._posts):
            post = self._posts.pop(path)
            yield Printed(path, post.content(known, addresses, related[post.portrait.key]))


def _card_of(portrait: Portrait) -> Portrait:
    """What the others' pages need to know of a portrait: neither its texts nor its lists."""
    return replace(portrait, series_intro=(), intro=(), answers=(), follow=(), reading=(), photo=None, excerpt="")


def _write(path: Path, text: str) -> None:
    """Leave a page alone that is the same: putting a file in the place of another waits for the disk."""
    if read_bytes(path) != text.encode():
        write_atomically(path, text)


def _page_of(key: str) -> str:
    return f"{key}.html"
