"""WordPress's editor takes every block we write for valid, and would write it back byte for byte."""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff

import pytest
from editor import Editor, Verdict
from kitchen_sink import KITCHEN_SINK
from rendering_cases import EMPTY, FULL, PICTURES, RELATED, RENDERER, SOURCES, answer, body, markdown, page

from wp_portraits.model.portrait import Photo
from wp_portraits.render.canonical import ordered_attributes
from wp_portraits.render.identity import with_identity
from wp_portraits.render.renderer import Renderer

pytestmark = [pytest.mark.site, pytest.mark.browser]

ADDRESSES_ONLY = {path: replace(picture, id=None) for path, picture in PICTURES.items()}
CONTENTS = {
    "full": RENDERER.content(FULL, page(related=RELATED)),
    "everything": RENDERER.content(KITCHEN_SINK, page(related=RELATED)),
    "another language": RENDERER.content(replace(KITCHEN_SINK, lang="en-CA"), page(related=RELATED)),
    "pictures without ids": RENDERER.content(KITCHEN_SINK, page(pictures=ADDRESSES_ONLY)),
    "nothing online": RENDERER.content(KITCHEN_SINK, page(pictures={}, permalinks={})),
    "empty": RENDERER.content(EMPTY, page()),
    "marked": with_identity(RENDERER.content(FULL, page()), "camille--roy", "0123abcd"),
    "an alternative text with angles": RENDERER.content(
        replace(FULL, photo=Photo("drafts/images/camille.jpg", "a < b > c <!-- wp:html --> &lt;")), page()
    ),
    "a template of one's own": Renderer(
        {
            **SOURCES,
            "blocks/portrait.html": "<!-- wp:quote -->\n<blockquote class='wp-block-quote'>\n{{ intro }}\n</blockquote>\n<!-- /wp:quote -->",
        }
    ).content(FULL, page()),
}


def explained(content: str, verdict: Verdict) -> str:
    lines = unified_diff(content.split("\n"), verdict.serialized.split("\n"), "ours", "the editor's", lineterm="", n=0)
    return "\n".join([*verdict.invalid, *lines])


@pytest.mark.parametrize("name", CONTENTS)
def test_the_editor_leaves_our_posts_alone(editor: Editor, name: str) -> None:
    [verdict] = editor.judge([CONTENTS[name]])
    assert verdict.valid, explained(CONTENTS[name], verdict)
    assert verdict.same, explained(CONTENTS[name], verdict)


TEXTS = [
    "0. zéro", "- ", "-\n\n  a", "- - - a", "- a\n  1. b\n\n     c\n- d", "> ", "> - a\n>\n>   > b", "```\n\n\n```", "```c# x\n\ta\n```",
    "    \u00a0a  b\n\n    https://youtu.be/a\n\n    http://b.example", "|a|\n|-|\n|[b]|", "|a<br>b|\n|-|\n|<kbd>c</kbd> ![d](images/agenda.png)|",
    "a<wbr>b<br/>c", "<ruby>a<rt>b</rt></ruby>", "<span title='\"<>&[x]\u00a0'>a</span>", "[a](https://e.example 'b \"c\" <d> [e] \u00a0&copy;')",
    "![\"<>&[x]\u00a0&copy;](images/agenda.png '\"<>&[x]\u00a0')", "a ![\"<>&[x]\u00a0](images/agenda.png '\"<>&[x]\u00a0') b",
    "[a](https://e.example/?a=[b]&copy;=1&lt=2)", "<div>a\n\n<p>b</p></div>", "<details open><summary>a</summary><p>b</p></details>",
    "<table><tr><td>a</td></tr></table>", "https://youtu.be/a?b=\"c\"&d=<e>", "# `a` *b*\n\n###### <sup>c</sup>", "[[gallery]] \\[x\\] [a",
    "\U0001f9f6 \u200b\u200d\u2028\ufeff é e\u0301", "*a **b***c~~d~~`e`", "<https://e.example/?a=b&c=d>", "***\n***", "&#91;gallery&#93; &lt;b&gt; &amp;amp;",
]  # fmt: skip


def test_the_editor_leaves_every_construct_alone(editor: Editor) -> None:
    contents = [
        RENDERER.content(replace(EMPTY, intro=markdown(text), answers=(answer("?", text),)), page()) for text in TEXTS
    ]
    for text, content, verdict in zip(TEXTS, contents, editor.judge(contents), strict=True):
        assert verdict.valid, f"{text!r}\n{explained(content, verdict)}"
        assert verdict.same, f"{text!r}\n{explained(content, verdict)}"


ORDERS = """
(names) => Object.fromEntries(names.map((name) => [
  name,
  Object.entries(wp.blocks.getBlockType(name).attributes)
    .filter(([, schema]) => schema.source === undefined && schema.role !== 'local').map(([key]) => key),
]))
"""
OURS = [
    f"core/{name}"
    for name in (
        "group",
        "heading",
        "paragraph",
        "list",
        "list-item",
        "quote",
        "code",
        "image",
        "table",
        "separator",
        "embed",
        "html",
        "column",
        "columns",
        "spacer",
        "button",
    )
]
SET_ASIDE = {"allowedBlocks", "levelOptions", "placeholder", "settings", "fitText", "direction", "dropCap"}
"""What no template writes."""


def test_attributes_stand_in_the_editors_order(editor: Editor) -> None:
    orders = editor.evaluate(ORDERS, OURS)
    for name in OURS:
        order = [key for key in orders[name] if key not in SET_ASIDE]
        assert list(ordered_attributes(name, {key: [] for key in reversed(order)})) == order, name


def test_the_judge_can_say_no(editor: Editor) -> None:
    fine, invalid, rewritten, loose, unknown = editor.judge(
        [
            body("a"),
            "<!-- wp:heading -->\n<h3>a</h3>\n<!-- /wp:heading -->",
            "<!-- wp:paragraph -->\n<p>a > b</p>\n<!-- /wp:paragraph -->",
            "<p>a</p>",
            "<!-- wp:nobody/knows /-->",
        ]
    )
    assert (fine.valid, fine.same) == (True, True)
    assert not invalid.valid
    assert invalid.invalid[0].startswith("core/heading: ")
    assert (rewritten.valid, rewritten.same) == (True, False)
    assert not loose.valid
    assert not unknown.valid
