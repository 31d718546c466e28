"""What a test may look at and do on a site in RAM, beside the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from wp_portraits.errors import SiteError
from wp_portraits.model.comment import Comment
from wp_portraits.model.picture import Media
from wp_portraits.model.post import RemotePost, Term
from wp_portraits.wordpress.memory.conversation import Conversation
from wp_portraits.wordpress.memory.faults import Fault, Faults
from wp_portraits.wordpress.memory.library import Library
from wp_portraits.wordpress.memory.shelf import Shelf

NOON: Final = datetime(2026, 11, 20, 12, 0)


class Controls:
    """The site's parts, and the hands of other people.

    ``calls`` names the contract's methods called so far; ``now`` (settable) is the site's clock, in its own zone,
    without zone. ``content_filter`` is applied to the content of whatever is written, as WordPress's kses is. ``page``:
    comments in one answer; ``most_named``: posts whose comments can be asked for at once.
    """

    def __init__(
        self,
        *,
        now: datetime = NOON,
        url: str = "https://portraits.example.org",
        role: str = "administrator",
        timezone: str = "America/Toronto",
        utc_offset: float = -5.0,
    ) -> None:
        self.requests = 0
        self.calls: list[str] = []
        self.url = url
        self.role = role
        self.timezone = timezone
        self.users: dict[int, tuple[str, str]] = {1: ("redaction", "La rédaction"), 2: ("nadia", "Nadia Benali")}
        self.content_filter: Callable[[str], str] = str
        self.page = 100
        self.most_named = 500
        self._faults = Faults()
        self._shelf = Shelf(url, now, utc_offset)
        self._library = Library(url, self._shelf)
        self._conversation = Conversation(self._shelf)

    @property
    def now(self) -> datetime:
        """The site's clock."""
        return self._shelf.now

    @now.setter
    def now(self, moment: datetime) -> None:
        self._shelf.now = moment

    @property
    def posts(self) -> Mapping[int, RemotePost]:
        """The posts by id, the bin included, as they are at ``now``."""
        return self._shelf.posts

    @property
    def media(self) -> Mapping[int, Media]:
        """The media library by id."""
        return self._library.media

    @property
    def terms_by_id(self) -> Mapping[int, Term]:
        """Categories and tags by id."""
        return self._shelf.terms

    @property
    def comments_by_id(self) -> Mapping[int, Comment]:
        """The comments by id."""
        return self._conversation.comments

    def fail(
        self, method: str, error: SiteError, *, after_write: bool = False, times: int = 1, position: int | None = None
    ) -> None:
        """Let the next ``times`` calls of ``method`` end in ``error``.

        ``after_write``: the write is carried out first, as when the answer is lost; an iterator breaks off halfway.
        ``position`` (create_posts, update_posts): only this post of the call fails, counted from 0. Methods that answer
        with one outcome a post return the error for each post, unless it means that none was tried: then it is raised.
        """
        self._faults.add(Fault(method, error, after_write, times, position))

    def edit(self, post_id: int, **fields: Any) -> RemotePost:
        """Change a post as somebody would in wp-admin; every field is stored as given."""
        return self._shelf.replace_raw(post_id, fields)

    def save(self, post_id: int, **fields: Any) -> RemotePost:
        """Change a post as the editor of wp-admin does: slugs stay unique, the date decides whether it is scheduled."""
        return self._shelf.change(post_id, fields, str)

    def restore(self, post_id: int) -> RemotePost:
        """Take a post out of the bin by hand: it comes back as a draft (wp_untrash_post, since WordPress 5.6)."""
        return self._shelf.change(post_id, {"status": "draft"}, str)

    def delete(self, post_id: int) -> None:
        """Delete a post for good, as somebody would who empties the bin."""
        self._shelf.remove(post_id)

    def visitor_comment(self, post: int, content: str, *, author: str = "Une lectrice", **more: Any) -> Comment:
        """A visitor comments; ``more``: status, parent, date_gmt, email, ip."""
        return self._conversation.add(post, content, author=author, **more)

    def moderate(self, comment_id: int, status: str) -> None:
        """Approve, hold, mark as spam or bin a comment by hand; ``deleted`` removes it for good."""
        comment = self._conversation.comments.pop(comment_id)
        if status != "deleted":
            self._conversation.comments[comment_id] = replace(comment, status=status)

    def reword(self, comment_id: int, content: str) -> None:
        """Change what a comment says, by hand: stored as given."""
        comments = self._conversation.comments
        comments[comment_id] = replace(comments[comment_id], content=content)
