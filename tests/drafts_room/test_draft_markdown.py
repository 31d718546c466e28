"""Markdown events and the characters they stand for."""

from __future__ import annotations

import pytest
from draft_text import draft_of

from wp_portraits.drafts.markdown import read_markdown
from wp_portraits.drafts.sections import plain_text
from wp_portraits.model.markdown import Event, Kind

SAMPLE = """\
Été *à* la **mer** : ~~hier~~ `déjà` &amp; \\* 😀\\
suite
fin [l'œil](https://example.org/é "Titre")

![Chat 🐈](images/chat.png "Minou")

- un
- deux

3. trois

> cité

| à | b |
|:--|--:|
| 1 | é |

```python titre
œuf = 1
```

***

<div>
é
</div>

<b>x</b> <zoe@example.org>
"""


def shapes(text: str) -> list[tuple[str, str, object]]:
    return [(event.kind.value, event.tag, event.value) for event in read_markdown(text).events]


def source(text: str, wanted: tuple[Kind, str]) -> list[str]:
    return [text[event.start : event.end] for event in read_markdown(text).events if (event.kind, event.tag) == wanted]


def test_every_kind_of_block_and_inline_has_its_event() -> None:
    found = shapes(SAMPLE)
    for expected in [
        ("text", "", "Été "),
        ("enter", "emphasis", None),
        ("enter", "strong", None),
        ("enter", "strikethrough", None),
        ("code", "", "déjà"),
        ("hard_break", "", None),
        ("soft_break", "", None),
        ("enter", "link", ("https://example.org/é", "Titre")),
        ("enter", "image", ("images/chat.png", "Minou")),
        ("enter", "list", None),
        ("enter", "list", 3),
        ("enter", "item", None),
        ("enter", "block_quote", None),
        ("enter", "table", ("left", "right")),
        ("enter", "table_head", None),
        ("enter", "table_row", None),
        ("enter", "table_cell", None),
        ("enter", "code_block", "python"),
        ("text", "", "œuf = 1\n"),
        ("rule", "", None),
        ("enter", "html_block", None),
        ("html", "", "é\n"),
        ("inline_html", "", "<b>"),
        ("enter", "link", ("mailto:zoe@example.org", "")),
        ("leave", "paragraph", None),
    ]:
        assert expected in found


def test_ranges_are_characters_of_the_text() -> None:
    assert source(SAMPLE, (Kind.ENTER, "strong")) == ["**mer**"]
    assert source(SAMPLE, (Kind.ENTER, "image")) == ['![Chat 🐈](images/chat.png "Minou")']
    assert source(SAMPLE, (Kind.CODE, "")) == ["`déjà`"]
    assert source(SAMPLE, (Kind.ENTER, "table")) == ["| à | b |\n|:--|--:|\n| 1 | é |\n"]
    assert source(SAMPLE, (Kind.INLINE_HTML, "")) == ["<b>", "</b>"]


def test_a_text_with_an_entity_or_escape_is_one_event_over_its_source() -> None:
    text = "été &amp; \\* fin"
    (_, event, _) = read_markdown(text).events
    assert (event.value, text[event.start : event.end]) == ("été & * fin", text)


def test_offsets_count_from_the_start_of_the_whole_text() -> None:
    text = "---\né: ü\n---\nÀ **bord**"
    (event,) = [event for event in read_markdown(text, 13).events if event.tag == "strong" and event.kind is Kind.ENTER]
    assert text[event.start : event.end] == "**bord**"


def test_punctuation_is_left_as_typed() -> None:
    assert shapes("\"a\" -- 'b' ...")[1] == ("text", "", "\"a\" -- 'b' ...")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_inside_texts_become_line_feeds(ending: str) -> None:
    text = "```\nun\ndeux\n```\n\n    a\n    b\n\n<div>\nx\n</div>\n".replace("\n", ending)
    values = [event.value for event in read_markdown(text).events if event.kind in (Kind.TEXT, Kind.HTML)]
    assert "".join(values) == "un\ndeux\na\nb\n<div>\nx\n</div>\n"


@pytest.mark.parametrize(
    ("heading", "text", "anchor"),
    [
        ("## Où ? {#ou}", "Où ?", "ou"),
        ("## Où ? {#ou .grand}", "Où ?", "ou"),
        ("Où ? {#ou}\n---", "Où ?", "ou"),
        ("## {#ou}", "", "ou"),
        ("## Écrire {bien}", "Écrire {bien}", None),
        ("Écrire {bien}\n---", "Écrire {bien}", None),
        ("## {bien}", "{bien}", None),
        ("## a{b}", "a{b}", None),
        ("## Écrire {.bien}", "Écrire {.bien}", None),
        ("## Écrire *très* {bien} vite", "Écrire très {bien} vite", None),
        ("## `{b}`", "{b}", None),
    ],
)
def test_only_an_anchor_in_braces_leaves_a_heading(heading: str, text: str, anchor: str | None) -> None:
    (section,) = draft_of(heading + "\n\nRéponse\n").sections
    assert (section.heading_text, section.anchor) == (text, anchor)
    assert plain_text(section.body) == "Réponse"


def test_restored_braces_point_at_themselves() -> None:
    text = "## Écrire {bien}\n"
    (event,) = [event for event in read_markdown(text).events if event.value == " {bien}"]
    assert text[event.start : event.end] == "{bien}"


def balanced(events: tuple[Event, ...]) -> bool:
    open_tags: list[str] = []
    for event in events:
        if event.kind is Kind.ENTER:
            open_tags.append(event.tag)
        elif event.kind is Kind.LEAVE and (not open_tags or open_tags.pop() != event.tag):
            return False
    return not open_tags


@pytest.mark.parametrize("text", [">" * 10_000 + " fin", "- " * 5_000 + "fin", "*a **b " * 70 + "fin" + "** c*" * 70])
def test_deep_nesting_is_reported_and_flattened(text: str) -> None:
    draft = draft_of(text)
    assert [each.code for each in draft.diagnostics] == ["F008"]
    assert balanced(draft.intro.body)
    assert plain_text(draft.intro.body).endswith(("fin", "c"))


def test_too_much_markup_stops_the_reading() -> None:
    draft = draft_of("[a](b) " * 100_000)
    assert [each.code for each in draft.diagnostics] == ["F008"]
    assert balanced(draft.intro.body)
    assert len(draft.intro.body) < 60_000
