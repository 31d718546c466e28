"""``@handle`` → a link, and everything that only looks like one."""

from __future__ import annotations

import pytest
from rendering_cases import body

from wp_portraits.render.mentions import link_mentions

PATTERN = "https://social.example/@{handle}"


def link(handle: str) -> str:
    return f'<a href="https://social.example/@{handle}">@{handle}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("@marie", link("marie")),
        ("Merci, @marie_officine.", f"Merci, {link('marie_officine')}."),
        ("(@marie.officine)", f"({link('marie.officine')})"),
        ("« @a » & @b", f"« {link('a')} » &amp; {link('b')}"),
        (".@jean", f".{link('jean')}"),
    ],
)
def test_a_mention_is_linked(text: str, html: str) -> None:
    assert link_mentions(text, PATTERN) == html


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org",
        "@camille@social.example",
        "@camille.roy@social.example",
        "@",
        "@ marie",
        "@élise",
        "https://e.org/@a",
        "@types/node",
        "a.@b",
    ],
)
def test_what_only_looks_like_a_mention_is_text(text: str) -> None:
    assert link_mentions(text, PATTERN) == text


def test_without_a_pattern_nothing_is_linked() -> None:
    assert link_mentions("@marie", None) == "@marie"
    assert link_mentions("@marie", "javascript:{handle}") == "@marie"


def test_code_links_and_headings_have_no_mentions() -> None:
    text = "`@a` [@b](https://example.org/) <a href='https://example.org/'>@c</a> <code>@d</code>\n\n# @e"
    assert "social.example" not in body(text, mentions=PATTERN)
    assert body("*@a*", mentions=PATTERN).count("social.example") == 1
