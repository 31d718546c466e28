"""The structure of texts, beside what a second CommonMark parser (markdown-it-py) makes of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from wp_portraits.drafts.markdown import read_markdown
from wp_portraits.model.markdown import Kind

ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NAMES = {
    "paragraph": "paragraph_open",
    "heading": "heading_open",
    "block_quote": "blockquote_open",
    "item": "list_item_open",
    "table": "table_open",
    "table_row": "tr_open",
    "emphasis": "em_open",
    "strong": "strong_open",
    "strikethrough": "s_open",
    "link": "link_open",
    "image": "image",
}
SAMPLES = [
    "a\n\nb\nc\n",
    "# A\n\nB\n===\n\n## C #\n\n###### D\n\n####### pas un titre\n",
    "> a\n> > b\n>\n> - c\n\nd\n",
    "- a\n\n  b\n- c\n  1. d\n  2. e\n\n* f\n",
    "*a* _b_ **c** __d__ ***e*** a*b*c a_b_c \\*f\\*\n",
    "[a](b) [c](<d e> 'f') [g][h] [h] ![i](j) <https://example.org>\n\n[h]: k\n",
    "```\n# x\n```\n\n    *y*\n\n~~~a\n~~~\n",
    "| a | b |\n|---|:-:|\n| 1 | *2* |\n| 3 |\n\nfin\n",
    "<div>\n*a*\n</div>\n\n<b>*c*</b>\n",
    "~~a~~ b ~~c\n\n---\n\n***\n",
    "« Où ? » *l'été* 😀 **à**\u00a0!\n\n- *œuf*\n",
]
DRAFTS = sorted((Path(__file__).parents[2] / "drafts").rglob("*.md"))


def ours(text: str) -> Counter[str]:
    return Counter(event.tag for event in read_markdown(text).events if event.kind is Kind.ENTER and event.tag in NAMES)


def theirs(text: str) -> Counter[str]:
    tokens = [token for block in ORACLE.parse(text) for token in (block, *(block.children or ()))]
    seen = Counter(token.type for token in tokens if not (token.type == "paragraph_open" and token.hidden))
    found = Counter({ours: seen[theirs] for ours, theirs in NAMES.items() if seen[theirs]})
    found["table_row"] -= found["table"]
    return +found


@pytest.mark.parametrize("text", SAMPLES)
def test_samples_have_the_same_structure(text: str) -> None:
    assert ours(text) == theirs(text)


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_the_sample_drafts_have_the_same_structure(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert ours(body) == theirs(body)
