"""The mirror keeps comments as they are, alone, and either a whole sync of them or none."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from wp_portraits.errors import StateError
from wp_portraits.model.comment import Comment
from wp_portraits.state.mirror import KnownPost, Mirror, Progress, storable

MERCI = Comment(
    id=12,
    post=7,
    parent=3,
    author="Nadia Benali",
    author_url="https://nadia.example.org",
    date_gmt=datetime(2026, 11, 20, 14, 3, tzinfo=UTC),
    content="Merci pour ce portrait!\n\nÇa m'a rappelé mes débuts 🎙️",
    status="hold",
    kind="pingback",
    user_id=4,
    link="https://blog.example.org/camille/#comment-12",
    email="nadia@example.org",
    ip="192.0.2.7",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "comments.sqlite"


def test_a_comment_comes_back_as_it_went_in(path: Path) -> None:
    with Mirror(path) as mirror:
        mirror.store(MERCI)
    with Mirror(path) as mirror:
        assert mirror.comment(12) == MERCI
        assert mirror.comment(13) is None


def test_every_field_of_a_comment_has_its_column(path: Path) -> None:
    Mirror(path).close()
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(comments)")]
    connection.close()
    assert columns == [field.name for field in fields(Comment)]


def test_storing_again_replaces(path: Path) -> None:
    with Mirror(path) as mirror:
        mirror.store(MERCI)
        mirror.store(replace(MERCI, status="approved"))
        assert mirror.total() == 1
        assert mirror.comment(12) == replace(MERCI, status="approved")


def test_dates_are_kept_in_utc(path: Path) -> None:
    eastern = datetime(2026, 11, 20, 9, 3, tzinfo=timezone(timedelta(hours=-5)))
    with Mirror(path) as mirror:
        mirror.store(replace(MERCI, date_gmt=eastern))
        mirror.store(replace(MERCI, id=13, date_gmt=datetime(2026, 11, 20, 14, 3)))
        dates = [comment.date_gmt.isoformat() for comment in mirror.comments()]
    assert dates == ["2026-11-20T14:03:00+00:00"] * 2


@pytest.mark.parametrize(
    "content", ["\ud83d seul", "nul \x00 dedans", "\ud83d\ude00", "'; DROP TABLE comments; --", ""]
)
def test_any_text_can_be_stored(path: Path, content: str) -> None:
    with Mirror(path) as mirror:
        mirror.store(replace(MERCI, content=content))
        assert mirror.comment(12) == storable(replace(MERCI, content=content))


def test_halves_of_surrogate_pairs_are_replaced_and_pairs_joined() -> None:
    assert storable(replace(MERCI, content="a\ud83db")).content == "a\ufffdb"
    assert storable(replace(MERCI, content="\ud83d\ude00")).content == "😀"


def test_comments_come_by_id_and_can_be_chosen(path: Path) -> None:
    with Mirror(path) as mirror:
        for number, post, status in ((9, 1, "spam"), (2, 1, "approved"), (30, 2, "approved"), (4, 2, "hold")):
            mirror.store(replace(MERCI, id=number, post=post, status=status))
        assert [comment.id for comment in mirror.comments()] == [2, 4, 9, 30]
        assert [comment.id for comment in mirror.comments(posts={1})] == [2, 9]
        assert [comment.id for comment in mirror.comments(statuses={"approved", "hold"})] == [2, 4, 30]
        assert [comment.id for comment in mirror.comments(posts={2}, statuses={"hold"})] == [4]
        assert [comment.id for comment in mirror.comments_under(2)] == [4, 30]
        assert mirror.ids_of({"approved", "spam"}) == {2, 9, 30}
        assert list(mirror.comments_with([30, 31, 2, *range(1000, 3000)])) == [2, 30]
        assert mirror.totals() == {"approved": 2, "hold": 1, "spam": 1}
        mirror.remove([2, 9, 999])
        assert mirror.total() == 2


def test_posts_keep_a_title_that_is_not_told_again(path: Path) -> None:
    with Mirror(path) as mirror:
        mirror.remember_posts([KnownPost(7, "camille", "Camille Roy", "https://blog.example.org/camille/")])
        mirror.remember_posts([KnownPost(7, "camille-roy"), KnownPost(8, "lea")])
        assert mirror.posts() == {
            7: KnownPost(7, "camille-roy", "Camille Roy", "https://blog.example.org/camille/"),
            8: KnownPost(8, "lea"),
        }
        mirror.forget_posts([8])
        assert list(mirror.posts()) == [7]


def test_progress_is_empty_at_first_and_kept(path: Path) -> None:
    with Mirror(path) as mirror:
        assert mirror.progress() == Progress()
        noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
        told = Progress(412, datetime(2026, 11, 20, 14, 3, 9, tzinfo=UTC), personal=True, last_sync=noon)
        mirror.record_progress(told)
        assert mirror.progress() == told


def test_a_failed_transaction_leaves_nothing(path: Path) -> None:
    with Mirror(path) as mirror:
        mirror.store(MERCI)
        with pytest.raises(KeyboardInterrupt):
            _change_and_stop(mirror)
        assert list(mirror.comments()) == [MERCI]
        assert mirror.progress() == Progress()


def _change_and_stop(mirror: Mirror) -> None:
    with mirror.transaction():
        mirror.remove([12])
        mirror.store(replace(MERCI, id=13))
        mirror.record_progress(Progress(13))
        raise KeyboardInterrupt


def test_readers_see_the_state_before_a_transaction(path: Path) -> None:
    with Mirror(path) as writer, Mirror(path) as reader:
        with writer.transaction():
            writer.store(MERCI)
            assert reader.total() == 0
        assert reader.total() == 1


def test_the_file_and_its_companions_are_for_their_owner_only(path: Path) -> None:
    with Mirror(path) as mirror:
        mirror.store(MERCI)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob(f"{path.name}*")}
    assert modes == {"comments.sqlite": 0o600, "comments.sqlite-wal": 0o600, "comments.sqlite-shm": 0o600}


def test_forgotten_addresses_are_nowhere_in_the_file(path: Path) -> None:
    with Mirror(path) as mirror:
        mirror.store(MERCI)
        assert mirror.comment(12) == MERCI
    assert b"nadia@example.org" in path.read_bytes()
    with Mirror(path) as mirror:
        mirror.forget_personal()
        assert mirror.comment(12) == replace(MERCI, email="", ip="")
    assert b"nadia@example.org" not in path.read_bytes()
    assert b"192.0.2.7" not in path.read_bytes()


def test_a_damaged_file_is_put_aside(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, whatever its name says" * 50)
    with Mirror(path) as mirror:
        assert mirror.total() == 0
        assert mirror.progress() == Progress()
    assert str(path) in caplog.text
    [aside] = path.parent.glob("comments.sqlite.damaged-*")
    assert aside.read_bytes().startswith(b"this is no database")


@pytest.mark.parametrize(
    "nonsense",
    ["UPDATE comments SET date_gmt = 'hier'", "UPDATE progress SET last_full = 'hier'", "DELETE FROM progress"],
)
def test_what_makes_no_sense_is_damage(path: Path, nonsense: str) -> None:
    with Mirror(path) as mirror:
        mirror.store(MERCI)
    connection = sqlite3.connect(path)
    connection.execute(nonsense)
    connection.commit()
    connection.close()
    with Mirror(path) as mirror, pytest.raises(StateError, match="damaged") as raised:
        assert (mirror.progress(), mirror.comment(12)) == ()
    assert "Run the command again" in raised.value.hint
    with Mirror(path) as mirror:
        assert mirror.total() == 0


def test_the_mirror_is_read_while_a_sync_writes_to_it(path: Path) -> None:
    with Mirror(path) as mirror:
        mirror.store(MERCI)
        with mirror.transaction():
            mirror.remove([12])
            with Mirror(path) as reader:
                assert reader.total() == 1


def test_ten_thousand_comments_are_streamed_in_order(path: Path) -> None:
    with Mirror(path) as mirror:
        with mirror.transaction():
            for number in range(10_000, 0, -1):
                mirror.store(replace(MERCI, id=number))
        assert [comment.id for comment in mirror.comments()] == list(range(1, 10_001))
