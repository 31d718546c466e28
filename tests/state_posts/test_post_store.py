from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wp_portraits.model.picture import Media
from wp_portraits.plan.base import Base
from wp_portraits.state.database import Database
from wp_portraits.state.posts import MIGRATIONS, Intent, PostStore

BASE = Base(
    key="camille-roy",
    post_id=12,
    url="https://portraits.example.org/camille-roy/",
    path="drafts/camille-roy.md",
    title="Portrait de gestionnaire : Camille Roy",
    asked="1:" + "a" * 32,
    stored="1:" + "b" * 32,
    own="c" * 32,
    modified_gmt=datetime(2026, 11, 20, 14, 0),
    text="title: Camille Roy\nUne réponse.",
)


def test_bases_outlive_the_run(tmp_path: Path) -> None:
    with PostStore(tmp_path / "posts.db") as store:
        store.record([BASE, replace(BASE, key="lea-tremblay", marked=False)])
    with PostStore(tmp_path / "posts.db") as store:
        assert store.bases() == {"camille-roy": BASE, "lea-tremblay": replace(BASE, key="lea-tremblay", marked=False)}


def test_former_versions_are_remembered_until_the_key_is_forgotten(tmp_path: Path) -> None:
    with PostStore(tmp_path / "posts.db") as store:
        store.record([BASE])
        store.record([replace(BASE, stored="1:" + "d" * 32)])
        assert store.bases()["camille-roy"].earlier == {BASE.stored}
        store.record([BASE])
        assert store.bases()["camille-roy"].earlier == {"1:" + "d" * 32}
        store.forget(["camille-roy"])
        store.record([BASE])
        assert store.bases()["camille-roy"].earlier == frozenset()


def test_an_intent_stays_open_until_the_post_is_recorded(tmp_path: Path) -> None:
    intent = Intent("camille-roy", datetime(2026, 11, 20, 14, 0, tzinfo=UTC), "camille-roy")
    with PostStore(tmp_path / "posts.db") as store:
        store.begin([intent, replace(intent, key="lea-tremblay"), replace(intent, key="nadia-benali")])
    with PostStore(tmp_path / "posts.db") as store:
        assert store.open_intents()["camille-roy"] == intent
        store.record([BASE])
        store.close_intents(["lea-tremblay"])
        assert set(store.open_intents()) == {"nadia-benali"}


def test_an_intent_outlives_the_change_of_the_file_s_form(tmp_path: Path) -> None:
    """Until its third version a file said of each intent of what kind it is; all are for creating."""
    intent = Intent("camille-roy", datetime(2026, 11, 20, 14, 0, tzinfo=UTC), "camille")
    with Database(tmp_path / "posts.db", MIGRATIONS[:3]) as old, old.transaction():
        values = (intent.key, intent.started_at.isoformat(), intent.slug, "create")
        old.write("INSERT INTO intents VALUES (?, ?, ?, ?)", values)
    with PostStore(tmp_path / "posts.db") as store:
        assert store.open_intents() == {"camille-roy": intent}


def test_ids_are_remembered(tmp_path: Path) -> None:
    media = Media(7, "https://portraits.example.org/camille.jpg", "camille-0123456789ab", "Camille")
    with PostStore(tmp_path / "posts.db") as store:
        store.remember_media({"0123": media})
        store.remember_names({("post_tag", "R&D"): 4, ("category", "Portraits"): 5, ("author", "nadia"): 2})
    with PostStore(tmp_path / "posts.db") as store:
        assert store.media() == {"0123": media}
        assert store.names() == {("post_tag", "R&D"): 4, ("category", "Portraits"): 5, ("author", "nadia"): 2}


def test_a_damaged_file_is_named_and_replaced(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "posts.db").write_bytes(b"ceci n'est pas une base" * 100)
    with PostStore(tmp_path / "posts.db") as store:
        assert store.bases() == {}
    assert "posts.db" in caplog.text
