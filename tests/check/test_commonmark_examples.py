"""Every example of the CommonMark specification as an answer: checked, rendered, mended, beside a second parser.

The examples come with Debian's package ``golang-github-yuin-goldmark-dev``, which ``script/test`` installs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import nh3
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from tests.check.conftest import SERIES, series_of
from tests.fuzz.mending import judged, mended, rendered
from wp_portraits.drafts.editing import same_markup
from wp_portraits.drafts.parsing import parse_draft

SPEC = Path("/usr/share/gocode/src/github.com/yuin/goldmark/_test/spec.json")
EXAMPLES = json.loads(SPEC.read_text(encoding="utf-8")) if SPEC.exists() else []
HEAD = "---\nseries: s\nperson: {name: Zoé}\n---\n## Comment as-tu commencé?\n\n"
FREE = series_of(SERIES.replace("minimum_answers: 1\n", "").replace(", required: true", ""))
ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BARE = re.compile(r"[\s\u00a0\u202f'’\"«».…]+")
"""What typography may change."""

pytestmark = pytest.mark.skipif(not EXAMPLES, reason=f"{SPEC} is not there: install golang-github-yuin-goldmark-dev")


def every() -> list[str]:
    return [HEAD + example["markdown"] for example in EXAMPLES]


def test_there_are_all_of_them() -> None:
    assert len(EXAMPLES) > 640


def words(html: str) -> str:
    """What a reader reads of a page, without any space."""
    return "".join((LexborHTMLParser(html).text() or "").split())


def reference(text: str) -> str:
    """The second parser's page, with scripts and styles taken out as from ours."""
    return words(nh3.clean(ORACLE.render(text)))


@pytest.mark.parametrize("markup", ["classic", "blocks"])
def test_the_page_has_all_the_words(markup: str) -> None:
    """``<!-->`` apart, which is a comment since version 0.31 of the specification, and none to the second parser."""
    lost = {}
    for text in every():
        one = judged(text, FREE)
        shown, wanted = words(rendered(one, markup)), reference(text.removeprefix(HEAD))
        if wanted not in shown and "<!-->" not in text:
            lost[text.removeprefix(HEAD)] = (wanted, shown)
    assert lost == {}


def test_mending_touches_words_only() -> None:
    """By typography: links, code, raw HTML and structure stay, for both parsers. By all edits: a second run finds nothing."""
    changed = 0
    for text in every():
        whole = mended(text, FREE)
        assert mended(whole, FREE) == whole
        after = mended(text, FREE, "T")
        changed += after != text
        drafts = [parse_draft("drafts/zoe.md", each.encode()) for each in (text, after)]
        assert same_markup(*drafts), text
        before, now = (ORACLE.parse(each.removeprefix(HEAD)) for each in (text, after))
        assert structure(before) == structure(now), text
    assert changed > 20


def structure(tokens: list[Token]) -> list[tuple[object, ...]]:
    """Everything a page is made of; of its texts, what typography leaves alone."""
    whole = [each for token in tokens for each in (token, *(token.children or ()))]
    return [
        (each.type, each.tag, each.info, tuple(each.attrs.items()) if each.type != "image" else each.attrs["src"], text)
        for each in whole
        if each.type != "inline"
        for text in (BARE.sub("", each.content) if each.type in ("text", "image") else each.content,)
    ]
