"""Moderate comments and answer them: on the site first, then in the mirror. What a person decided on counts as read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from wp_portraits.comments.moderating import Ruling, known_comments, moderate
from wp_portraits.comments.reply_page import reply_page, written_above
from wp_portraits.comments.replying import answerable, check_text, reply
from wp_portraits.errors import ConfigurationError, Failure, Refusal, UsageError
from wp_portraits.flows.connecting import connect_to
from wp_portraits.flows.site import Place, site_folder
from wp_portraits.flows.threads import open_marks, open_mirror
from wp_portraits.folders import make_state_folder
from wp_portraits.model.comment import Comment
from wp_portraits.state.lock import lock
from wp_portraits.wordpress.site import Moderation
from wp_portraits.workspace.files import read_bytes, write_atomically


def moderate_comments(where: Place, comment_ids: Sequence[int], status: Moderation) -> Iterator[Ruling]:
    """Give each comment the status; what became of each, as it happens.

    Raises Refusal, before anything is sent, when the mirror does not know one of the ids; SiteError when the site does
    not let us in; Locked when another run is at work.
    """
    with lock(site_folder(where)), open_mirror(where) as mirror, open_marks(where) as marks:
        comments = known_comments(mirror, comment_ids)
        for ruling in moderate(connect_to(where), mirror, comments, status):
            if ruling.done:
                marks.mark([ruling.id])
            yield ruling


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reply in a file of its own, for an editor: it is there until the reply was published."""

    path: Path
    comment_id: int


def begin_reply(where: Place, comment_id: int) -> Sheet:
    """A file to write the reply to this comment into, with what was written and not sent before.

    Raises Refusal when the comment cannot be answered: before somebody writes, not after.
    """
    with open_mirror(where) as mirror:
        answered = answerable(mirror, comment_id)
    sheet = Sheet(site_folder(where) / "replies" / f"reply-{comment_id}.txt", comment_id)
    write_atomically(sheet.path, reply_page(answered, _begun(sheet)), mode=0o600)
    return sheet


def send_reply(where: Place, sheet: Sheet) -> Comment:
    """Publish what was written on the sheet, and remove it. Where that fails it stays, and the hint says where; an empty
    one is removed."""
    try:
        text = _written(sheet)
        published = reply_to(where, sheet.comment_id, text) if text else None
    except Failure as failure:
        kept = f"What you wrote is kept in {sheet.path}; the same command goes on with it."
        failure.hint = f"{failure.hint} {kept}".strip()
        raise
    sheet.path.unlink(missing_ok=True)
    if published is None:
        raise Refusal("The reply is empty.", hint="Write it above the line and save; nothing was sent.")
    return published


def reply_once_read(where: Place, comment_id: int, text: str) -> Comment:
    """:func:`reply_to` with a text that stands nowhere else, since it was typed or piped in: where it cannot be
    published, it is kept in a file, which the hint names."""
    try:
        return reply_to(where, comment_id, text)
    except Failure as failure:
        if text.strip():
            failure.hint = f"{failure.hint} {_keep(_state(where), comment_id, text.strip())}".strip()
        raise


def _state(where: Place) -> Path:
    """The folder of the site's state, or of the workspace's where nobody has said yet which site it is."""
    try:
        return site_folder(where)
    except ConfigurationError:
        return where.workspace.state


def _keep(folder: Path, comment_id: int, text: str) -> str:
    """Keep what was written, and say where; the disk may refuse it."""
    try:
        make_state_folder(folder)
        path = _free(folder / "replies" / f"reply-{comment_id}.txt")
        write_atomically(path, f"{text}\n", mode=0o600)
    except (OSError, UsageError):
        return f"What you wrote could not be kept, for {folder} cannot be written: copy it from where it came."
    return f"What you wrote is kept in {path}; --file takes it from there."


def _free(path: Path) -> Path:
    """The path, or one beside it where nothing is yet."""
    others = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(each for each in chain([path], others) if not each.exists())


def reply_to(where: Place, comment_id: int, text: str) -> Comment:
    """Answer a comment on the site, then in the mirror; both the comment and the answer are read from then on."""
    with lock(site_folder(where)), open_mirror(where) as mirror, open_marks(where) as marks:
        check_text(text)
        answerable(mirror, comment_id)  # both before the site is asked whether it lets us in
        published = reply(connect_to(where), mirror, comment_id, text)
        marks.mark([comment_id, published.id])
        return published


def _begun(sheet: Sheet) -> str:
    """What an earlier run left on the sheet; a whole page without its line, too, for nobody knows what is the reply."""
    if not sheet.path.exists():
        return ""
    page = _page(sheet)
    written = written_above(page)
    return page if written is None else written


def _written(sheet: Sheet) -> str:
    text = written_above(_page(sheet))
    if text is None:
        raise UsageError("The line that ends the reply is gone: nobody can tell what is the reply. Nothing was sent.")
    return text


def _page(sheet: Sheet) -> str:
    body = read_bytes(sheet.path)
    if isinstance(body, str):
        raise UsageError(f"The reply cannot be read: {body}. Nothing was sent.")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("The reply is not UTF-8 text; nothing was sent.", hint="Save it as UTF-8.") from None
