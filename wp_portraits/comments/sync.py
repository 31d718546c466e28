"""Make the mirror equal to the site, with as few requests as that takes.

A *full pass* reads every comment. A *quick pass* reads the newest ones, down to the newest that an earlier sync saw, and
then asks whether the numbers add up: how many comments there are, approved, held, marked as spam and others. When they
do not, somebody moderated or deleted an older comment, and a full pass follows. Ids are the only cursor: they grow, while
a comment's date may be any (imports, comments approved late), and an edit changes neither date nor number.

So a quick pass does not see an edit of an old comment. That is why a full pass is made when one was asked for, when the
last is a day old, when e-mail and IP addresses are asked for that the mirror does not hold, and every time while there
are so few comments that it costs no more than the quick one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from wp_portraits.comments.carrying import Carrier, Scope
from wp_portraits.model.comment import NONE, Comment, CommentTotals
from wp_portraits.state.mirror import KnownPost, Mirror, Progress
from wp_portraits.wordpress.site import Site

FEW: Final = 400
"""Up to here a full pass takes at most four requests, as a quick one does: a page and three numbers."""

TOLD: Final = 20
"""New comments that an outcome names."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What a sync found. A comment that was both edited and moderated since the last sync counts in both.

    ``new``: ids the mirror did not have. ``edited``: text, author or place changed. ``moderated``: the status changed.
    ``removed``: no longer among the comments to be kept. ``total``: comments in the mirror now. ``requests``: sent by this
    sync. ``waiting``: how many wait for approval. ``newcomers``: the last of the new ones, spam aside.
    """

    new: int
    edited: int
    moderated: int
    removed: int
    total: int
    requests: int
    waiting: int = 0
    newcomers: tuple[Comment, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the mirror is another than before."""
        return bool(self.new or self.edited or self.moderated or self.removed)


def sync(
    site: Site,
    mirror: Mirror,
    portraits: Collection[KnownPost],
    *,
    now: datetime,
    full: bool = False,
    personal: bool = False,
    everything: bool = False,
) -> SyncOutcome:
    """Bring the mirror up to the site, in one transaction: whatever ends it early leaves the mirror as it was.

    ``portraits``: every post of the site that shows one. Other posts' comments are ignored unless ``everything``; those of
    posts that are no longer named are removed. ``now``: aware, the present moment. ``full`` asks for a full pass.
    ``personal`` keeps e-mail and IP addresses; without it those an earlier sync kept are emptied. Raises SiteError and
    StateError.
    """
    sent = site.requests
    posts = {post.id: post for post in portraits}
    scope = _scope(site, sorted(posts), everything=everything)
    with mirror.transaction():
        carrier = Carrier(site, mirror, scope, personal=personal)
        before, known = mirror.progress(), mirror.posts()
        carrier.settle(list(posts.values()))
        complete = full or _full_pass_is_due(before, mirror.total(), scope, now, personal=personal)
        if not complete and not scope.is_empty:
            complete = not _quick_pass(site, mirror, carrier, scope, before, _moves(known, posts))
        if complete:
            carrier.read_all(None)
        mirror.record_progress(_progress(before, carrier, scope, now, complete=complete, personal=personal))
        return _outcome(mirror, carrier, site.requests - sent)


def _scope(site: Site, posts: list[int], *, everything: bool) -> Scope:
    if everything:
        return Scope("everything", None)
    asked = site.comment_scope(posts)
    return Scope("site", None) if asked is None else Scope("portraits", asked)


def _full_pass_is_due(progress: Progress, held: int, scope: Scope, now: datetime, *, personal: bool) -> bool:
    if progress.last_full is None or held + progress.elsewhere.total <= FEW or (personal and not progress.personal):
        return True
    if scope.name not in ("portraits", progress.scope):
        return True
    return not timedelta(0) <= now - progress.last_full < _DAY


@dataclass(frozen=True, slots=True)
class _Moves:
    """Portraits that came, that went, and those that moved into the bin or out of it: with all their comments, even with
    those that were in the bin before, about which the numbers say nothing."""

    came: frozenset[int]
    went: frozenset[int]
    binned: frozenset[int]


def _moves(before: Mapping[int, KnownPost], now: Mapping[int, KnownPost]) -> _Moves:
    portraits = {number: post for number, post in before.items() if post.key}
    kept = portraits.keys() & now.keys()
    moved = (number for number in kept if portraits[number].binned != now[number].binned)
    return _Moves(frozenset(now.keys() - kept), frozenset(portraits.keys() - kept), frozenset(moved))


def _quick_pass(site: Site, mirror: Mirror, carrier: Carrier, scope: Scope, before: Progress, moves: _Moves) -> bool:
    """Read the newest comments, and all those of posts that moved; whether that was enough."""
    if scope.name == "site" and (moves.came or moves.went):
        return False  # their comments were counted elsewhere until now, or are from now on
    again = sorted(moves.binned | moves.came if scope.name == "portraits" else moves.binned)
    if again:
        asked = site.comment_scope(again)
        if asked is None:
            return False
        carrier.read_all(asked)
    elsewhere = before.elsewhere if scope.name == "site" else NONE
    total = carrier.read_newest(before.newest_id, elsewhere)
    expected = CommentTotals.of(mirror.totals()) + carrier.elsewhere
    return site.comments_add_up(expected, scope.posts, total=total)


def _progress(
    before: Progress, carrier: Carrier, scope: Scope, now: datetime, *, complete: bool, personal: bool
) -> Progress:
    newest = carrier.newest_id if complete else max(before.newest_id, carrier.newest_id)
    last_sync = now.astimezone(UTC)
    last_full = last_sync if complete else before.last_full
    return Progress(newest, last_full, personal, scope.name, carrier.elsewhere, last_sync)


def _outcome(mirror: Mirror, carrier: Carrier, requests: int) -> SyncOutcome:
    changes = carrier.sightings.changes()
    return SyncOutcome(
        new=changes.new,
        edited=changes.edited,
        moderated=changes.moderated,
        removed=changes.removed,
        total=mirror.total(),
        requests=requests,
        waiting=mirror.totals().get("hold", 0),
        newcomers=tuple(carrier.sightings.newcomers(TOLD)),
    )
