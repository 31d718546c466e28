"""A blog as planning sees it, without a site: drafts, posts as publishing would leave them, what is known."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from wp_portraits.model.picture import Media
from wp_portraits.model.post import RemotePost, SiteFacts
from wp_portraits.plan.action import Plan
from wp_portraits.plan.base import Base
from wp_portraits.plan.fields import desired_fields, own_print
from wp_portraits.plan.fingerprint import fingerprint
from wp_portraits.plan.permalinks import predictor
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.values import Choice, Knowledge, PictureFile, Survey, Wanted

SITE = "https://portraits.example.org"
NOW = datetime(2026, 11, 25, 21)
FACTS = SiteFacts(
    SITE, "Portraits", "fr-CA", "America/Toronto", -5, NOW, "robot", 1, ("editor",), frozenset(), version="7.1"
)
GROUP = '<!-- wp:group -->\n<div class="wp-block-group">{}</div>\n<!-- /wp:group -->'


def picture(body: str, alt: str = "Une photo") -> PictureFile:
    digest = hashlib.sha256(body.encode()).hexdigest()
    return PictureFile("drafts/images/photo.jpg", digest, "image/jpeg", "photo", alt, body.encode)


@dataclass
class Blog:
    """``drafts``: key → text and fields. ``posts``: as :meth:`publish` leaves them, for a test to change."""

    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    posts: dict[str, RemotePost] = field(default_factory=dict)
    bases: dict[str, Base] = field(default_factory=dict)
    holders: dict[str, RemotePost] = field(default_factory=dict)
    known: Knowledge = field(default_factory=Knowledge)
    now: datetime = NOW

    def compose(self, known: Knowledge) -> list[Wanted]:
        """Every portrait links to all the others that may be linked to."""
        return [self._wanted(key, dict(fields), known) for key, fields in self.drafts.items()]

    def _wanted(self, key: str, fields: dict[str, Any], known: Knowledge) -> Wanted:
        lines = [f"<p>{fields.pop('text', 'Une réponse.')}</p>"]
        lines += [f'<p><a href="{link}">{other}</a></p>' for other, link in known.permalinks.items() if other != key]
        pictures = fields.get("pictures", ())
        for one in pictures:
            media = known.media.get(one.digest)
            lines.append(f'<img src="{media.url if media else one.path}" class="wp-image-{media.id if media else 0}"/>')
        photo = pictures[0].digest if pictures else None
        content = GROUP.format("\n".join(lines))
        return Wanted(key, f"drafts/{key}.md", key.title(), key, content, photo_digest=photo, **fields)

    def survey(self) -> Survey:
        found = {key: (post,) for key, post in self.posts.items()}
        facts = replace(FACTS, now=self.now)
        return Survey(facts, found, self.holders, self.bases, self.known, predictor(self.posts.values()))

    def plan(self, **choice: Any) -> Plan:
        return make_plan(self.survey(), self.compose, Choice(**choice))

    def publish(self, *keys: str, state: bool = True, link: str = f"{SITE}/{{}}/") -> None:
        """The posts that publishing all drafts would leave, or those of ``keys``."""
        linked = {*self.posts, *(keys or self.drafts)}
        links: Mapping[str, str] = {key: link.format(key) for key in self.drafts if key in linked}
        own = {post.key: own_print(post) for post in self.compose(Knowledge())}
        for number, post in enumerate(self.compose(replace(self.known, permalinks=links)), 1):
            if post.key not in (keys or self.drafts):
                continue
            fields = replace(desired_fields(post, self.known), date=post.date or datetime(2026, 11, 20, 9))
            self.posts[post.key] = RemotePost(number, links[post.key], fields, NOW)
            if state:
                asked = fingerprint(desired_fields(post, self.known))
                url, path = links[post.key], post.path
                self.bases[post.key] = Base(post.key, number, url, path, post.title, asked, asked, own[post.key], NOW)

    def edit(self, key: str, **fields: Any) -> None:
        """Somebody changes a post in wp-admin."""
        post = self.posts[key]
        self.posts[key] = replace(post, fields=replace(post.fields, **fields))

    def learn(self, *, tags: tuple[str, ...] = (), pictures: tuple[PictureFile, ...] = ()) -> None:
        """The site has these tags and pictures now."""
        terms = {("post_tag", tag): 70 + place for place, tag in enumerate(tags)}
        media = {one.digest: Media(90, f"{SITE}/{one.slug}.jpg", one.slug) for one in pictures}
        self.known = replace(self.known, terms={**self.known.terms, **terms}, media={**self.known.media, **media})  # type: ignore[dict-item]
