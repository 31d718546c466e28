"""The related block's choice: what the draft asks for (auto, a list, none), cut to what a reader can see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from wp_portraits.model.portrait import Portrait
from wp_portraits.related.shelf import Shelf


def choose(portrait: Portrait, others: Sequence[Portrait]) -> tuple[str, ...]:
    """The keys to show beside ``portrait``, best first, among ``others``: the portraits a reader can see now.

    The order of ``others`` does not matter, nor whether ``portrait`` is one of them. Mode ``none`` gives nothing;
    ``list`` the listed keys that exist, in that order, each once, from any series; ``auto`` up to ``limit`` portraits
    of the same series, by likeness (see :mod:`wp_portraits.related.shelf`).
    """
    visible = _by_key(other for other in others if other.key != portrait.key)
    return _chosen(portrait, visible, Shelf(each for each in visible.values() if each.series == portrait.series))


def choose_all(
    portraits: Sequence[Portrait], visible: Collection[str] | None = None, only: Collection[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """For each portrait's key what :func:`choose` gives, with the tags indexed once; for the keys ``only`` names, if any.

    ``visible`` names the keys of those a reader can see now (None: all of them). A portrait that is not visible yet
    gets a block like any other, stands in nobody's, and does not change how the others are ranked.
    """
    every = _by_key(portraits)
    shown = {key: each for key, each in every.items() if visible is None or key in visible}
    shelves = {
        series: Shelf(each for each in shown.values() if each.series == series)
        for series in {portrait.series for portrait in every.values()}
    }
    wanted = every if only is None else {key: portrait for key, portrait in every.items() if key in only}
    return {key: _chosen(portrait, shown, shelves[portrait.series]) for key, portrait in wanted.items()}


def _chosen(portrait: Portrait, visible: Mapping[str, Portrait], shelf: Shelf) -> tuple[str, ...]:
    wish = portrait.related
    if wish.mode == "none":
        return ()
    if wish.mode == "list":
        return tuple(key for key in dict.fromkeys(wish.keys) if key in visible and key != portrait.key)
    return shelf.nearest(portrait, wish.limit)


def _by_key(portraits: Iterable[Portrait]) -> dict[str, Portrait]:
    """One portrait a key, in the order of keys; where two drafts claim a key, the first by path stands for both."""
    found: dict[str, Portrait] = {}
    for portrait in sorted(portraits, key=lambda each: (each.key, each.path)):
        found.setdefault(portrait.key, portrait)
    return found
