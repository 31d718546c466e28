"""The rules together: everything is reported, at any draft, without ever raising."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.check.conftest import SERIES, Look, series_of
from tests.neighbours import surroundings_of
from wp_portraits.check.pictures import pictures_of
from wp_portraits.check.rules import verdict
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.picture import Picture
from wp_portraits.schema.portrait_reading import read_portrait

TEN_MISTAKES = """\
---
series: s
person:
  nom: Camille Roy
  role: Responsable
photo: {file: images/camille.jpg}
follow:
  - mastodon: "@camille"
reading:
  - {titel: Écrire, url: https://example.org}
  - {title: Lire, url: example.org/lire}
related: [camille-roy]
date: 2026-02-30
status: publié
---
Voir [Léa](lea.md).

## Comment as-tu comencé?

Par hasard, sur [un site](www.example.org).

## Ta pire erreur?
"""


def test_ten_mistakes_in_one_draft_are_all_reported(look: Look) -> None:
    checked = look(TEN_MISTAKES)
    told = sorted((each.span.line, each.span.column, each.code) for each in (*checked.read.diagnostics, *checked.found))
    assert told == [
        (2, 9, "Q001"),
        (3, 1, "F006"),
        (4, 3, "F005"),
        (6, 1, "I003"),
        (6, 15, "I001"),
        (8, 15, "U003"),
        (10, 5, "F006"),
        (10, 6, "F005"),
        (11, 24, "U001"),
        (12, 11, "R003"),
        (13, 7, "D001"),
        (14, 9, "F007"),
        (16, 6, "U004"),
        (18, 1, "Q003"),
        (20, 17, "U001"),
        (22, 1, "Q006"),
    ]
    assert checked.read.portrait is None


def test_findings_are_sorted_and_none_is_told_twice(look: Look) -> None:
    checked = look(TEN_MISTAKES)
    assert list(checked.found) == sorted(checked.found, key=lambda each: each.sort_key)
    places = {(each.code, each.span) for each in checked.read.diagnostics}
    assert not [each for each in checked.found if (each.code, each.span) in places]


NOW = datetime(2026, 11, 20, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        *("---\n", "series: s\n", "person: {name: A}\n", "id: a\n", "slug: É\n", "\u202e\x1b\0\n", "\t"),
        *("related: [a, a]\n", "related: {mode: list}\n", "photo: [x]\n", "photo: images/a.jpg\n"),
        *("reading:\n  - {title: a, url: b}\n", "## Q {#debut}\n", "##\n", "<!-- \n", "> ## q\n", "- x\n"),
        *("# wp-portraits: ignore I003, Z\n", "<!-- wp-portraits: ignore Q003 -->\n", "a <!--wp-portraits:-->\n"),
        *("TODO\n", "…\n\n", "http://a.b/(c)\n", "www.x.y.\n", "#### h\n", "# h\n", "[](http://a.b)\n", "```\n"),
        *("date: 2026-03-08 02:30\nstatus: draft\n", "tags: [a, A]\n", "follow: [{x: '@a'}, {x: '@a'}]\n"),
        *("![](x.png)\n", "[a](b.md)\n", "[](<>)\n", "![a](data:x)\n", "![a](../../x)\n", "[a](%00.md)\n"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=14), st.booleans())
def test_no_draft_makes_a_rule_raise(pieces: list[str], with_series: bool) -> None:
    raw = "".join(pieces).encode("utf-8", "replace")
    read = read_portrait(parse_draft("drafts/a.md", raw), series_of(SERIES) if with_series else None)
    pictures = {"drafts/x.png": Picture("drafts/x.png", "image/gif", 9999, 1, 9_999_999, located=True)}
    surroundings = surroundings_of([read], pictures, NOW)
    for each in verdict(read, surroundings):
        assert each.span.path == "drafts/a.md"
        assert each.message
    for path, _ in pictures_of(read):
        assert path is None or path.startswith("drafts/")
