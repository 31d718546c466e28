"""A reply goes to the site first, then to the mirror; what would be wrong is not sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wp_portraits.comments.replying import reply
from wp_portraits.comments.sync import sync
from wp_portraits.errors import Failure, NoAnswer, PermissionRefused, Refusal
from wp_portraits.model.comment import Comment
from wp_portraits.model.post import PostFields
from wp_portraits.state.mirror import KnownPost, Mirror
from wp_portraits.wordpress.memory.site import MemorySite

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


@pytest.fixture
def site() -> MemorySite:
    site = MemorySite()
    site.create_posts([PostFields("Camille Roy", "camille-roy", "…", "", "publish", None, (), (), 0, "open")])
    site.visitor_comment(1, "Merci Camille!")
    site.visitor_comment(1, "Retenu", status="hold")
    return site


@pytest.fixture
def mirror(site: MemorySite, tmp_path: Path) -> Iterator[Mirror]:
    with Mirror(tmp_path / "comments.sqlite") as opened:
        sync(site, opened, [KnownPost(1, "camille-roy")], now=NOW)
        yield opened


def test_a_reply_is_on_the_site_and_in_the_mirror(site: MemorySite, mirror: Mirror) -> None:
    published = reply(site, mirror, 1, "  Avec plaisir!\r\nÀ bientôt\n")
    assert (published.parent, published.post, published.content) == (1, 1, "Avec plaisir!\nÀ bientôt")
    assert site.comments_by_id[published.id].content == "Avec plaisir!\nÀ bientôt"
    assert mirror.comment(published.id) == published
    outcome = sync(site, mirror, [KnownPost(1, "camille-roy")], now=NOW)
    assert (outcome.new, outcome.edited, outcome.total) == (0, 0, 3)


class Chatty(MemorySite):
    """A site that tells of a reply what it was not asked for."""

    def reply(self, post: int, parent: int, content: str) -> Comment:
        """With what is personal about us."""
        return replace(
            super().reply(post, parent, content), email="nadia@example.org", ip="192.0.2.1", agent="Navigateur"
        )


def test_what_is_personal_about_us_is_not_kept_either(site: MemorySite, mirror: Mirror) -> None:
    site.__class__ = Chatty
    published = reply(site, mirror, 1, "Avec plaisir!")
    assert (published.email, published.ip, published.agent) == ("", "", "")
    assert mirror.comment(published.id) == published


@pytest.mark.parametrize(
    ("comment_id", "content", "says"),
    [
        (99, "Bonjour", "Comment 99 is not known"),
        (2, "Bonjour", "status: hold"),
        (1, " \n\t", "empty"),
        (1, "un\nde\x1b[31mux", "(U+001B) in line 2, column 3"),
        (1, "\x00", "(U+0000) in line 1, column 1"),
        (1, "a\x9bb", "(U+009B) in line 1, column 2"),
        (1, "a\rb", "(U+000D)"),
        (1, "a\ud83d", "(U+D83D)"),
    ],
)
def test_what_would_be_wrong_is_not_sent(
    site: MemorySite, mirror: Mirror, comment_id: int, content: str, says: str
) -> None:
    site.calls.clear()
    with pytest.raises(Refusal) as raised:
        reply(site, mirror, comment_id, content)
    assert says in raised.value.message
    assert raised.value.hint
    assert site.calls == []


@pytest.mark.parametrize(("status", "says"), [("hold", "status: hold"), ("deleted", "was deleted on the site")])
def test_what_happened_on_the_site_since_the_last_sync_counts(
    site: MemorySite, mirror: Mirror, status: str, says: str
) -> None:
    site.moderate(1, status)
    with pytest.raises(Refusal) as raised:
        reply(site, mirror, 1, "Avec plaisir!")
    assert says in raised.value.message
    assert "reply" not in site.calls


def test_a_site_that_refuses_leaves_the_mirror(site: MemorySite, mirror: Mirror) -> None:
    site.edit(1, comment_status="closed")
    with pytest.raises(PermissionRefused):
        reply(site, mirror, 1, "Trop tard")
    assert mirror.total() == 2


@pytest.mark.parametrize("arrived", [True, False])
def test_a_lost_answer_is_not_followed_by_a_second_try(site: MemorySite, mirror: Mirror, arrived: bool) -> None:
    site.fail("reply", NoAnswer("The site stopped answering."), after_write=arrived)
    with pytest.raises(Failure) as raised:
        reply(site, mirror, 1, "Avec plaisir!")
    assert isinstance(raised.value, NoAnswer)
    assert "may have been published" in raised.value.message
    assert "comments sync" in raised.value.hint
    assert site.calls.count("reply") == 1
    assert mirror.total() == 2
    assert sync(site, mirror, [KnownPost(1, "camille-roy")], now=NOW).new == int(arrived)
