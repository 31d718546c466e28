"""The contract over XML-RPC."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from wp_portraits.errors import SiteError
from wp_portraits.model.comment import Comment, CommentTotals
from wp_portraits.model.picture import Media
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, SiteFacts, Taxonomy, Term
from wp_portraits.wordpress.comment_pages import CommentPage
from wp_portraits.wordpress.site import Abilities, Moderation, Upload
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.comments import Conversation
from wp_portraits.wordpress.xmlrpc.media import Library
from wp_portraits.wordpress.xmlrpc.people import People
from wp_portraits.wordpress.xmlrpc.posts import Posts
from wp_portraits.wordpress.xmlrpc.terms import Terms
from wp_portraits.wordpress.xmlrpc.writing import Writing


class XmlrpcSite:
    """A WordPress reached over XML-RPC; the methods are those of :class:`~wp_portraits.wordpress.site.Site`."""

    transport = "xmlrpc"
    abilities = Abilities(
        permalink_templates=False,
        named_timezone=False,
        alt_texts=False,
        tags_by_authors=False,
        posts_out_of_sight=False,
        comments_by_id=False,
        comment_agents=False,
    )

    def __init__(self, client: Client) -> None:
        self._client = client
        self._people = People(client)
        self._posts = Posts(client)
        self._terms = Terms(client)
        self._writing = Writing(client, self._posts, self._terms)
        self._library = Library(client)
        self._conversation = Conversation(client, self._posts)

    def __repr__(self) -> str:
        return f"XmlrpcSite({self._client!r})"

    @property
    def requests(self) -> int:
        """How many requests were sent so far."""
        return self._client.session.requests

    @property
    def clock(self) -> datetime:
        """The site's clock."""
        return self._client.session.clock

    @property
    def account(self) -> str:
        """Our user's name."""
        return self._client.username

    def user(self) -> str:
        """The name we are signed in as."""
        return self._people.user()

    def facts(self) -> SiteFacts:
        """The site, its clock, our user."""
        return self._people.facts()

    def posts_containing(self, text: str, *, modified_after: datetime | None = None) -> Iterator[RemotePost]:
        """Every post that contains ``text``, by id."""
        yield from self._posts.containing(text, modified_after)

    def count_containing(self, text: str) -> int:
        """How many there may be."""
        return self._posts.count_containing(text)

    def changes_containing(self, text: str, since: datetime | None) -> tuple[list[RemotePost], int]:
        """Those modified since, and how many there may be."""
        return self._posts.changes(text, since)

    def stamps_containing(self, text: str, *, modified_after: datetime | None = None) -> Mapping[int, datetime]:
        """When each was modified."""
        return self._posts.stamps(text, modified_after)

    def posts_with_slugs(self, slugs: Sequence[str]) -> list[RemotePost]:
        """The posts outside the bin that hold one of the slugs."""
        return self._posts.with_slugs(slugs)

    def slugs_out_of_sight(self, slugs: Sequence[str]) -> set[str]:  # noqa: ARG002
        """None: of what we may not edit, the API does not even tell how many there are."""
        return set()

    def any_post(self) -> RemotePost | None:
        """The newest post."""
        return self._posts.newest()

    def post(self, post_id: int) -> RemotePost:
        """One post."""
        return self._posts.one(post_id)

    def create_posts(self, posts: Sequence[PostFields]) -> list[RemotePost | SiteError]:
        """Create each."""
        return self._writing.create(posts)

    def update_posts(self, changes: Sequence[tuple[int, PostChanges]]) -> list[RemotePost | SiteError]:
        """Change each."""
        return self._writing.change(changes)

    def trash_post(self, post_id: int) -> None:
        """Into the bin."""
        self._posts.trash(post_id)

    def user_id(self, name: str) -> int | None:
        """The id of a user."""
        return self._people.user_id(name)

    def terms(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term]:
        """The terms with these names."""
        return self._terms.named(taxonomy, names)

    def create_term(self, taxonomy: Taxonomy, name: str, parent: int = 0) -> Term:
        """A term, new or not. A parent the site does not know, or of a tag, is a RequestRefused."""
        return self._terms.create(taxonomy, name, parent)

    def create_terms(self, taxonomy: Taxonomy, names: Sequence[str]) -> list[Term | SiteError]:
        """Several terms, new or not, one after the other."""
        return self._terms.create_several(taxonomy, names)

    def media_with_slugs(self, slugs: Sequence[str]) -> list[Media]:
        """The pictures that hold one of the slugs."""
        return self._library.with_slugs(slugs)

    def upload(self, upload: Upload) -> Media:
        """A new picture."""
        return self._library.upload(upload)

    def comment_scope(self, posts: Sequence[int]) -> Sequence[int] | None:
        """What has to be read for the comments of these posts."""
        return self._conversation.scope(posts)

    def comment_pages(
        self,
        scope: Sequence[int] | None = None,
        *,
        personal: bool = False,
        known: int = 0,
    ) -> Iterator[CommentPage]:
        """Every comment, page by page."""
        return self._conversation.pages(scope, personal=personal, known=known)

    def comments(self, posts: Sequence[int] | None = None, *, personal: bool = False) -> Iterator[Comment]:
        """Every comment of these posts."""
        return self._conversation.of(posts, personal=personal)

    def comments_by(self, email: str) -> Iterator[Comment]:
        """Every comment under this address."""
        return self._conversation.by(email)

    def comments_add_up(
        self,
        totals: CommentTotals,
        scope: Sequence[int] | None = None,
        *,
        total: int | None = None,  # noqa: ARG002 - pages tell none
    ) -> bool:
        """Whether there are as many."""
        return self._conversation.add_up(totals, scope)

    def comment(self, comment_id: int) -> Comment:
        """One comment."""
        return self._conversation.one(comment_id)

    def reply(self, post: int, parent: int, content: str) -> Comment:
        """Answer as our user."""
        return self._conversation.reply(post, parent, content)

    def edit_comment(self, comment_id: int, content: str) -> Comment:
        """Change what a comment says."""
        return self._conversation.edit(comment_id, content)

    def moderate_comment(self, comment_id: int, status: Moderation) -> Comment:
        """Give a comment a status."""
        return self._conversation.moderate(comment_id, status)

    def delete_comment(self, comment_id: int) -> None:
        """Delete a comment for good."""
        self._conversation.delete(comment_id)
