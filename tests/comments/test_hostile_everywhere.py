"""What visitors write does no harm in any place where it is shown: one list of texts, every form."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from defusedxml import ElementTree
from hostile_texts import HOSTILE
from markdown_it import MarkdownIt

from wp_portraits.comments.digest import digest
from wp_portraits.comments.exports.as_csv import COLUMNS, csv_pieces
from wp_portraits.comments.exports.as_html import content_html, html_pieces
from wp_portraits.comments.exports.as_json import json_pieces
from wp_portraits.comments.exports.as_markdown import markdown_pieces
from wp_portraits.comments.exports.as_wxr import Blog, wxr_pieces
from wp_portraits.comments.listing import Look, listing, listing_json
from wp_portraits.comments.moderating import Ruling
from wp_portraits.comments.reply_page import LINE, reply_page, written_above
from wp_portraits.comments.sanitize import TAGS, for_html, for_terminal
from wp_portraits.comments.selecting import STATUSES, Selection, select
from wp_portraits.comments.sync import SyncOutcome
from wp_portraits.comments.telling import ruling_text, rulings_json
from wp_portraits.comments.threads import Conversation, conversations
from wp_portraits.model.comment import Comment
from wp_portraits.reports.status import Standing, standing_json, standing_text
from wp_portraits.state.mirror import KnownPost, storable

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
OUR_COLORS = re.compile("\x1b\\[(?:0|1|2|31|32|33)m")


def two(text: str) -> list[Comment]:
    """A comment whose every field is the text, and an answer to it."""
    asked = storable(Comment(12, 7, 0, text, text, NOON, text, "approved", link=text))
    return [asked, replace(asked, id=13, parent=12, status="hold")]


def posts(text: str) -> dict[int, KnownPost]:
    title = storable(Comment(1, 1, 0, "", "", NOON, text, "")).content
    return {7: KnownPost(7, "camille-roy", title, title)}


def talk(text: str) -> tuple[Conversation, ...]:
    return conversations(two(text), posts(text))


def assert_harmless(shown: str) -> None:
    """Nothing for a terminal, an editor or a reader's eye to be deceived by."""
    assert not {sign for sign in set(shown) - set("\n\t\r") if unicodedata.category(sign) in FORBIDDEN}
    assert not TURNING & set(shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_on_a_terminal(text: str) -> None:
    for look in (Look(), Look(width=40), Look(whole=True, unread={12, 13}, matching={13})):
        assert_harmless(listing(talk(text), look))
    colored = listing(talk(text), Look(color=True, width=80, unread={12}, matching={13}))
    assert_harmless(OUR_COLORS.sub("", colored))


def test_a_huge_comment_is_cut_in_a_listing() -> None:
    huge = replace(two("x" * 1_000_000)[0], author="Nadia", author_url="")
    assert len(listing(conversations([huge], {}))) < 2000


@pytest.mark.parametrize("text", HOSTILE)
def test_in_the_status_and_in_what_moderation_tells(text: str) -> None:
    standing = Standing(Path(f"/{text}"), text, 1, 1, 1, 1, 1, (text,), NOON, {text: 3, "hold": 1}, 2, NOON)
    told = Ruling(12, "hold", "hold", text, text)
    assert_harmless(standing_text(standing) + ruling_text(told))
    assert_harmless(OUR_COLORS.sub("", standing_text(standing, color=True) + ruling_text(told, color=True)))
    assert json.loads(standing_json(standing))["waiting"] == 1
    assert json.loads(rulings_json([told]))["failed"] == int(bool(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_in_the_digest_of_a_sync(text: str) -> None:
    told = digest(SyncOutcome(2, 0, 0, 0, 2, 1, waiting=1, newcomers=tuple(two(text))), posts(text))
    assert_harmless(told)
    assert [line[:2] for line in told.splitlines()] == ["  ", "  ", "1 "]


@pytest.mark.parametrize("text", HOSTILE)
def test_in_an_editor(text: str) -> None:
    page = reply_page(two(text)[0], "Merci\n# un titre")
    assert_harmless(page)
    assert written_above(page) == "Merci\n# un titre"
    below = page[page.index(LINE) :].splitlines()
    assert all(line.startswith("#") for line in below)
    assert not re.search(r"\b(vi|vim|ex)(<|=|>)?\d*:|Local Variables:", page)


@pytest.mark.parametrize("text", HOSTILE)
def test_as_json(text: str) -> None:
    found = select(two(text), posts(text), Selection(frozenset(STATUSES)), ())
    for told in (json.loads("".join(json_pieces(two(text), {}))), json.loads(listing_json(found))["comments"]):
        assert [one["id"] for one in told] == [12, 13]
        for one in told:
            assert_harmless(one["author"] + one["content"])
            assert_tame(one["content"])


@pytest.mark.parametrize("text", HOSTILE)
def test_as_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO("".join(csv_pieces(two(text), {7: text})), newline=""), strict=True))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == 3
    for row in rows[1:]:
        told = dict(zip(COLUMNS, row, strict=True))
        assert_harmless("".join(value for name, value in told.items() if name != "key"))
        assert not any(re.match("[=+\\-@\t\r\n＝＋－＠]", value) for value in row)
        unescaped = told["content"].removeprefix("'")
        assert unescaped == for_terminal(two(text)[0].content)


@pytest.mark.parametrize("text", HOSTILE)
def test_as_markdown(text: str) -> None:
    page = "".join(markdown_pieces(talk(text)))
    assert_harmless(page)
    rendered = MarkdownIt("commonmark").render(page)
    assert set(re.findall(r"<(/?\w+)", rendered)) <= {
        f"{slash}{tag}" for slash in ("", "/") for tag in ("h1", "h2", "p", "a", "strong", "em", "blockquote", "br")
    }
    assert len(re.findall("<h[1-6]>", rendered)) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_as_html(text: str) -> None:
    page = "".join(html_pieces(talk(text)))
    assert_harmless(page)
    assert_tame(page, {"section", "h2", "ol", "li", "cite", "time", "div", "em", "p", "a"})
    assert page.count("<li ") == page.count("</li>\n") == 2
    assert page.count("<ol") == page.count("</ol>") == 2
    assert for_html(content_html(text)) == content_html(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_as_wxr(text: str) -> None:
    comments = two(text)
    blog = Blog("https://blog.example.org", text, text, text)
    written = "".join(wxr_pieces(blog, [(posts(text)[7], None, comments)], NOON))
    assert_harmless(written)
    read = list(ElementTree.fromstring(written.encode()).iter("{http://wordpress.org/export/1.2/}comment"))
    assert len(read) == 2
    for element, comment in zip(read, comments, strict=True):
        content = element.findtext("{http://wordpress.org/export/1.2/}comment_content") or ""
        assert content == for_html(comment.content)
        assert_tame(content)


class Tags(HTMLParser):
    """Collects tags, attributes' names and where links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attributes}
        self.links |= {value or "" for name, value in attributes if name == "href"}


def assert_tame(html: str, more: Collection[str] = ()) -> None:
    tags = Tags()
    tags.feed(html)
    assert tags.tags <= TAGS | set(more)
    assert tags.names <= {"href", "title", "rel", "datetime", "id", "class"}
    assert all(link.lower().startswith(("https://", "http://", "mailto:")) for link in tags.links)
