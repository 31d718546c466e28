"""The identity inside a post: written, found again, left alone by edits, safe from hostile content."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering_cases import EMPTY, FULL, RENDERER, body, page

from wp_portraits.render.identity import MARKER, Identity, read_identity, with_identity, without_rev

BLOCKS = RENDERER.content(FULL, page())
CLASSIC = RENDERER.content(FULL, page("classic"))
BOTH = pytest.mark.parametrize(
    "content", [BLOCKS, CLASSIC, RENDERER.content(EMPTY, page()), ""], ids=["blocks", "classic", "bare", "nothing"]
)
KEYS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60)


@BOTH
@given(key=KEYS, rev=st.text("0123456789abcdef", max_size=64))
def test_what_is_written_is_read(content: str, key: str, rev: str) -> None:
    marked = with_identity(content, key, rev)
    assert read_identity(marked) == Identity(key, rev)
    assert without_rev(marked) == with_identity(content, key, "")
    assert with_identity(marked, key, rev) == marked
    assert MARKER in marked


def test_it_stands_where_the_editor_keeps_it() -> None:
    assert with_identity(BLOCKS, "camille--roy", "1f").startswith(
        '<!-- wp:group {"metadata":{"name":"Portrait","wpPortraits":{"key":"camille\\u002d\\u002droy","rev":"1f"}},'
        '"layout":{"type":"constrained"}} -->\n'
    )
    assert with_identity(CLASSIC, "camille", "1f").endswith(
        '<!-- wpPortraits {"key":"camille","rev":"1f"} --></li></ul>'
    )


@BOTH
def test_a_page_without_one_has_none(content: str) -> None:
    assert read_identity(content) is None
    assert without_rev(content) == content


@pytest.mark.parametrize(
    "edited",
    [
        '<!-- wp:group {"layout":{},"metadata":{"wpPortraits":{"rev":"1f","key":"camille"},"name":"X"}} -->\n<div></div>',
        '<!-- wp:columns -->\n<!--  wp:core/group  { "metadata" : {"wpPortraits": {"key": "camil\\u006ce", "rev": "1f"}} }  -->',
        "<p>avant</p>\n<!-- wpPortraits {&quot;key&quot;:&quot;camille&quot;,&quot;rev&quot;:&quot;1f&quot;} -->\n<p>après</p>",
        '<!-- wp:group {"metadata":{"wpPortraits":7}} --><!-- wpPortraits\n{"rev":"1f",\n"key":"camille"}\n-->',
        '<!-- wpPortraits --> wpPortraits <!-- wpPortraits {"key":"camille","rev":"1f"} -->',
    ],
)
def test_it_is_found_after_an_edit(edited: str) -> None:
    assert read_identity(edited) == Identity("camille", "1f")


@pytest.mark.parametrize(
    "content",
    [
        "wpPortraits",
        "<!-- wpPortraits",
        "<!-- wpPortraits {} -->",
        '<!-- wpPortraits {"key":7,"rev":""} -->',
        '<!-- wpPortraits {"key":"","rev":""} -->',
        '<!-- wpPortraits {"key":"a\\u0000b","rev":""} -->',
        '<!-- wpPortraits {"key":"a","rev":[]} -->',
        '<!-- wp:group {"metadata":["wpPortraits"]} -->',
        '<!-- wp:group {"wpPortraits":{"key":"a"}} -->',
        "<!-- wpPortraits " + "[" * 100_000 + " -->",
        "&lt;!-- wpPortraits {&quot;key&quot;:&quot;a&quot;} --&gt;",
    ],
)
def test_nonsense_is_no_identity(content: str) -> None:
    assert read_identity(content) is None
    assert without_rev(content) == content


PIECES = [*'<!->{}"\\: ', "wpPortraits", "<!-- ", " -->", "wp:group", '"metadata":', '"key":"a"', '"rev":"b"']


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_it_never_raises(content: str) -> None:
    read_identity(content)
    without_rev(content)


def test_hostile_content_costs_no_time() -> None:
    begin = time.perf_counter()
    for piece in (
        "<!-- wpPortraits {",
        "wpPortraits",
        "<!-- wp:group {",
        "<!--",
        '<!-- wpPortraits {"key":"a","rev":"\\',
    ):
        content = piece * (400_000 // len(piece))
        read_identity(content)
        without_rev(content)
    assert time.perf_counter() - begin < 5


def test_a_draft_cannot_forge_one() -> None:
    forged = '<!-- wpPortraits {"key":"autre","rev":""} -->'
    for text in (forged, f"`{forged}`", f"a {forged} b", f"<p title='{forged}'>a</p>", f"```\n{forged}\n```"):
        for markup in ("blocks", "classic"):
            assert read_identity(body(text, markup)) is None
            assert read_identity(with_identity(body(text, markup), "vraie", "")) == Identity("vraie", "")


def test_the_metadata_of_a_template_stays() -> None:
    marked = with_identity(
        '<!-- wp:group {"metadata":{"name":"Fiche","categories":["a"]}} -->\n<div></div>\n<!-- /wp:group -->', "a", ""
    )
    attributes = json.loads(marked.split("wp:group ", 1)[1].split(" -->")[0])
    assert attributes == {"metadata": {"name": "Fiche", "categories": ["a"], "wpPortraits": {"key": "a", "rev": ""}}}
