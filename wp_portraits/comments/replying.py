"""Answer a comment: on the site first, then in the mirror."""

from __future__ import annotations

import re

from wp_portraits.comments.moderating import known_comments
from wp_portraits.errors import NotFound, Refusal, SiteError
from wp_portraits.model.comment import Comment, without_personal
from wp_portraits.state.mirror import Mirror, storable
from wp_portraits.wordpress.site import Site

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def reply(site: Site, mirror: Mirror, comment_id: int, content: str) -> Comment:
    """Publish ``content`` as our user's reply to a comment that the mirror knows; the comment as it is on the site.

    Raises Refusal, before anything is published, when the comment is unknown, gone or not shown to readers, or when the
    text is empty or holds control characters; SiteError when the site does not take it.
    """
    text = check_text(content)
    answered = answerable(mirror, comment_id)
    _require_still_there(site, answered)
    published = storable(_send(site, answered, text))
    if not mirror.progress().personal:
        published = without_personal(published)
    mirror.store(published)
    return published


def check_text(content: str) -> str:
    """The reply as it is sent. Refusal when it is empty or holds control characters."""
    text = content.replace("\r\n", "\n").strip()
    if not text:
        raise Refusal("The reply is empty.", hint="Write what it should say; nothing was sent.")
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise Refusal(
            f"The reply holds a control character (U+{ord(found[0]):04X}) in line {line}, column {column}.",
            hint="Remove it; nothing was sent.",
        )
    return text


def answerable(mirror: Mirror, comment_id: int) -> Comment:
    """The comment to answer. Refusal when the mirror does not know it, or readers do not see it."""
    [answered] = known_comments(mirror, [comment_id])
    _require_shown(answered)
    return answered


def _require_shown(comment: Comment) -> None:
    if comment.status != "approved":
        raise Refusal(
            f"Comment {comment.id} is not shown to readers (status: {comment.status}), who would see the reply alone.",
            hint=f"Approve it first: wp-portraits comments approve {comment.id}",
        )


def _require_still_there(site: Site, answered: Comment) -> None:
    """WordPress takes a reply to a comment that was deleted since the last sync, and shows it under nothing."""
    try:
        _require_shown(site.comment(answered.id))
    except NotFound:
        raise Refusal(
            f"Comment {answered.id} was deleted on the site.", hint="Run `wp-portraits comments sync`."
        ) from None


def _send(site: Site, answered: Comment, text: str) -> Comment:
    try:
        return site.reply(answered.post, answered.id, text)
    except SiteError as error:
        if not error.outcome_unknown:
            raise
        raise type(error)(
            f"{error.message} The reply to comment {answered.id} may have been published all the same.",
            hint="Run `wp-portraits comments sync` and look before you reply again.",
        ) from error
