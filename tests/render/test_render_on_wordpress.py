"""What WordPress itself makes of our posts when it shows them."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest
from kitchen_sink import KITCHEN_SINK
from rendering_cases import FULL, RELATED, RENDERER, page
from selectolax.lexbor import LexborHTMLParser, LexborNode

from wp_portraits.render.identity import with_identity
from wp_portraits.sandbox.box import Sandbox

pytestmark = pytest.mark.site
SHORTCODES = "foreach (['gallery', 'audio', 'x', 'sic', 'a', 'caption', 'brut'] as $t) add_shortcode($t, fn() => 'SHORTCODE-RAN'); "


def php(wordpress: Sandbox, code: str, content: str) -> str:
    encoded = base64.b64encode(content.encode()).decode()
    return wordpress.eval_php(f"$c = base64_decode('{encoded}'); {code}")


def outline(node: LexborNode) -> list[Any]:
    """An element as nested lists: name, attributes, children; white space between elements is nothing."""
    children: list[Any] = []
    keep = node.tag == "pre"
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            text = child.text() if keep else " ".join(child.text().split())
            children += [text] if text else []
        else:
            children.append(outline(child))
    return [node.tag, sorted(node.attributes.items(), key=str), children]


def structure(html: str) -> list[Any]:
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    return outline(body)


@pytest.mark.parametrize(
    "portrait", [FULL, KITCHEN_SINK, replace(KITCHEN_SINK, lang="en")], ids=["full", "everything", "english"]
)
def test_wpautop_changes_nothing_but_white_space(wordpress: Sandbox, portrait: Any) -> None:
    content = with_identity(RENDERER.content(portrait, page("classic", related=RELATED)), "camille", "1f")
    shown = php(wordpress, "echo wpautop($c);", content)
    assert structure(shown) == structure(content)


@pytest.mark.parametrize("markup", ["blocks", "classic"])
def test_no_shortcode_of_a_draft_runs(wordpress: Sandbox, markup: str) -> None:
    content = RENDERER.content(KITCHEN_SINK, page(markup, related=RELATED))
    assert "SHORTCODE-RAN" not in php(wordpress, f"{SHORTCODES} echo apply_filters('the_content', $c);", content)
    assert "SHORTCODE-RAN" in php(wordpress, f"{SHORTCODES} echo apply_filters('the_content', $c);", "<p>[gallery]</p>")


def test_no_address_in_code_is_embedded(wordpress: Sandbox) -> None:
    code = "wp_embed_register_handler('t', '#https?://.*#', fn() => 'EMBEDDED'); echo apply_filters('the_content', $c);"
    for markup in ("blocks", "classic"):
        content = RENDERER.content(KITCHEN_SINK, page(markup))
        shown = php(wordpress, code, content)
        assert "EMBEDDED" in shown
        for start in shown.split("<pre")[1:]:
            assert "EMBEDDED" not in start.split("</pre>")[0]


def test_block_markup_is_shown_without_changes_of_its_text(wordpress: Sandbox) -> None:
    content = RENDERER.content(FULL, page(related=RELATED))
    shown = php(
        wordpress, "remove_filter('the_content', 'wptexturize'); echo apply_filters('the_content', $c);", content
    )
    assert [item.text() for item in LexborHTMLParser(shown).css("h2, p, li")] == [
        item.text() for item in LexborHTMLParser(content).css("h2, p, li")
    ]
