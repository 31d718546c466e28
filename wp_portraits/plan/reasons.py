"""The sentence that says why a post is treated as it is, and what its author can do about it."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from wp_portraits.model.post import RemotePost
from wp_portraits.plan.action import ActionKind, Cause
from wp_portraits.render.identity import read_identity

_WAY_OUT: Final = "Write what was changed there into the draft, or replace it with `--overwrite {key}`."

_SENTENCES: Final[dict[tuple[ActionKind, Cause], str]] = {
    (ActionKind.CREATE, Cause.RECREATED): "it was removed from the site and is created anew (--overwrite)",
    (ActionKind.UPDATE, Cause.CHANGED): "the draft changed",
    (ActionKind.UPDATE, Cause.SURROUNDINGS): "related portraits or links to other portraits changed",
    (ActionKind.UPDATE, Cause.IDENTITY): "the key inside the post was lost or out of date on the site and is put back",
    (
        ActionKind.UPDATE,
        Cause.ELSEWHERE,
    ): "the draft changed; the post was published from elsewhere, not edited by hand",
    (ActionKind.UPDATE, Cause.OVERWRITTEN): "what was edited on the site is replaced (--overwrite)",
    (ActionKind.UPDATE, Cause.RESTORED): "it is taken out of the bin (--overwrite)",
    (ActionKind.UPDATE, Cause.TAKEN_OVER): "post {id}, which holds its address, is taken over (--adopt)",
    (ActionKind.TRASH, Cause.NONE): "its draft is gone (--prune)",
    (ActionKind.ADOPT, Cause.NONE): "it is on the site as the draft wants it",
    (ActionKind.REBASE, Cause.NONE): "draft and site changed to the same",
    (ActionKind.LEFT, Cause.NONE): "no draft here has this key; `publish --prune` bins posts published from here",
    (ActionKind.DRIFT, Cause.EDITED): "edited on the site since it was published, the draft did not change. "
    + _WAY_OUT,
    (ActionKind.DRIFT, Cause.ELSEWHERE): (
        "a newer version was published from elsewhere. "
        "Bring your drafts up to date, or replace it with `--overwrite {key}`."
    ),
    (ActionKind.CONFLICT, Cause.EDITED): "edited on the site since it was published, and the draft changed too. "
    + _WAY_OUT,
    (ActionKind.CONFLICT, Cause.ELSEWHERE): (
        "a newer version was published from elsewhere, and here only its related portraits or links changed. "
        "Bring your drafts up to date, or replace it with `--overwrite {key}`."
    ),
    (ActionKind.CONFLICT, Cause.REMOVED): (
        "it was deleted on the site. Delete the draft too, or create the post anew with `--overwrite {key}`."
    ),
    (ActionKind.CONFLICT, Cause.BINNED): (
        "post {id} is in the site's bin. Delete the draft too, or bring the post back with `--overwrite {key}`."
    ),
    (ActionKind.CONFLICT, Cause.HIDDEN): (
        "the site has a post at its address that this user may not see, because somebody else wrote it. Publish as a "
        "user with the editor role, or give the draft another `slug:`."
    ),
    (ActionKind.CONFLICT, Cause.TWICE): "posts {twins} all carry this key. Bin all but one on the site.",
}


def reason_for(kind: ActionKind, cause: Cause, key: str, posts: tuple[RemotePost, ...], *, drafted: bool) -> str:
    """The sentence for an action; ``posts`` are those found on the site for it."""
    if kind is ActionKind.CONFLICT and cause is Cause.FOREIGN:
        return _foreign(posts[0])
    if kind is ActionKind.CONFLICT and not drafted:
        return (
            f"its draft is gone, but it was edited on the site. Bin it with `--prune --overwrite {key}`, or leave it."
        )
    twins = " and ".join(f"{post.id} ({post.link})" for post in posts)
    sentence = _SENTENCES.get((kind, cause), "")
    return sentence.format(key=key, id=posts[0].id if posts else "", twins=twins)


def _foreign(post: RemotePost) -> str:
    identity = read_identity(post.fields.content)
    owner = f"belongs to the portrait “{identity.key}”" if identity else "was not published by wp-portraits"
    return (
        f"post {post.id} ({post.link}) holds the address “{unquote(post.fields.slug)}” and {owner}. "
        "Give the draft another `slug:`, or take the post over with `--adopt`."
    )
