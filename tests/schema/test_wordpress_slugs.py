"""Slugs beside WordPress's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.schema.slugs import readable_slug, remove_accents, slugify

if TYPE_CHECKING:
    from wp_portraits.sandbox.box import Sandbox

FACTS: dict[str, str] = json.loads((Path(__file__).parent / "slugs_of_wordpress.json").read_text(encoding="utf-8"))
"""What ``sanitize_title`` of WordPress 7.1 (locale en_US) answered."""


def test_slugs_are_those_wordpress_makes() -> None:
    assert {text: slugify(text) for text in FACTS} == FACTS
    assert len(FACTS) > 300


@pytest.mark.site
def test_wordpress_still_makes_these_slugs(wordpress: Sandbox, tmp_path: Path) -> None:
    asked = tmp_path / "titles.json"
    asked.write_text(json.dumps(list(FACTS)), encoding="utf-8")
    answer = wordpress.eval_php(
        f"echo json_encode(array_map('sanitize_title', json_decode(file_get_contents('{asked}'))));"
    )
    assert json.loads(answer) == list(FACTS.values())


@given(st.text(max_size=300))
def test_a_slug_is_its_own_slug(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert len(slug) <= 200
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_%")


def test_a_readable_slug_keeps_other_scripts() -> None:
    assert readable_slug("日本語 et l'été") == "日本語-et-lete"


def test_accents_go_only_where_wordpress_has_them() -> None:
    assert remove_accents("Œuvre d'Éloïse, Phạm, Ǟ") == "OEuvre d'Eloise, Pham, Ǟ"
