"""Posts and terms of a site in RAM."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from wp_portraits.errors import NotFound, RequestRefused
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, Taxonomy, Term
from wp_portraits.wordpress.rules import TRASHED, address, same_name, sanitized_slug, unique

SCHEDULED: Final = timedelta(minutes=1)
"""A post dated less than this ahead is published at once (wp_insert_post)."""


class Shelf:
    """Keeps posts and terms as WordPress does: slugs unique, dates deciding between published and scheduled."""

    def __init__(self, url: str, now: datetime, utc_offset: float) -> None:
        self.url = url
        self.now = now
        self.utc_offset = utc_offset
        self.terms: dict[int, Term] = {1: Term(1, "category", "Non classé", "non-classe")}
        self._posts: dict[int, RemotePost] = {}
        self._before_bin: dict[int, str] = {}
        self._next_id = 1

    def new_id(self) -> int:
        """An id from the row that posts and pictures share."""
        self._next_id += 1
        return self._next_id - 1

    @property
    def now_gmt(self) -> datetime:
        """The site's clock in UTC, without zone."""
        return self._in_utc(self.now)

    def _in_utc(self, moment: datetime) -> datetime:
        return moment - timedelta(hours=self.utc_offset)

    @property
    def posts(self) -> dict[int, RemotePost]:
        """The posts by id, after publishing those whose time has come."""
        for post in list(self._posts.values()):
            if post.fields.status == "future" and post.fields.date is not None and post.fields.date <= self.now:
                self._put(post.id, replace(post.fields, status="publish"), post.modified_gmt)
        return self._posts

    def find(self, post_id: int) -> RemotePost:
        """The post, or NotFound."""
        if post_id not in self.posts:
            raise NotFound(f"The site has no post {post_id}.", hint="It was deleted for good.")
        return self._posts[post_id]

    def create(self, fields: PostFields, content_filter: Callable[[str], str]) -> RemotePost:
        """A new post. One that comes with a date is stamped as modified then (wp_insert_post)."""
        written = replace(fields, author=fields.author or 1, content=content_filter(fields.content))
        post = self._settle(self.new_id(), written)
        return self._put(post.id, post.fields, self._in_utc(fields.date)) if fields.date else post

    def change(self, post_id: int, changes: PostChanges, content_filter: Callable[[str], str]) -> RemotePost:
        """Change the named fields; back from the bin, a post gets its slug again."""
        before = self.find(post_id).fields
        after = replace(before, **changes)
        if not after.categories and "categories" not in changes:
            after = replace(after, categories=(1,))
        if "content" in changes:
            after = replace(after, content=content_filter(after.content))
        if before.status == "trash" and after.status != "trash":
            after = replace(after, slug=self._before_bin.pop(post_id, after.slug))
        return self._settle(post_id, after)

    def trash(self, post_id: int) -> None:
        """Into the bin, where the slug no longer stands in anybody's way."""
        fields = self.find(post_id).fields
        if fields.status == "trash":
            return
        self._before_bin[post_id] = fields.slug
        self._put(post_id, replace(fields, status="trash", slug=fields.slug + TRASHED), self.now_gmt)

    def remove(self, post_id: int) -> None:
        """Delete for good."""
        self.find(post_id)
        del self._posts[post_id]

    def replace_raw(self, post_id: int, fields: Mapping[str, Any]) -> RemotePost:
        """Set fields as they are given, as another person or plugin could."""
        return self._put(post_id, replace(self.find(post_id).fields, **fields), self.now_gmt)

    def _settle(self, post_id: int, fields: PostFields) -> RemotePost:
        date = fields.date or self.now
        status = fields.status
        if status in {"publish", "future"}:
            status = "future" if date - self.now >= SCHEDULED else "publish"
        slug = fields.slug or (sanitized_slug(fields.title) if status not in {"draft", "pending"} else "")
        settled = replace(
            fields,
            status=status,
            date=date,
            slug=self._free_slug(slug, post_id) if slug else "",
            categories=self._known("category", fields.categories),
            tags=self._known("post_tag", fields.tags),
        )
        return self._put(post_id, settled, self.now_gmt)

    def _put(self, post_id: int, fields: PostFields, modified_gmt: datetime) -> RemotePost:
        link = address(self.url, post_id, fields)
        self._posts[post_id] = RemotePost(post_id, link, fields, modified_gmt, f"{self.url}/%postname%/")
        return self._posts[post_id]

    def _free_slug(self, slug: str, post_id: int) -> str:
        return unique(slug, {post.fields.slug for post in self._posts.values() if post.id != post_id})

    def _known(self, taxonomy: Taxonomy, ids: Sequence[int]) -> tuple[int, ...]:
        return tuple(sorted({number for number in ids if self._is(taxonomy, number)}))

    def _is(self, taxonomy: Taxonomy, term_id: int) -> bool:
        return term_id in self.terms and self.terms[term_id].taxonomy == taxonomy

    def term(self, taxonomy: Taxonomy, name: str, parent: int) -> Term:
        """The term with this name under this parent, created when there is none."""
        if parent and not (taxonomy == "category" and self._is(taxonomy, parent)):
            raise RequestRefused(f"A {taxonomy} cannot stand under the term {parent}.", hint="Name a category's id.")
        existing = self._existing(taxonomy, name, parent)
        if existing is not None:
            return existing
        number = max(self.terms) + 1
        self.terms[number] = Term(number, taxonomy, name, self._free_term_slug(name, parent), parent)
        return self.terms[number]

    def _existing(self, taxonomy: Taxonomy, name: str, parent: int) -> Term | None:
        """The term WordPress would not create a second time (wp_insert_term): among categories, one that differs in
        case counts only when it holds the very slug the new one would get."""
        siblings = [term for term in self.terms.values() if (term.taxonomy, term.parent) == (taxonomy, parent)]
        alike = [term for term in siblings if same_name(term.name, name)]
        slug = sanitized_slug(name)
        one = [term for term in alike if taxonomy != "category" or name == term.name or slug == term.slug]
        return min(one, key=lambda term: term.name != name, default=None)

    def _free_term_slug(self, name: str, parent: int) -> str:
        """The slug of a new term; where it is taken, those of the parents are added (wp_unique_term_slug)."""
        slug, taken = sanitized_slug(name), {term.slug for term in self.terms.values()}
        while slug in taken and parent:
            slug, parent = f"{slug}-{self.terms[parent].slug}", self.terms[parent].parent
        return unique(slug, taken)
