"""Laws that hold for whatever an author writes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rendering_cases import EMPTY, RENDERER, SOURCES, answer, body, markdown, page
from selectolax.lexbor import LexborHTMLParser

from wp_portraits.model.markdown import Event, Kind
from wp_portraits.model.portrait import FollowLink, ReadingEntry
from wp_portraits.render.canonical import is_canonical, write_blocks
from wp_portraits.render.grammar import parse_blocks
from wp_portraits.render.identity import read_identity
from wp_portraits.render.renderer import Renderer

CHARACTERS = st.characters(exclude_categories=("C",))
MARKDOWN = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "- ",
                "1. ",
                "> ",
                "# ",
                "### ",
                "```",
                "    ",
                "*",
                "**",
                "~~",
                "`",
                "[",
                "](",
                ")",
                "![",
                "<",
                ">",
                "</",
                "<b>",
                "<script>",
                "<!-- wp:html -->",
                "-->",
                "<div>",
                "&",
                "&lt;",
                "&#91;",
                "[gallery]",
                "\\",
                "lea-tremblay.md",
                "images/agenda.png",
                "javascript:",
                "https://youtu.be/a",
                "@marie",
                "a@b.c",
                "'",
                '"',
                "\xa0",
                "\u2060",
                "é",
                "a",
                "b ",
                "{{",
                "}}",
                "{%",
            ]
        ),
        st.text(CHARACTERS, max_size=5),
    ),
    max_size=25,
).map("".join)
RUNS = re.compile(
    r"<(?:script|iframe|style|object|embed|svg|form)\b|\son[a-z]+=|(?:href|src)=\"(?:javascript|data|vbscript):",
    re.IGNORECASE,
)


def shown(html: str) -> str:
    """What a reader sees of HTML: its text, white space as one space, without the invisible joiner."""
    text = LexborHTMLParser(f"<body>{html}</body>").body
    assert text is not None
    return " ".join(text.text().replace("\u2060", "").split())


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
@example("<div title='<!-- wp:html -->'>a</div>")
@example("[![a](images/agenda.png)](javascript:x)")
def test_any_markdown_gives_a_safe_canonical_page(text: str) -> None:
    portrait = replace(
        EMPTY, intro=markdown(text), answers=(answer("?", text),), mentions="https://social.example/@{handle}"
    )
    content = RENDERER.content(portrait, page())
    parts = parse_blocks(content)
    assert write_blocks(parts) == content
    assert len(parts) == 1
    classic = RENDERER.content(portrait, page("classic"))
    assert "wp:" not in re.sub(r"&lt;[^<]*|\bwp:html", "", classic)
    for html in (content, classic):
        assert RUNS.search(html) is None
        assert read_identity(html) is None


@settings(max_examples=200, deadline=None)
@given(MARKDOWN)
def test_both_markups_say_the_same(text: str) -> None:
    portrait = replace(EMPTY, intro=markdown(text))
    blocks, classic = (RENDERER.content(portrait, page(markup)) for markup in ("blocks", "classic"))
    assert shown(re.sub(r"</?[a-z][^>]*>", "", blocks)).replace(" ", "") == shown(
        re.sub(r"</?[a-z][^>]*>", "", classic)
    ).replace(" ", "")


PLAIN = st.text(CHARACTERS, min_size=1, max_size=80)


@settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_text_is_kept_to_the_letter(text: str) -> None:
    paragraph = (
        Event(Kind.ENTER, "paragraph", None, 0, 0),
        Event(Kind.TEXT, "", f"a {text} b", 0, 0),
        Event(Kind.LEAVE, "paragraph", None, 0, 0),
    )
    for markup in ("blocks", "classic"):
        html = RENDERER.content(replace(EMPTY, intro=paragraph), page(markup))
        inside = re.sub(r"<[^>]*>", "", html.split("<p>", 1)[1].split("</p>")[0])
        assert unescape(inside) == f"a {text} b"


@settings(max_examples=100, deadline=None)
@given(PLAIN)
def test_front_matter_is_kept_to_the_letter(text: str) -> None:
    portrait = replace(
        EMPTY,
        follow_label=f"a {text} b",
        follow=(FollowLink("x", "X", "a", None, f"a {text} b"),),
        reading=(ReadingEntry(f"a {text} b", "https://example.org/"),),
    )
    html = RENDERER.content(portrait, page())
    assert write_blocks(parse_blocks(html)) == html
    wanted = " ".join(f"a {text} b".split())
    assert shown(html).count(wanted) >= 3


@settings(max_examples=100, deadline=None)
@given(PLAIN)
def test_a_template_may_quote_its_attributes_as_it_likes(text: str) -> None:
    sources = {
        **SOURCES,
        "classic/portrait.html": "<p title='{{ portrait.title }}' lang=\"{{ portrait.title }}\">a</p>",
    }
    html = Renderer(sources).content(replace(EMPTY, title=text), page("classic"))
    node = LexborHTMLParser(html).css_first("p")
    assert node is not None
    assert set(node.attributes) == {"title", "lang"}
    assert node.attributes["title"] == node.attributes["lang"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["un ", "*deux* ", "**trois** ", "`code` ", "~~s~~ ", "\n\n", "- a\n", "> b\n", "1. c\n", "### d\n\n"]
        ),
        max_size=12,
    ).map("".join)
)
def test_ordinary_markdown_means_what_another_parser_makes_of_it(text: str) -> None:
    expected = MarkdownIt("commonmark").enable("strikethrough").render(text)
    html = RENDERER.content(replace(EMPTY, intro=markdown(text)), page("classic"))
    assert shown(html).replace(" ", "") == shown(expected).replace(" ", "")


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
def test_what_is_plainly_canonical_is_so(text: str) -> None:
    written = body(text)
    if is_canonical(written):
        assert write_blocks(parse_blocks(written)) == written


def test_ordinary_text_is_plainly_canonical() -> None:
    answer = (
        "Un *mot* «\u00a0ici\u00a0», [là](https://example.org/a).\n\n> Bien\n\n- un\n- deux\n  1. trois\n\n### Fin\n"
    )
    assert is_canonical(body(answer))
    assert not is_canonical("<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n")
    assert not is_canonical("<!-- wp:paragraph -->\n<p>a\n</p>\n<!-- /wp:paragraph -->")
    assert not is_canonical('<p class="a">b</p>')
    assert not is_canonical("<p>&eacute;</p>")
