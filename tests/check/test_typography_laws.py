"""What holds of typography for any text: mending twice is mending once, and only prose is looked at."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.check.conftest import SERIES, series_of
from tests.fuzz.mending import judged, mended
from tests.fuzz.salad import PIECES
from wp_portraits.check.prose import prose_of
from wp_portraits.drafts.parsing import parse_draft

FREE = series_of(SERIES)
LANGS = st.sampled_from(["fr-CA", "fr", "fr-CH", "en", "de"])
BODIES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(lang: str, body: str) -> str:
    return f"---\nseries: s\nperson: {{name: Zoé}}\nlang: {lang}\n---\n{body}"


@QUIET
@given(LANGS, BODIES)
def test_mending_twice_is_mending_once(lang: str, body: str) -> None:
    once = mended(written(lang, body), FREE, "T")
    assert mended(once, FREE, "T") == once
    assert once.startswith(written(lang, ""))


@QUIET
@given(LANGS, BODIES)
def test_prose_has_the_places_of_the_draft(lang: str, body: str) -> None:
    draft = parse_draft("drafts/zoe.md", written(lang, body).encode())
    assert len(prose_of(draft, lang)) == len(draft.text)


@QUIET
@given(st.text("l'eau «»:?!…. \t\"50%", max_size=60))
def test_code_addresses_and_raw_html_are_never_looked_at(inside: str) -> None:
    for around in (
        "```\n{}\n```\n",
        "<pre>\n{}\n</pre>\n",
        "<!-- {} -->\n",
        "[a](<b> '{}')\n",
        "<i title='{}'>x</i>\n",
    ):
        text = written("fr", around.format(inside.replace("'", "’") if "'{}'" in around else inside.replace("--", "")))
        told = [
            (each.code, each.message)
            for each in judged(text, FREE).found
            if each.code in ("T002", "T003", "T004", "T005", "T006")
        ]
        assert told == [], text
