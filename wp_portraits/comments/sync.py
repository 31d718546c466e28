"""Make the mirror equal to the site, with as few requests as that takes.

A *full pass* reads every comment of the portraits. A *quick pass* reads the newest ones, down to the newest that an
earlier sync saw, and then compares how many comments there are by status; when the numbers disagree, somebody moderated
or deleted an older comment, and a full pass follows. Ids are the only cursor: they grow, while a comment's date may be
any (imports, comments approved late), and an edit changes neither date nor number.

So a quick pass does not see an edit of an old comment. That is why a full pass is made when one was asked for, when the
last is a day old, when e-mail and IP addresses are asked for that the mirror does not hold, and every time while there
are so few comments that it costs no more than the quick one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost, Mirror, Progress, storable
from wp_portraits.wordpress.site import Site

PAGE: Final = 100
"""Comments in one answer of the REST API, which allows no more: reading as many as this costs a single request."""

FEW: Final = 400
"""Up to here a full pass takes at most four requests; a quick one takes six: a page and five totals, one a status."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What a sync found. A comment that was both edited and moderated since the last sync counts in both.

    ``new``: ids the mirror did not have. ``edited``: text, author or place changed. ``moderated``: the status changed.
    ``removed``: no longer among the portraits' comments on the site. ``total``: comments in the mirror now.
    ``requests``: sent by this sync.
    """

    new: int
    edited: int
    moderated: int
    removed: int
    total: int
    requests: int

    @property
    def changed(self) -> bool:
        """Whether the mirror is another than before."""
        return bool(self.new or self.edited or self.moderated or self.removed)


def sync(
    site: Site, mirror: Mirror, posts: Mapping[int, str], *, now: datetime, full: bool = False, personal: bool = False
) -> SyncOutcome:
    """Bring the mirror up to the site, in one transaction: whatever ends it early leaves the mirror as it was.

    ``posts``: post id → key of every portrait on the site; other posts' comments are ignored, and those of posts that
    are no longer named are removed. ``now``: aware, the present moment. ``full`` asks for a full pass. ``personal``
    keeps e-mail and IP addresses; without it those an earlier sync kept are emptied. Raises SiteError and StateError.
    """
    sent = site.requests
    with mirror.transaction():
        reader = _Reader(site, mirror, posts, personal)
        progress = mirror.progress()
        added = posts.keys() - mirror.posts().keys()
        reader.settle_posts()
        complete = (
            full
            or _full_pass_is_due(progress, mirror.total(), now, personal=personal)
            or not reader.quick_pass(sorted(added), progress.newest_id)
        )
        if complete:
            reader.full_pass()
        last_full = now.astimezone(UTC) if complete else progress.last_full
        mirror.record_progress(Progress(reader.newest_id, last_full, personal))
        return reader.outcome(site.requests - sent)


def _full_pass_is_due(progress: Progress, total: int, now: datetime, *, personal: bool) -> bool:
    if progress.last_full is None or total <= FEW or (personal and not progress.personal):
        return True
    return not timedelta(0) <= now - progress.last_full < _DAY


class _Reader:
    """Carries comments from the site to the mirror and keeps count, by id, so that nothing counts twice."""

    def __init__(self, site: Site, mirror: Mirror, posts: Mapping[int, str], personal: bool) -> None:
        self.newest_id = 0
        self._site = site
        self._mirror = mirror
        self._posts = posts
        self._personal = personal
        self._new: set[int] = set()
        self._edited: set[int] = set()
        self._moderated: set[int] = set()
        self._removed: set[int] = set()

    def settle_posts(self) -> None:
        """Let the mirror know exactly the posts of this sync; the comments of others go."""
        self._mirror.forget_posts(self._mirror.posts().keys() - self._posts.keys())
        self._mirror.remember_posts(KnownPost(post_id, key) for post_id, key in self._posts.items())
        kept = self._mirror.posts_of_comments()
        self._remove({comment_id for comment_id, post in kept.items() if post not in self._posts})
        if not self._personal:
            self._mirror.forget_personal()

    def full_pass(self) -> None:
        """Read everything.

        A comment deleted on the site while its pages are read moves another one from a page not yet read to one read
        already, where it is missed. So when something seems to be gone and there was more than one page, the pass is
        made again, and gone is what was missed twice.
        """
        seen, missed = self._read(sorted(self._posts))
        if missed and len(seen) > PAGE:
            missed &= self._read(sorted(self._posts))[1]
        self._remove(missed)

    def quick_pass(self, added: Sequence[int], newest_id: int) -> bool:
        """Read the newest comments and all those of posts that are new to us; whether that was enough.

        It was not when the totals disagree, or when a comment was missed on several pages (see :meth:`full_pass`).
        """
        if added:
            self._read(added)
        seen, missed = self._read(sorted(self._posts), down_to=newest_id)
        if missed and len(seen) > PAGE:
            return False
        self._remove(missed)
        theirs = self._site.comment_totals(sorted(self._posts))
        return {status: number for status, number in theirs.items() if number} == self._mirror.totals()

    def _read(self, posts: Sequence[int], *, down_to: int | None = None) -> tuple[set[int], set[int]]:
        """Take over the comments of these posts, newest first, to the end or down to an id, but always whole pages.

        Returns the ids that were seen, and those that were missed: in the mirror, in the range that was read, and not
        on the site.
        """
        wanted = frozenset(posts)
        seen: set[int] = set()
        lowest = 0
        if posts:
            for position, comment in enumerate(self._site.comments(posts, personal=self._personal), start=1):
                if comment.post in wanted:
                    seen.add(comment.id)
                    self._keep(comment)
                if down_to is not None and comment.id <= down_to and position % PAGE == 0:
                    lowest = comment.id
                    break
        self.newest_id = max(seen, default=0)
        held = self._mirror.posts_of_comments(lowest=lowest)
        return seen, {comment_id for comment_id, post in held.items() if post in wanted} - seen

    def _keep(self, comment: Comment) -> None:
        if not self._personal:
            comment = replace(comment, email="", ip="")
        theirs, ours = storable(comment), self._mirror.comment(comment.id)
        if theirs == ours:
            return
        self._mirror.store(theirs)
        if ours is None:
            self._added(comment.id)
            return
        if theirs.status != ours.status:
            self._moderated.add(comment.id)
        if _written(theirs) != _written(ours):
            self._edited.add(comment.id)

    def _added(self, comment_id: int) -> None:
        if comment_id in self._removed:
            self._removed.remove(comment_id)
        else:
            self._new.add(comment_id)

    def _remove(self, comment_ids: set[int]) -> None:
        self._mirror.remove(comment_ids)
        self._removed |= comment_ids - self._new
        for counted in (self._new, self._edited, self._moderated):
            counted -= comment_ids

    def outcome(self, requests: int) -> SyncOutcome:
        """What was found, with ``requests`` as the number sent for it."""
        return SyncOutcome(
            new=len(self._new),
            edited=len(self._edited - self._new),
            moderated=len(self._moderated - self._new),
            removed=len(self._removed),
            total=self._mirror.total(),
            requests=requests,
        )


def _written(comment: Comment) -> Comment:
    """The comment without what changes although nobody edited it: its status, its link and what is personal."""
    return replace(comment, status="", link="", email="", ip="")
