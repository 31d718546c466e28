"""A WordPress in RAM, with the behaviours that publishing and syncing depend on, and switches for what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final, TypeVar

from wp_portraits.errors import RequestRefused, SiteError
from wp_portraits.model.comment import Comment, CommentTotals
from wp_portraits.model.picture import Media
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, SiteFacts, Taxonomy, Term
from wp_portraits.wordpress.comment_pages import CommentPage, each_of, in_pages
from wp_portraits.wordpress.memory.controls import Controls
from wp_portraits.wordpress.outcomes import NOTHING_TRIED, not_sent
from wp_portraits.wordpress.rules import CAPABILITIES, check_status, check_term, require
from wp_portraits.wordpress.site import Abilities, Moderation, Upload
from wp_portraits.wordpress.wellformed import refusals_of_posts, require_wellformed

Product = TypeVar("Product")

BATCH: Final = 25
"""Writes that travel in one request, as over REST."""


class MemorySite(Controls):
    """The contract in RAM; the methods are those of :class:`~wp_portraits.wordpress.site.Site`."""

    transport = "memory"
    abilities = Abilities()

    @property
    def clock(self) -> datetime:
        """The site's clock."""
        return self._shelf.now_gmt.replace(tzinfo=UTC)

    @property
    def account(self) -> str:
        """Our user's name."""
        return self.users[1][0]

    def user(self) -> str:
        """The name we are signed in as."""
        return self._call("user", lambda: self.users[1][0])

    def facts(self) -> SiteFacts:
        """The site, its clock, our user."""
        facts = SiteFacts(
            url=self.url,
            name="Portraits",
            language="fr-CA",
            timezone=self.timezone,
            utc_offset=self._shelf.utc_offset,
            now=self.now,
            user=self.users[1][0],
            user_id=1,
            roles=(self.role,),
            capabilities=CAPABILITIES[self.role],
        )
        return self._call("facts", lambda: facts)

    def posts_containing(self, text: str, *, modified_after: datetime | None = None) -> Iterator[RemotePost]:
        """Every post that contains ``text``, by id."""
        found = self._containing(text)
        if modified_after is not None:
            found = [post for post in found if post.modified_gmt > modified_after]
        return self._each("posts_containing", found)

    def count_containing(self, text: str) -> int:
        """How many contain it."""
        return self._call("count_containing", lambda: len(self._holding(text)))

    def changes_containing(self, text: str, since: datetime | None) -> tuple[list[RemotePost], int]:
        """Those modified since, and how many there may be."""
        return list(self.posts_containing(text, modified_after=since)), self.count_containing(text)

    def stamps_containing(self, text: str, *, modified_after: datetime | None = None) -> Mapping[int, datetime]:
        """When each was modified."""
        stamps = {post.id: post.modified_gmt for post in self._containing(text)}
        later = {number: stamp for number, stamp in stamps.items() if stamp > (modified_after or datetime.min)}
        return self._call("stamps_containing", lambda: later)

    def posts_with_slugs(self, slugs: Sequence[str]) -> list[RemotePost]:
        """The posts outside the bin that hold one of the slugs."""
        posts = [post for post in self._living() if post.fields.slug in slugs]
        return self._call("posts_with_slugs", lambda: posts)

    def slugs_out_of_sight(self, slugs: Sequence[str]) -> set[str]:
        """Those that posts of others hold which we are not shown."""
        living = [post for post in self.posts.values() if post.fields.status != "trash"]
        hidden = [post for post in living if self.abilities.posts_out_of_sight and not self._may_edit(post)]
        return self._call("slugs_out_of_sight", lambda: {post.fields.slug for post in hidden} & set(slugs))

    def any_post(self) -> RemotePost | None:
        """The newest post."""
        return self._call("any_post", lambda: max(self._living(), key=lambda post: post.id, default=None))

    def post(self, post_id: int) -> RemotePost:
        """One post."""
        return self._call("post", lambda: self._editable(post_id))

    def create_posts(self, posts: Sequence[PostFields]) -> list[RemotePost | SiteError]:
        """Create each."""
        works = [partial(self._create, fields) for fields in posts]
        return self._writes("create_posts", works, refusals_of_posts([fields.as_mapping() for fields in posts]))

    def update_posts(self, changes: Sequence[tuple[int, PostChanges]]) -> list[RemotePost | SiteError]:
        """Change each."""
        works = [partial(self._change, number, fields) for number, fields in changes]
        return self._writes("update_posts", works, refusals_of_posts([fields for _, fields in changes]))

    def trash_post(self, post_id: int) -> None:
        """Into the bin."""
        self._call("trash_post", lambda: self._shelf.trash(self._editable(post_id).id))

    def user_id(self, name: str) -> int | None:
        """The id of a user."""
        known = (number for number, names in self.users.items() if name in names)
        return self._call("user_id", lambda: next(known, None))

    def terms(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term]:
        """The terms with these names."""
        found = [term for term in self.terms_by_id.values() if term.taxonomy == taxonomy and term.name in names]
        return self._call("terms", lambda: found)

    def create_term(self, taxonomy: Taxonomy, name: str, parent: int = 0) -> Term:
        """A term, new or not."""

        require_wellformed(name=name)

        def create() -> Term:
            check_term(self.role, taxonomy)
            return self._shelf.term(taxonomy, name, parent)

        return self._call("create_term", create)

    def create_terms(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term | SiteError]:
        """Several terms, new or not."""
        outcomes: list[Term | SiteError] = []
        for name in names:
            try:
                outcomes.append(self.create_term(taxonomy, name))
            except NOTHING_TRIED as error:
                if not outcomes:
                    raise
                return outcomes + [not_sent(error)] * (len(names) - len(outcomes))
            except SiteError as error:
                outcomes.append(error)
        return outcomes

    def media_with_slugs(self, slugs: Sequence[str]) -> list[Media]:
        """The pictures that hold one of the slugs."""
        return self._call("media_with_slugs", lambda: [media for media in self.media.values() if media.slug in slugs])

    def upload(self, upload: Upload) -> Media:
        """A new picture."""

        require_wellformed(filename=upload.filename, alt=upload.alt, caption=upload.caption)

        def add() -> Media:
            require(self.role, "upload_files", "upload files")
            return self._library.add(upload)

        return self._call("upload", add)

    def comment_scope(self, posts: Sequence[int]) -> Sequence[int] | None:
        """What has to be read for the comments of these posts."""
        return posts if len(posts) <= self.most_named else None

    def comment_pages(
        self, scope: Sequence[int] | None = None, *, personal: bool = False, known: int = 0
    ) -> Iterator[CommentPage]:
        """Every comment, page by page."""
        self.calls.append("comment_pages")
        if scope is None or scope:
            pages = in_pages(partial(self._page, scope, personal), self.page, known=known)
            yield from self._faults.each("comment_pages", pages)

    def comments(self, posts: Sequence[int] | None = None, *, personal: bool = False) -> Iterator[Comment]:
        """Every comment of these posts."""
        return each_of(self.comment_pages(posts, personal=personal), posts)

    def comments_by(self, email: str) -> Iterator[Comment]:
        """Every comment under this address."""
        everything = self.comments(personal=True)
        return (comment for comment in everything if comment.email.casefold() == email.strip().casefold())

    def comments_add_up(
        self, totals: CommentTotals, scope: Sequence[int] | None = None, *, total: int | None = None
    ) -> bool:
        """Whether there are as many."""
        self._count("comments_add_up", 3 + (total is None))
        return self._faults.call("comments_add_up", lambda: self._conversation.totals(scope) == totals)

    def comment(self, comment_id: int) -> Comment:
        """One comment."""
        return self._moderated("comment", lambda: self._conversation.one(comment_id))

    def reply(self, post: int, parent: int, content: str) -> Comment:
        """Answer as our user."""
        require_wellformed(content=content)
        return self._call("reply", lambda: self._conversation.reply(post, parent, content, self.users[1][1]))

    def edit_comment(self, comment_id: int, content: str) -> Comment:
        """Change what a comment says."""
        require_wellformed(content=content)
        return self._moderated("edit_comment", lambda: self._conversation.edit(comment_id, content))

    def moderate_comment(self, comment_id: int, status: Moderation) -> Comment:
        """Give a comment a status."""
        return self._moderated("moderate_comment", lambda: self._conversation.moderate(comment_id, status))

    def delete_comment(self, comment_id: int) -> None:
        """Delete a comment for good."""
        self._moderated("delete_comment", lambda: self._conversation.delete(comment_id))

    def _page(self, scope: Sequence[int] | None, personal: bool, offset: int) -> CommentPage:
        self.requests += 1
        listed = list(self._conversation.newest_first(scope, personal=personal))
        return CommentPage(listed[offset : offset + self.page], len(listed))

    def _moderated(self, method: str, work: Callable[[], Product]) -> Product:
        def permitted() -> Product:
            require(self.role, "moderate_comments", "moderate comments")
            return work()

        return self._call(method, permitted)

    def _holding(self, text: str) -> list[RemotePost]:
        return [
            post
            for _, post in sorted(self.posts.items())
            if any(text in part for part in (post.fields.title, post.fields.excerpt, post.fields.content))
        ]

    def _containing(self, text: str) -> list[RemotePost]:
        return [post for post in self._holding(text) if self._may_edit(post)]

    def _living(self) -> list[RemotePost]:
        return [post for post in self.posts.values() if post.fields.status != "trash" and self._may_edit(post)]

    def _may_edit(self, post: RemotePost) -> bool:
        return post.fields.author == 1 or "edit_others_posts" in CAPABILITIES[self.role]

    def _editable(self, post_id: int) -> RemotePost:
        post = self._shelf.find(post_id)
        if not self._may_edit(post):
            require(self.role, "edit_others_posts", "edit the posts of others")
        return post

    def _create(self, fields: PostFields) -> RemotePost | SiteError:
        try:
            check_status(self.role, fields.status)
            proposed = fields.status == "pending" and "publish_posts" not in CAPABILITIES[self.role]
            written = replace(fields, slug="") if proposed else fields  # wp_insert_post
            return self._shelf.create(written, self.content_filter)
        except SiteError as error:
            return error

    def _change(self, post_id: int, changes: PostChanges) -> RemotePost | SiteError:
        try:
            check_status(self.role, str(changes.get("status", "draft")))
            self._editable(post_id)
            return self._shelf.change(post_id, changes, self.content_filter)
        except SiteError as error:
            return error

    def _call(self, method: str, work: Callable[[], Product]) -> Product:
        self._count(method)
        return self._faults.call(method, work)

    def _each(self, method: str, products: Sequence[Product]) -> Iterator[Product]:
        self._count(method)
        return self._faults.each(method, products)

    def _writes(
        self,
        method: str,
        works: Sequence[Callable[[], RemotePost | SiteError]],
        refusals: Mapping[int, RequestRefused],
    ) -> list[RemotePost | SiteError]:
        sendable = [work for position, work in enumerate(works) if position not in refusals]
        self._count(method, -(-len(sendable) // BATCH))
        answered = iter(self._faults.writes(method, sendable))
        return [refusals[position] if position in refusals else next(answered) for position in range(len(works))]

    def _count(self, method: str, requests: int = 1) -> None:
        self.calls.append(method)
        self.requests += requests
