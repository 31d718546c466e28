"""A blog's workspace for tests: drafts one can edit, a site in RAM, and publishing as the flow does it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wp_portraits.plan.action import Plan
from wp_portraits.plan.outcome import Outcome
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.values import Choice, Knowledge, PictureFile, Wanted
from wp_portraits.publish.run import carry_out
from wp_portraits.publish.survey import survey
from wp_portraits.render.identity import read_identity
from wp_portraits.state.posts import PostStore
from wp_portraits.wordpress.memory.site import MemorySite
from wp_portraits.wordpress.site import Site

GROUP = '<!-- wp:group {{"tagName":"article"}} -->\n<article class="wp-block-group">{}</article>\n<!-- /wp:group -->\n'


@dataclass
class Draft:
    """What the tests edit. ``links`` are keys of portraits it links to; ``tags`` decide whom it is related to;
    ``picture_name`` is the picture's file name (default: the key)."""

    title: str
    text: str = "Une réponse."
    links: tuple[str, ...] = ()
    picture: bytes | None = None
    picture_name: str = ""
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class Bench:
    """Drafts, a site, a state file."""

    folder: Path
    site: Site = field(default_factory=MemorySite)
    drafts: dict[str, Draft] = field(default_factory=dict)

    def compose(self, known: Knowledge) -> list[Wanted]:
        """Each portrait with links to those it names and, as related block, to those that share a tag."""
        return [self._wanted(key, draft, known) for key, draft in sorted(self.drafts.items())]

    def _wanted(self, key: str, draft: Draft, known: Knowledge) -> Wanted:
        tags = set(draft.more.get("tags", ()))
        related = [other for other, one in self.drafts.items() if other != key and tags & set(one.more.get("tags", ()))]
        lines = [f"<!-- wp:paragraph -->\n<p>{draft.text}</p>\n<!-- /wp:paragraph -->"]
        for other in sorted({*draft.links, *related}):
            if other in known.permalinks:
                lines.append(f'<p><a href="{known.permalinks[other]}">{self.drafts[other].title}</a></p>')
        pictures = self._pictures(key, draft)
        for picture in pictures:
            media = known.media.get(picture.digest)
            lines.append(
                f'<img src="{media.url if media else picture.path}" class="wp-image-{media.id if media else 0}"/>'
            )
        wanted = Wanted(key, f"drafts/{key}.md", draft.title, key, GROUP.format("\n".join(lines)), pictures=pictures)
        return replace(wanted, photo_digest=pictures[0].digest if pictures else None, **draft.more)

    def _pictures(self, key: str, draft: Draft) -> tuple[PictureFile, ...]:
        body = draft.picture
        if body is None:
            return ()
        digest = hashlib.sha256(body).hexdigest()
        name = draft.picture_name or key
        return (PictureFile(f"drafts/images/{name}.png", digest, "image/png", name, draft.title, lambda: body),)

    @property
    def store(self) -> PostStore:
        return PostStore(self.folder / "posts.db")

    def lose_state(self) -> None:
        for file in self.folder.glob("posts.db*"):
            file.unlink()

    def plan(self, **choice: Any) -> Plan:
        with self.store as store:
            return make_plan(survey(self.site, store, self.compose(Knowledge())), self.compose, Choice(**choice))

    def publish(self, **choice: Any) -> Outcome:
        with self.store as store:
            plan = make_plan(survey(self.site, store, self.compose(Knowledge())), self.compose, Choice(**choice))
            return carry_out(plan, self.site, store, self.compose, pause=lambda seconds: None)

    def kinds(self, **choice: Any) -> dict[str, str]:
        return {action.key: action.kind.value for action in self.plan(**choice).actions}

    def ids(self, key: str) -> list[int]:
        """The posts outside the bin that carry a key (site in RAM)."""
        assert isinstance(self.site, MemorySite)
        living = [post for post in self.site.posts.values() if post.fields.status != "trash"]
        marked = [(post.id, read_identity(post.fields.content)) for post in living]
        return [number for number, identity in marked if identity and identity.key == key]

    def content(self, key: str) -> str:
        assert isinstance(self.site, MemorySite)
        (number,) = self.ids(key)
        return self.site.posts[number].fields.content


def statuses(outcome: Outcome) -> dict[str, str]:
    return {post.key: post.status.value for post in outcome.posts}
