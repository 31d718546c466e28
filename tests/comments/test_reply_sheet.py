"""A reply begun in an editor is kept until it was published, whatever happens."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wp_portraits.comments.reply_page import LINE
from wp_portraits.errors import Failure, Refusal, Unreachable, UsageError
from wp_portraits.flows.answering import Sheet, begin_reply, reply_once_read, send_reply
from wp_portraits.flows.site import Place, place, site_folder
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import Mirror

ASKED = Comment(12, 7, 0, "Nadia", "", datetime(2026, 11, 20, tzinfo=UTC), "Quel livre ?", "approved")


@pytest.fixture
def where(tmp_path: Path) -> Place:
    """A workspace whose site does not answer: nobody listens on port 9 of this machine."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / ".env").write_text("WP_URL=http://127.0.0.1:9\nWP_USERNAME=nadia\nWP_APP_PASSWORD=x\n")
    found = place(tmp_path, None, {}, insecure=False, log=str)
    with Mirror(site_folder(found) / "comments.sqlite") as mirror:
        mirror.store(ASKED)
    return found


def failed(where: Place, sheet: Sheet, kind: type[Failure]) -> Failure:
    with pytest.raises(kind) as raised:
        send_reply(where, sheet)
    return raised.value


def test_an_empty_sheet_is_removed(where: Place) -> None:
    sheet = begin_reply(where, 12)
    assert "empty" in failed(where, sheet, Refusal).message
    assert not sheet.path.exists()


@pytest.mark.parametrize(
    ("written", "kind", "words"),
    [
        (f"Celui-ci\n{LINE}\n".encode(), Unreachable, ""),
        (f"Celui-\x07ci\n{LINE}\n".encode(), Refusal, "U+0007"),
        (b"Celui-ci\n# la ligne manque", UsageError, "line that ends the reply"),
        (f"d\xe9j\xe0\n{LINE}\n".encode("latin-1"), UsageError, "UTF-8"),
    ],
)
def test_what_cannot_be_sent_is_kept(where: Place, written: bytes, kind: type[Failure], words: str) -> None:
    sheet = begin_reply(where, 12)
    sheet.path.write_bytes(written)
    failure = failed(where, sheet, kind)
    assert words in failure.message
    assert f"kept in {sheet.path}" in failure.hint
    assert sheet.path.read_bytes() == written


def test_a_second_run_goes_on_with_what_was_kept(where: Place) -> None:
    sheet = begin_reply(where, 12)
    sheet.path.write_text(f"Celui-ci\n{LINE}\n# Nadia", encoding="utf-8")
    assert begin_reply(where, 12).path.read_text(encoding="utf-8").startswith(f"Celui-ci\n\n{LINE}\n#\n# Nadia")
    sheet.path.write_text("Celui-ci\n# sans ligne", encoding="utf-8")
    assert begin_reply(where, 12).path.read_text(encoding="utf-8").startswith(f"Celui-ci\n# sans ligne\n\n{LINE}")
    sheet.path.write_bytes("d\xe9j\xe0\n".encode("latin-1"))
    with pytest.raises(UsageError):
        begin_reply(where, 12)
    assert sheet.path.read_bytes() == "d\xe9j\xe0\n".encode("latin-1")


def test_what_cannot_be_answered_is_refused_before_somebody_writes(where: Place) -> None:
    with pytest.raises(Refusal):
        begin_reply(where, 99)
    assert not (site_folder(where) / "replies").exists()


def test_what_was_piped_in_and_cannot_be_sent_is_kept(where: Place) -> None:
    folder, failures = site_folder(where) / "replies", {"12": Unreachable, "99": Refusal, "99-2": Refusal}
    for name, kind in failures.items():
        path = folder / f"reply-{name}.txt"
        with pytest.raises(kind) as raised:
            reply_once_read(where, int(name[:2]), "\nCelui-ci\n")
        assert f"kept in {path};" in raised.value.hint
        assert path.read_text(encoding="utf-8") == "Celui-ci\n"
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refusal, match="empty"):
        reply_once_read(where, 12, " \n")
    assert len(list(folder.iterdir())) == 3


def test_a_reply_that_was_piped_in_is_kept_without_a_site_and_told_when_the_disk_refuses(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    nowhere = place(tmp_path, None, {}, insecure=False, log=str)
    replies = nowhere.workspace.state / "replies"
    with pytest.raises(Failure, match="WP_URL") as raised:
        reply_once_read(nowhere, 12, "Celui-ci\n")
    assert f"kept in {replies / 'reply-12.txt'}" in raised.value.hint
    assert (replies / "reply-12.txt").read_text(encoding="utf-8") == "Celui-ci\n"
    assert (nowhere.workspace.state / ".gitignore").exists()
    shutil.rmtree(nowhere.workspace.state)
    nowhere.workspace.state.write_text("", encoding="utf-8")
    with pytest.raises(Failure, match="WP_URL") as raised:
        reply_once_read(nowhere, 12, "Celui-ci\n")
    assert "could not be kept" in raised.value.hint
