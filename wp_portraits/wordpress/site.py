"""The contract every transport fulfils.

Words: a *write* is create, update, upload or trash. An *answer in doubt* is a :class:`~wp_portraits.errors.SiteError`
whose ``outcome_unknown`` is true: the write may have happened. Transports never repeat a write; they may repeat a read.

All methods raise the ``SiteError`` family of :mod:`wp_portraits.errors` and nothing else. Text travels as it is, but
for the control characters XML has no place for: a write that holds one is a RequestRefused that says where, and is not
sent. No entities are added, removed or decoded in content; titles, excerpts and term names come back with entities decoded.
Dates named ``…_gmt`` are UTC, without zone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from wp_portraits.errors import SiteError
from wp_portraits.model.comment import Comment, CommentTotals
from wp_portraits.model.picture import Media
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, SiteFacts, Taxonomy, Term
from wp_portraits.wordpress.comment_pages import CommentPage

Moderation = Literal["approved", "hold", "spam", "trash"]
"""What a moderator can make of a comment."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """Where the APIs differ: what one of them cannot do or tell. What is not named here, every transport does alike.

    ``permalink_templates``: posts come with theirs. ``named_timezone``: the facts name the site's IANA zone.
    ``alt_texts``: a picture's alternative text is kept in the media library. ``tags_by_authors``: a role that may not
    manage terms may create tags all the same. ``posts_out_of_sight``: see :meth:`Site.slugs_out_of_sight`.
    ``comments_by_id``: comments are listed by id, the newest first; else by date. ``comment_agents``: the API tells what
    a commenter's browser said of itself.
    """

    permalink_templates: bool = True
    named_timezone: bool = True
    alt_texts: bool = True
    tags_by_authors: bool = True
    posts_out_of_sight: bool = True
    comments_by_id: bool = True
    comment_agents: bool = True


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture on its way to the media library. ``filename`` decides its slug; ``body`` is the file's bytes."""

    filename: str
    mime: str
    body: bytes
    alt: str = ""
    caption: str = ""


class Site(Protocol):
    """A WordPress, reached through a transport.

    Its posts are those our user may edit: to an author or a contributor, WordPress shows no others.
    """

    transport: str
    """Name of the transport: ``rest``, ``xmlrpc`` or ``memory``."""

    abilities: Abilities
    """What this transport can do where they differ."""

    @property
    def requests(self) -> int:
        """How many requests were sent so far."""

    @property
    def clock(self) -> datetime:
        """The site's clock when it answered last (ours, before that); aware, UTC."""

    @property
    def account(self) -> str:
        """Whom we sign in as, as far as is known without asking: nothing that is secret."""

    def user(self) -> str:
        """The name we are signed in as, as proof that the site lets us in: one request, beside what connecting takes.

        CredentialsRefused when it does not."""

    def facts(self) -> SiteFacts:
        """The site, its clock, and what our user may do. CredentialsRefused when the site does not know the user."""

    def posts_containing(self, text: str, *, modified_after: datetime | None = None) -> Iterator[RemotePost]:
        """Every post, whatever its status, the bin included, whose title, excerpt or raw content contains ``text``.

        In ascending order of id. ``modified_after`` (UTC, without zone) leaves out those not changed since.
        """

    def count_containing(self, text: str) -> int:
        """How many posts there may be that contain ``text``: never fewer than :meth:`posts_containing` finds.

        One request. As long as the number stays the same and nothing was modified, no post came or went.
        """

    def changes_containing(self, text: str, since: datetime | None) -> tuple[list[RemotePost], int]:
        """The posts of :meth:`posts_containing` that were modified after ``since``, and what :meth:`count_containing`
        says: whether anything changed, in as few requests as that takes."""

    def stamps_containing(self, text: str, *, modified_after: datetime | None = None) -> Mapping[int, datetime]:
        """When each post was modified (``modified_gmt``) that :meth:`posts_containing` finds, or may find, by id."""

    def posts_with_slugs(self, slugs: Sequence[str]) -> list[RemotePost]:
        """The posts, whatever their status but not in the bin, that hold one of the slugs. A transport that cannot
        filter by slug reads all posts."""

    def slugs_out_of_sight(self, slugs: Sequence[str]) -> set[str]:
        """Those of the slugs that a post outside the bin holds which our user may not edit, and which is in no other
        list. None where the API does not tell (``abilities.posts_out_of_sight``)."""

    def any_post(self) -> RemotePost | None:
        """One post of the site (the newest), or None: shows how permalinks are made."""

    def post(self, post_id: int) -> RemotePost:
        """One post, NotFound when it is gone for good, PermissionRefused when our user may not edit it."""

    def create_posts(self, posts: Sequence[PostFields]) -> list[RemotePost | SiteError]:
        """Create each post; the outcomes stand in the order of ``posts``. An exception means that none was tried."""

    def update_posts(self, changes: Sequence[tuple[int, PostChanges]]) -> list[RemotePost | SiteError]:
        """Change the named fields of each post; outcomes in order, as in :meth:`create_posts`."""

    def trash_post(self, post_id: int) -> None:
        """Move a post to the bin."""

    def user_id(self, name: str) -> int | None:
        """The id of the user with this slug or display name, None when there is none we may see."""

    def terms(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term]:
        """The terms that bear one of the names exactly (entities decoded, case as it stands)."""

    def create_term(self, taxonomy: Taxonomy, name: str, parent: int = 0) -> Term:
        """Create a term, or return the one of this name that exists: to WordPress A and a are one, É and é two.

        ``parent``: the id of the category it stands under; the same name may stand once under each."""

    def create_terms(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term | SiteError]:
        """Create several terms, as :meth:`create_term` does each; the outcomes in order. An exception means that none was
        tried."""

    def media_with_slugs(self, slugs: Sequence[str]) -> list[Media]:
        """The pictures of the media library that hold one of the slugs."""

    def upload(self, upload: Upload) -> Media:
        """Put a picture into the media library."""

    def comment_scope(self, posts: Sequence[int]) -> Sequence[int] | None:
        """What has to be read for the comments of these posts: ``posts``, where the API can ask for all of them at once,
        else the whole site (None). Costs nothing."""

    def comment_pages(
        self, scope: Sequence[int] | None = None, *, personal: bool = False, known: int = 0
    ) -> Iterator[CommentPage]:
        """Every comment in the scope, whatever its status and kind, each once, page by page, the newest first.

        Editors' notes are no comments. ``personal`` asks for e-mail and IP addresses and browsers, too. What is there
        from the first page to the last is seen, whatever comes and goes meanwhile. Who has seen enough takes no more
        pages; ``known``, how many comments the caller has already, tells which pages need not be read ahead.
        """

    def comments(self, posts: Sequence[int] | None = None, *, personal: bool = False) -> Iterator[Comment]:
        """Every comment of these posts (None: of the site), from :meth:`comment_pages`."""

    def comments_by(self, email: str) -> Iterator[Comment]:
        """Every comment of the site whose author left this e-mail address (case aside), with what is personal."""

    def comments_add_up(
        self, totals: CommentTotals, scope: Sequence[int] | None = None, *, total: int | None = None
    ) -> bool:
        """Whether the scope has exactly as many comments as ``totals`` says. ``total``: that of a page just read spares a
        request."""

    def comment(self, comment_id: int) -> Comment:
        """One comment, as it is now, without what is personal. NotFound when it is gone."""

    def reply(self, post: int, parent: int, content: str) -> Comment:
        """Publish a comment as our user, under ``parent`` (0: a new thread)."""

    def edit_comment(self, comment_id: int, content: str) -> Comment:
        """Change what a comment says, and nothing else about it. NotFound when it is gone."""

    def moderate_comment(self, comment_id: int, status: Moderation) -> Comment:
        """Give a comment a status, and change nothing else. NotFound when it is gone. One that has it already stays."""

    def delete_comment(self, comment_id: int) -> None:
        """Delete a comment for good, past the bin. NotFound when it is gone."""
