"""Approve, hold, mark as spam or throw away: on the site first, then in the mirror, one comment after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from wp_portraits.errors import (
    CredentialsRefused,
    Exit,
    NoAnswer,
    NotFound,
    Refusal,
    SiteError,
    Throttled,
    Unreachable,
)
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import Mirror
from wp_portraits.wordpress.site import Moderation, Site

_HOPELESS: Final = (Unreachable, NoAnswer, CredentialsRefused, Throttled)
"""What one comment met the next would meet, too: the rest is not tried."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of one comment. ``before``: its status in the mirror; ``status``: the one it has now, as far as we
    know; ``error`` and ``hint`` are empty when it has the status that was asked for."""

    id: int
    before: str
    status: str
    error: str = ""
    hint: str = ""

    @property
    def done(self) -> bool:
        """Whether the comment has the status that was asked for."""
        return not self.error


def known_comments(mirror: Mirror, comment_ids: Sequence[int]) -> list[Comment]:
    """The comments with these ids, each once. Refusal that names every id the mirror does not know."""
    found, wanted = mirror.comments_with(comment_ids), list(dict.fromkeys(comment_ids))
    unknown = [str(number) for number in wanted if number not in found]
    if unknown:
        one = len(unknown) == 1
        raise Refusal(
            f"Comment{'' if one else 's'} {', '.join(unknown)} {'is' if one else 'are'} not known here.",
            hint="Run `wp-portraits comments sync`, then look up its number in `wp-portraits comments list`.",
        )
    return [found[number] for number in wanted]


def moderate(site: Site, mirror: Mirror, comments: Sequence[Comment], status: Moderation) -> Iterator[Ruling]:
    """Give each of the mirror's ``comments`` the status, and say of each what became of it, as it happens."""
    obstacle: SiteError | None = None
    for comment in comments:
        if obstacle is not None:
            yield Ruling(comment.id, comment.status, comment.status, "not tried, for the site stopped us before")
            continue
        try:
            ruled = site.moderate_comment(comment.id, status)
        except SiteError as error:
            obstacle = error if isinstance(error, _HOPELESS) else None
            yield Ruling(comment.id, comment.status, comment.status, error.message, _hint(error))
            continue
        mirror.store(replace(comment, status=ruled.status))
        refused = "" if ruled.status == status else f"the site leaves it as it was: {ruled.status}"
        yield Ruling(comment.id, comment.status, ruled.status, refused)


def _hint(error: SiteError) -> str:
    if isinstance(error, NotFound):
        return "It was deleted on the site: wp-portraits comments sync"
    if error.outcome_unknown:
        return "It may have happened all the same: run the command again, a second time does no harm."
    return error.hint


def exit_code(rulings: Sequence[Ruling]) -> Exit:
    """Done, some done, or none: what stood in the way was the site, for the rest is refused before."""
    failed = sum(not ruling.done for ruling in rulings)
    if not failed:
        return Exit.DONE
    return Exit.SITE if failed == len(rulings) else Exit.PARTIAL
