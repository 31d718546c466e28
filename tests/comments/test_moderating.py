"""Moderation goes to the site first, then to the mirror; every outcome is told, none hides another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wp_portraits.comments.moderating import Ruling, exit_code, known_comments, moderate
from wp_portraits.comments.sync import sync
from wp_portraits.comments.telling import ruling_text, rulings_json
from wp_portraits.errors import (
    CredentialsRefused,
    Exit,
    NoAnswer,
    NotFound,
    PermissionRefused,
    Refusal,
    SiteError,
    Throttled,
    Unreachable,
)
from wp_portraits.model.post import PostFields
from wp_portraits.state.mirror import KnownPost, Mirror
from wp_portraits.wordpress.memory.site import MemorySite
from wp_portraits.wordpress.site import Moderation

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


@pytest.fixture
def site() -> MemorySite:
    site = MemorySite()
    site.create_posts([PostFields("Camille Roy", "camille-roy", "…", "", "publish", None, (), (), 0, "open")])
    for text in ("Un", "Deux", "Trois"):
        site.visitor_comment(1, text, status="hold", email="lea@example.org", ip="192.0.2.7")
    return site


@pytest.fixture
def mirror(site: MemorySite, tmp_path: Path) -> Iterator[Mirror]:
    with Mirror(tmp_path / "comments.sqlite") as opened:
        sync(site, opened, [KnownPost(1, "camille-roy")], now=NOW, personal=True)
        yield opened


def rule(site: MemorySite, mirror: Mirror, ids: list[int], status: Moderation = "approved") -> list[Ruling]:
    return list(moderate(site, mirror, known_comments(mirror, ids), status))


@pytest.mark.parametrize("status", ["approved", "spam", "trash", "hold"])
def test_site_and_mirror_agree_afterwards(site: MemorySite, mirror: Mirror, status: Moderation) -> None:
    rulings = rule(site, mirror, [3, 1, 3], status)
    assert [(each.id, each.before, each.status, each.error) for each in rulings] == [
        (3, "hold", status, ""),
        (1, "hold", status, ""),
    ]
    assert exit_code(rulings) == Exit.DONE
    assert [site.comments_by_id[number].status for number in (1, 2, 3)] == [status, "hold", status]
    outcome = sync(site, mirror, [KnownPost(1, "camille-roy")], now=NOW, personal=True)
    assert not outcome.changed
    assert {(one.email, one.ip) for one in mirror.comments()} == {("lea@example.org", "192.0.2.7")}


def test_an_unknown_id_stops_everything_before_anything_is_sent(site: MemorySite, mirror: Mirror) -> None:
    site.calls.clear()
    with pytest.raises(Refusal) as raised:
        rule(site, mirror, [1, 98, 99])
    assert raised.value.message == "Comments 98, 99 are not known here."
    assert site.calls == []


@pytest.mark.parametrize(
    ("error", "hint"),
    [
        (PermissionRefused("You may not.", hint="Ask."), "Ask."),
        (NotFound("Gone."), "comments sync"),
    ],
)
def test_one_that_fails_does_not_hide_the_others(site: MemorySite, mirror: Mirror, error: SiteError, hint: str) -> None:
    site.fail("moderate_comment", error)
    rulings = rule(site, mirror, [1, 2, 3])
    assert [each.done for each in rulings] == [False, True, True]
    assert (rulings[0].error, rulings[0].status) == (error.message, "hold")
    assert hint in rulings[0].hint
    assert exit_code(rulings) == Exit.PARTIAL
    assert mirror.totals() == {"approved": 2, "hold": 1}


@pytest.mark.parametrize("kind", [Unreachable, NoAnswer, CredentialsRefused, Throttled])
def test_a_site_that_is_gone_is_not_asked_again(site: MemorySite, mirror: Mirror, kind: type[SiteError]) -> None:
    site.fail("moderate_comment", kind("No connection."))
    site.calls.clear()
    rulings = rule(site, mirror, [1, 2, 3])
    assert site.calls == ["moderate_comment"]
    assert [each.error for each in rulings] == ["No connection.", *["not tried, for the site stopped us before"] * 2]
    assert exit_code(rulings) == Exit.SITE


def test_a_lost_answer_says_that_it_may_have_happened(site: MemorySite, mirror: Mirror) -> None:
    site.fail("moderate_comment", NoAnswer("Silence."), after_write=True)
    [ruling] = rule(site, mirror, [2])
    assert "may have happened" in ruling.hint
    assert sync(site, mirror, [KnownPost(1, "camille-roy")], now=NOW, personal=True).moderated == 1


def test_how_it_is_told() -> None:
    rulings = [
        Ruling(1, "hold", "approved"),
        Ruling(2, "spam", "spam"),
        Ruling(3, "hold", "hold", "The site says \x1b[2Jno.", "Ask \u202eit."),
    ]
    assert "".join(map(ruling_text, rulings)) == (
        "✓ #1 approved (was hold)\n✓ #2 spam already\nx #3 The site says no.\n    → Ask it.\n"
    )
    told = json.loads(rulings_json(rulings))
    assert (told["schema"], told["done"], told["failed"]) == (1, 2, 1)
    assert told["comments"][0] == {"id": 1, "before": "hold", "status": "approved", "error": None}
