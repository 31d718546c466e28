"""Introduction, questions and answers."""

from __future__ import annotations

from draft_text import PATH, draft_of

from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.drafts.sections import plain_text
from wp_portraits.model.markdown import Kind

BODY = """\
Intro *ici*.

Deuxième.

## Comment as-tu `commencé` ? {#debut}

Réponse 😀.

### Un détail

> ## Pas une question

- ## Ni ceci

Et toi
------

## Vide

## Fin
Dernière [réponse][r]

[r]: https://example.org
"""


def test_a_level_2_heading_at_the_top_begins_a_section_and_nothing_else_does() -> None:
    draft = draft_of(BODY)
    assert [section.heading_text for section in draft.sections] == ["Comment as-tu commencé ?", "Et toi", "Vide", "Fin"]
    assert [section.anchor for section in draft.sections] == ["debut", None, None, None]


def test_what_stands_before_the_first_heading_is_the_introduction() -> None:
    draft = draft_of(BODY)
    assert plain_text(draft.intro.body) == "Intro ici. Deuxième."
    assert (draft.intro.heading, draft.intro.heading_text, draft.intro.anchor) == ((), "", None)
    assert draft.intro.heading_span == Span(PATH, 4, 1, 4, 1)


def test_sections_know_where_they_stand() -> None:
    first, setext, empty, _ = draft_of(BODY).sections
    assert first.heading_span == Span(PATH, 8, 1, 8, 39)
    assert setext.heading_span == Span(PATH, 18, 1, 19, 7)
    assert (empty.heading_span.line, empty.body) == (21, ())


def test_a_heading_keeps_its_inline_markup_and_a_body_its_blocks() -> None:
    first = draft_of(BODY).sections[0]
    assert [event.kind for event in first.heading] == [Kind.TEXT, Kind.CODE, Kind.TEXT]
    blocks = [event.tag for event in first.body if event.kind is Kind.ENTER]
    assert blocks == ["paragraph", "heading", "block_quote", "heading", "list", "item", "heading"]


def test_link_definitions_work_across_sections() -> None:
    draft = draft_of("[a][r]\n\n## Q\n\nx\n\n[r]: https://example.org\n")
    assert ("https://example.org", "") in [event.value for event in draft.intro.body]


def test_a_level_1_heading_stays_an_event_of_its_section() -> None:
    draft = draft_of("# Titre\n\n## Q\n\n# Autre\n")
    assert (draft.intro.body[0].tag, draft.intro.body[0].value) == ("heading", (1, None))
    assert len(draft.sections) == 1


def test_an_empty_body_has_an_empty_introduction() -> None:
    draft = draft_of("")
    assert (draft.intro.body, draft.sections) == ((), ())
    assert draft.intro.heading_span == Span(PATH, 4, 1, 4, 1)


def test_the_key_is_the_files_stem() -> None:
    assert parse_draft("drafts/archives/jean-roy.md", b"").key == "jean-roy"
    assert parse_draft("drafts/a.b.md", b"").key == "a.b"


def test_no_break_spaces_stay_in_a_headings_text() -> None:
    (section,) = draft_of("## Où\u00a0?  \n").sections
    assert section.heading_text == "Où\u00a0?"


def test_jinja_in_a_draft_is_text() -> None:
    (section,) = draft_of("## {{ 7*7 }} ?\n\n{% raw %}\n").sections
    assert (section.heading_text, plain_text(section.body)) == ("{{ 7*7 }} ?", "{% raw %}")
