"""Where things stand, without asking the site and without leaving a trace."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wp_portraits.flows.site import place
from wp_portraits.flows.status import look_around
from wp_portraits.model.comment import Comment
from wp_portraits.plan.base import Base
from wp_portraits.reports.status import Standing, standing_json, standing_text
from wp_portraits.state.mirror import Mirror, Progress
from wp_portraits.state.posts import Expected, Intent, PostStore
from wp_portraits.state.read_marks import ReadMarks

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DRAFT = "---\nseries: s\nperson: {{name: {name}}}\n---\n\n## Qui ?\n\nUne réponse.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    series = tmp_path / "drafts" / "series"
    series.mkdir(parents=True)
    (series / "s.yml").write_text("name: S\ntitle: '{{ person.name }}'\nquestions: [{id: a, text: 'Qui ?'}]\n")
    for key in ("camille-roy", "lea-tremblay"):
        (tmp_path / "drafts" / f"{key}.md").write_text(DRAFT.format(name=key), encoding="utf-8")
    (tmp_path / "drafts" / "fautif.md").write_text("---\nseries: s\n---\n", encoding="utf-8")
    (tmp_path / ".env").write_text("WP_URL=https://blog.example.org\n")
    return tmp_path


def standing(folder: Path) -> Standing:
    return look_around(place(folder, None, {}, insecure=False, log=str))


def test_a_workspace_that_never_met_its_site(folder: Path) -> None:
    found = standing(folder)
    assert (found.site, found.series, found.drafts, found.drafts_with_errors) == ("https://blog.example.org", 1, 3, 1)
    assert (found.published, found.unpublished, found.last_sync, found.comments) == (0, 2, None, {})
    assert not (folder / ".wp-portraits").exists()
    text = standing_text(found)
    assert "1 with errors: wp-portraits check" in text
    assert "never brought home" in text
    (folder / ".env").unlink()
    assert "site        not set" in standing_text(standing(folder))
    assert json.loads(standing_json(standing(folder)))["site"] is None


def test_what_the_state_remembers(folder: Path) -> None:
    state = folder / ".wp-portraits" / "sites" / "blog.example.org"
    with PostStore(state / "posts.sqlite") as store:
        base = Base("camille-roy", 7, "", "", "", "", "", "", NOON.replace(tzinfo=None), True, frozenset(), "")
        store.record([base])
        store.begin([Intent("lea-tremblay", NOON, "lea-tremblay")])
        store.expect([Expected("camille-roy", "", "", "")])
    with Mirror(state / "comments.sqlite") as mirror:
        for number, status in enumerate(("approved", "hold", "hold", "spam", "trash"), start=1):
            mirror.store(Comment(number, 7, 0, "Nadia", "", NOON, "Bravo", status))
        mirror.record_progress(Progress(5, NOON - timedelta(hours=20), last_sync=NOON))
    with ReadMarks(state / "read.sqlite") as marks:
        marks.mark([2, 5])
    found = standing(folder)
    assert (found.published, found.unpublished, found.open_intents) == (1, 1, ("camille-roy", "lea-tremblay"))
    assert found.comments == {"approved": 1, "hold": 2, "spam": 1, "trash": 1}
    assert (found.unread, found.last_sync) == (2, NOON)
    told = json.loads(standing_json(found))
    assert (told["waiting"], told["unread"], told["last_sync"]) == (2, 2, "2026-11-20T12:00:00Z")
    text = standing_text(found)
    assert "interrupted: camille-roy, lea-tremblay" in text
    assert "2: wp-portraits comments list --status hold" in text
    assert "1 approved, 2 waiting for approval, 1 spam, 1 in the bin" in text


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=100), "a minute ago"),
        (timedelta(minutes=119), "119 minutes ago"),
        (timedelta(hours=47), "47 hours ago"),
        (timedelta(days=30), "30 days ago"),
    ],
)
def test_ages(age: timedelta, words: str) -> None:
    shown = Standing(Path("/blog"), "", 0, 0, 0, 0, 0, (), NOON, {}, 0, NOON + age)
    assert f"({words})" in standing_text(shown)
