"""Carry comments from the site to the mirror, page by page, and note what is different about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wp_portraits.model.comment import NONE, Comment, CommentTotals, without_personal
from wp_portraits.state.mirror import KnownPost, Mirror
from wp_portraits.state.sightings import Change
from wp_portraits.wordpress.site import Site


@dataclass(frozen=True, slots=True)
class Scope:
    """Which comments are kept, and what has to be read for them.

    ``name``: ``portraits`` (theirs alone are read), ``site`` (the site's are read, for the API cannot name so many posts,
    and the portraits' kept) or ``everything`` (the site's are kept). ``posts``: whose comments to ask for, None for all.
    """

    name: Literal["portraits", "site", "everything"]
    posts: Sequence[int] | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to ask for."""
        return self.posts is not None and not self.posts


class Carrier:
    """One sync's, inside the mirror's transaction. ``newest_id``: the largest id the last pass saw; ``elsewhere``: the
    comments in the scope that are not kept, as far as is known."""

    def __init__(self, site: Site, mirror: Mirror, scope: Scope, *, personal: bool) -> None:
        self.newest_id = 0
        self.elsewhere = NONE
        self.sightings = mirror.sightings()
        self._site = site
        self._mirror = mirror
        self._scope = scope
        self._personal = personal
        self._posts: set[int] = set()

    def settle(self, portraits: Sequence[KnownPost]) -> None:
        """Let the mirror know exactly these posts, and those that have comments where everything is kept; forget what is
        not asked for: other posts' comments, e-mail and IP addresses."""
        self._posts = {post.id for post in portraits}
        others = {number: post for number, post in self._mirror.posts().items() if number not in self._posts}
        self._mirror.remember_posts(portraits)
        if self._scope.name == "everything":
            self._mirror.remember_posts(KnownPost(number, "") for number in others)
        else:
            self._mirror.forget_posts(others)
            self.sightings.remove_of_unknown_posts()
        if not self._personal:
            self._mirror.forget_personal()

    def read_all(self, posts: Sequence[int] | None) -> None:
        """Take over every comment of the scope or of these posts, and remove what is no longer there."""
        self._begin()
        asked = self._scope.posts if posts is None else posts
        for page in self._site.comment_pages(asked, personal=self._personal):
            self._take(page.comments)
        self.elsewhere = self.sightings.elsewhere()
        self.sightings.remove_unseen(posts=posts)
        if posts is None:
            self._mirror.forget_silent_posts()

    def read_newest(self, above: int, elsewhere: CommentTotals) -> int | None:
        """Take over the newest comments, down to the page that holds one not above this id, and remove what is missing
        there; how many there are in the scope, if the site says so."""
        self._begin()
        total, lowest = None, 0
        known = self._mirror.total() + elsewhere.total
        for page in self._site.comment_pages(self._scope.posts, personal=self._personal, known=known):
            self._take(page.comments)
            total = page.total
            if any(comment.id <= above for comment in page.comments):
                lowest = min(comment.id for comment in page.comments)
                break
        self.elsewhere = elsewhere + self.sightings.elsewhere(above)
        if self._site.abilities.comments_by_id:
            self.sightings.remove_unseen(lowest)
        return total

    def _begin(self) -> None:
        self.newest_id = 0
        self.sightings.begin()

    def _take(self, comments: Sequence[Comment]) -> None:
        ours, others = comments, []
        if self._scope.name == "everything":
            self._meet([comment for comment in comments if comment.post not in self._posts])
        else:
            ours = [comment for comment in comments if comment.post in self._posts]
            others = [comment for comment in comments if comment.post not in self._posts]
        self.newest_id = max(self.newest_id, *(comment.id for comment in comments), 0)
        self.sightings.saw(ours, ours=True)
        self.sightings.saw(others, ours=False)
        self._compare(ours)

    def _meet(self, strangers: Sequence[Comment]) -> None:
        """Let the mirror know posts that are no portraits by what their comments tell of them: the address."""
        posts = {comment.post: comment.link.partition("#")[0] for comment in strangers}
        self._mirror.remember_posts(KnownPost(number, "", "", address) for number, address in posts.items())
        self._posts |= posts.keys()

    def _compare(self, comments: Sequence[Comment]) -> None:
        held = self._mirror.comments_with(comment.id for comment in comments)
        stored, changes = [], []
        for comment in comments:
            ours = held.get(comment.id)
            theirs = self._mirror.kept(self._permitted(comment, ours))
            if theirs != ours:
                stored.append(theirs)
                changes.append(_change(theirs, ours))
        self._mirror.put(stored)
        self.sightings.changed(changes)

    def _permitted(self, comment: Comment, ours: Comment | None) -> Comment:
        if not self._personal:
            return without_personal(comment)
        if ours is not None and not self._site.abilities.comment_agents:
            return replace(comment, agent=ours.agent)
        return comment


def _change(theirs: Comment, ours: Comment | None) -> Change:
    if ours is None:
        return Change(theirs.id, new=True)
    edited = _written(theirs) != _written(ours)
    return Change(theirs.id, new=False, edited=edited, moderated=theirs.status != ours.status)


def _written(comment: Comment) -> Comment:
    """The comment without what changes although nobody edited it: its status, its link and what is personal."""
    return replace(without_personal(comment), status="", link="")
