"""What the posts of a workspace show of each other: related portraits, and the addresses of drafts that are linked to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from wp_portraits.flows.posts import kept
from wp_portraits.model.portrait import Portrait
from wp_portraits.related.choice import choose_all
from wp_portraits.render.page import RelatedLink


class Neighbours:
    """All portraits of a workspace, each as the others see it; their texts play no part.

    ``links`` below are the addresses of the posts a reader can see, by key.
    """

    def __init__(self, portraits: Sequence[Portrait]) -> None:
        self._portraits = {portrait.key: portrait for portrait in portraits}
        self._related: dict[frozenset[str], dict[str, tuple[str, ...]]] = {}

    def addresses(self, links: Mapping[str, str]) -> dict[str, str]:
        """The addresses by the draft's path."""
        return {portrait.path: links[key] for key, portrait in self._portraits.items() if key in links}

    def related(
        self, links: Mapping[str, str], only: Collection[str] | None = None
    ) -> dict[str, tuple[RelatedLink, ...]]:
        """The related block of each portrait, by key; of these keys only, where ``only`` names some."""
        visible = frozenset(key for key in self._portraits if key in links)
        choose = partial(choose_all, list(self._portraits.values()), visible, only)
        chosen = choose() if only is not None else kept(self._related, visible, choose)
        return {
            key: tuple([_link(self._portraits[key], self._portraits[other], links[other]) for other in others])
            for key, others in chosen.items()
        }


def _link(portrait: Portrait, other: Portrait, url: str) -> RelatedLink:
    lang = other.lang if other.lang != portrait.lang else None
    return RelatedLink(other.title, url, lang, other.person.name, other.person.role)
