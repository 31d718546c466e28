"""What visitors write, made harmless for HTML, for a terminal and for Markdown."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hostile_texts import CSI, ESC, HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from wp_portraits.comments.sanitize import (
    ATTRIBUTES,
    TAGS,
    for_html,
    for_markdown,
    for_terminal,
    line_for_markdown,
    line_for_terminal,
)

html_pieces = st.sampled_from(
    [f"<{tag}>" for tag in (*sorted(TAGS), "script", "style", "svg", "table", "td", "plaintext", "textarea", "title")]
    + [f"</{tag}>" for tag in (*sorted(TAGS), "script", "table", "svg")]
    + ['<a href="https://x.example/?a=1&b=2" title="x<y">', "<a href=javascript:x>", "<q cite=x onx=y>", "<!--", "-->"]
    + [
        "<",
        ">",
        "&",
        "&#27;",
        "&#x202e;",
        "&lt;",
        "&amp;#8238;",
        "\n",
        "\r",
        "\t",
        " ",
        "\x1b[1m",
        "\x9b",
        "\u200d",
        "`",
    ]
    + ["# ", "- ", "1. ", "> ", "***", "[a](b)", "|", "\\", "    ", "é", "ش", "👩", "\ufe0f", "x" * 5]
)
texts = st.one_of(st.text(), st.lists(st.one_of(html_pieces, st.text(max_size=3)), max_size=25).map("".join))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_breaks_no_law(text: str) -> None:
    _check_html(for_html(text))
    _check_terminal(for_terminal(text))
    _check_markdown(for_markdown(text))


@given(texts)
def test_html_holds_only_what_is_allowed_and_is_stable(text: str) -> None:
    _check_html(for_html(text))


@given(texts)
def test_terminal_text_controls_nothing(text: str) -> None:
    _check_terminal(for_terminal(text))
    assert "\n" not in line_for_terminal(text)


@given(texts)
def test_markdown_is_one_quote_of_plain_paragraphs(text: str) -> None:
    _check_markdown(for_markdown(text))


@given(texts)
def test_markdown_shows_what_a_terminal_shows(text: str) -> None:
    shown = [line.strip() for line in for_terminal(text).split("\n") if line.strip()]
    assert [line.strip() for line in _markdown_text(for_markdown(text)).split("\n") if line.strip()] == shown


def _check_html(fragment: str) -> None:
    assert for_html(fragment) == fragment
    assert not _controls(fragment)
    for node in LexborHTMLParser(f"<div>{fragment}</div>", is_fragment=True).css("div *"):
        assert node.tag in TAGS
        allowed = ATTRIBUTES.get(node.tag or "", set()) | ({"rel"} if node.tag == "a" else set())
        assert set(node.attributes) <= allowed
        assert node.attributes.get("rel", "nofollow ugc noopener") == "nofollow ugc noopener"
        for name in ("href", "cite"):
            assert (node.attributes.get(name) or "https:").startswith(("https:", "http:", "mailto:"))


def _check_terminal(text: str) -> None:
    assert not _controls(text)
    assert not re.search("[\u200b\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]", text)


def _controls(text: str) -> list[str]:
    return [one for one in text if unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t"]


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _check_markdown(quote: str) -> None:
    tokens = _markdown().parse(f"{quote}\n\nsuite")
    kinds = [token.type for token in tokens]
    assert kinds[0] == "blockquote_open"
    assert kinds[-4:] == ["blockquote_close", "paragraph_open", "inline", "paragraph_close"]
    assert set(kinds[1:-4]) <= {"paragraph_open", "inline", "paragraph_close"}
    inside = {child.type for token in tokens for child in token.children or ()}
    assert inside <= {"text", "hardbreak", "softbreak", "text_special"}


def _markdown_text(quote: str) -> str:
    paragraphs = [token for token in _markdown().parse(quote) if token.type == "inline"]
    return "\n".join(
        "".join("\n" if child.type.endswith("break") else child.content for child in paragraph.children or ())
        for paragraph in paragraphs
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bravo!\n\nÀ bientôt\tLéa", "Bravo!\n\nÀ bientôt\tLéa"),
        ("<p>Un</p><p>Deux<br>trois</p>", "Un\n\nDeux\ntrois"),
        ("R&amp;D &lt;b&gt; &eacute;", "R&D <b> é"),
        ("si x <y alors <3", "si x <y alors <3"),
        ('<a href="https://example.org/é?a=1&amp;b=2">ici</a>', "ici (https://example.org/é?a=1&b=2)"),
        ('<a href="https://example.org">https://example.org</a>', "https://example.org"),
        ('<a href="mailto:lea@example.org">lea@example.org</a>', "lea@example.org"),
        ('<a href="javascript:x">ici</a>', "ici"),
        ("<script>alert(1)</script>Bonjour", "Bonjour"),
        (f"{ESC}[31mrouge{ESC}[0m", "rouge"),
        (f"{ESC}]8;;https://piege.example{ESC}\\ici{ESC}]8;;{ESC}\\", "ici"),
        (f"{CSI}2Jeffacé", "effacé"),
        ("&#27;[31mrouge", "rouge"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\u200bd\u200cm\u200di\u2060n", "admin"),
        ("latin\u200e", "latin"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("fdp\u200f.exe \u061cfin\u200e", "fdp.exe fin"),
        ("می‌خواهم", "می‌خواهم"),
        ("👩‍❤️‍👩 1️⃣", "👩‍❤️‍👩 1️⃣"),
        ("a\r\nb\rc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("e" + "\u0301" * 500, "e" + "\u0301" * 4),
        ("\ud83d", "\ufffd"),
    ],
)
def test_a_terminal_shows(text: str, shown: str) -> None:
    assert for_terminal(text) == shown


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Bravo!\n\n<strong>Merci</strong> <em>Léa</em>", "Bravo!\n\n<strong>Merci</strong> <em>Léa</em>"),
        (
            '<a href="https://example.org" title="T" onclick="x">ici</a>',
            '<a href="https://example.org" title="T" rel="nofollow ugc noopener">ici</a>',
        ),
        ('<a href="javascript:alert(1)">ici</a>', '<a rel="nofollow ugc noopener">ici</a>'),
        ("<script>alert(1)</script><style>x</style>Bonjour", "Bonjour"),
        ("<img src=x onerror=alert(1)>image", "image"),
        ("R&D &lt;b&gt; si x <y", "R&amp;D &lt;b&gt; si x &lt;y"),
        ("<b>jamais fermé", "<b>jamais fermé</b>"),
        ("<h1>grand</h1><u>souligné</u>", "grandsouligné"),
    ],
)
def test_html_is(text: str, fragment: str) -> None:
    assert for_html(text) == fragment


def test_markdown_reads_well() -> None:
    assert for_markdown("Bravo, est-ce que *tu* viens?\n- oui\n\n# Titre <b>gras</b> R&D 3. non") == (
        "> Bravo, est-ce que \\*tu\\* viens?\\\n> \\- oui\n>\n> \\# Titre gras R&D 3. non"
    )


def test_names_are_one_line() -> None:
    assert line_for_terminal(f" Nadia\n<b>Benali</b>{ESC}[2J & fils ") == "Nadia Benali & fils"
    assert line_for_markdown("# Nadia\n_Benali_") == "\\# Nadia \\_Benali\\_"


@pytest.mark.parametrize(
    "piece",
    ["<b>", "<blockquote>", "<", "\x90", f"{ESC}[", "<b><p>", "<a href='https://x.example'>", "a\u0301", "&#27;", "\n"],
)
def test_a_huge_text_stays_in_proportion(piece: str) -> None:
    largest = 65_525
    text = (piece * largest)[:largest]
    for product in (for_html(text), for_terminal(text), for_markdown(text)):
        assert len(product) < 10 * largest


def test_a_bomb_of_unclosed_emphasis_does_not_explode() -> None:
    text = "".join(f"<b title={number}><p>" for number in range(3500))
    assert len(for_html(text)) < 4 * len(text)
