"""From portraits to the posts they want: rendering with everything that stands around a portrait on the site."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import quote

from wp_portraits.flows.neighbours import Neighbours
from wp_portraits.flows.posts import Post
from wp_portraits.model.picture import Picture
from wp_portraits.model.portrait import Portrait
from wp_portraits.plan.values import Knowledge, Wanted
from wp_portraits.render.page import MARKUPS
from wp_portraits.render.renderer import Renderer

_TURN: Final = 0.0005
"""Seconds after which composing lets the thread that talks to the site go first: it has little to do, and is waited
for."""


class Composer:
    """Composes the posts of a workspace for what is known of the site.

    ``markup`` is "blocks" or "classic"; ``picture_url`` gives the address of a picture that is not on the site (yet),
    by its path in the workspace. A post is rendered anew only when what it shows of the site is new.
    """

    def __init__(
        self,
        portraits: Sequence[Portrait],
        pictures: Mapping[str, Picture],
        renderer: Renderer,
        markup: str,
        root: Path,
        picture_url: Callable[[str], str] = quote,
    ) -> None:
        self._neighbours = Neighbours(portraits)
        self._posts = [Post(portrait, renderer, MARKUPS[markup], pictures, root, picture_url) for portrait in portraits]
        self._ahead: Thread | None = None

    @property
    def outlines(self) -> list[Wanted]:
        """What each portrait wants of the site, its content left out: nothing is rendered for it."""
        return [post.blank for post in self._posts]

    def begin(self) -> None:
        """Begin with what does not depend on the site, in the background: it is there when the site has answered."""
        sys.setswitchinterval(_TURN)
        self._ahead = Thread(target=self._begun, name="composing", daemon=True)
        self._ahead.start()

    def _begun(self) -> None:
        with suppress(Exception):  # a fault shows when the posts are asked for
            self._compose(Knowledge())

    def __call__(self, known: Knowledge) -> list[Wanted]:
        """The post each portrait wants, in the order of the portraits; a pure function of ``known``."""
        if self._ahead is not None:
            self._ahead.join()
            self._ahead = None
        return self._compose(known)

    def _compose(self, known: Knowledge) -> list[Wanted]:
        addresses = self._neighbours.addresses(known.permalinks)
        related = self._neighbours.related(known.permalinks)
        return [post.wanted(known, addresses, related[post.portrait.key]) for post in self._posts]


def relative_urls(root: Path, folder: Path) -> Callable[[str], str]:
    """Addresses of the workspace's pictures for pages that lie in ``folder``."""
    return lru_cache(maxsize=None)(lambda path: quote(os.path.relpath(root / path, folder)))
