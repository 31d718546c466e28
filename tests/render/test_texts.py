"""A portrait's texts, rendered once and set into page after page, give the same bytes as rendering everything anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kitchen_sink import KITCHEN_SINK
from rendering_cases import EMPTY, FULL, PICTURES, RELATED, SOURCES, answer, markdown, page

from wp_portraits.model.portrait import Portrait
from wp_portraits.render.page import Page
from wp_portraits.render.references import linked_drafts, shown_pictures, without_settled_texts
from wp_portraits.render.renderer import Renderer
from wp_portraits.render.texts import packed, texts_of, unpacked

POINTING = replace(
    FULL,
    series_intro=markdown("Voir [Léa](lea-tremblay.md) et ![l’agenda](images/agenda.png)."),
    intro=markdown('Du HTML : <a href="lea-tremblay.md">Léa</a>.\n\n<p><img src="images/agenda.png"></p>'),
    answers=(
        answer("Et [Léa](lea-tremblay.md) ?", "Rien & rien."),
        answer("Où ?", "![Agenda](images/agenda.png)\n\n- [un](lea-tremblay.md#debut)\n- deux", "ou"),
        answer("Quand ?", "[Ailleurs](https://example.org/a.md), *demain*.", "quand"),
        answer("Quand ?", "[Ailleurs](https://example.org/a.md), *demain*.", "quand-2"),
    ),
)
PORTRAITS = [EMPTY, FULL, POINTING, KITCHEN_SINK, replace(FULL, lang="en"), replace(POINTING, lang="en")]
LAYOUTS = {
    "as it is": SOURCES["blocks/portrait.html"],
    "turned round": "{% for answer in answers|reverse %}{{ answer.body }}\n{% endfor %}{{ intro }}{{ series_intro }}",
    "twice": "{{ intro }}\n\n{{ intro }}{% for answer in answers %}{{ answer.body }}{{ answer.body }}{% endfor %}",
    "in a block": "<!-- wp:quote -->\n<blockquote class='wp-block-quote'>\n {{ intro }} <p>a</p> {{ series_intro }}"
    "</blockquote>\n<!-- /wp:quote -->",
    "in a comment": "<!-- {{ intro }} {{ series_intro }} -->{{ series_intro }}",
    "as plain text": "{{ intro|striptags }}<p>{{ answers|length }}</p>{% for a in answers %}{{ a.body|upper }}{% endfor %}",
    "as raw HTML": "<!-- wp:html -->{{ intro }}<!-- /wp:html -->",
    "left out": "<p>Rien</p>",
}


@st.composite
def pages(draw: st.DrawFn, markup: str = "blocks") -> Page:
    addresses = st.sampled_from(("https://blog.example.org/lea/", "https://blog.example.org/lea-2/"))
    permalinks = draw(st.dictionaries(st.just("drafts/lea-tremblay.md"), addresses))
    paths = draw(st.sets(st.sampled_from(sorted(PICTURES))))
    number = draw(st.sampled_from((None, 7)))
    pictures = {path: replace(PICTURES[path], id=number) for path in sorted(paths)}
    return page(markup, permalinks=permalinks, pictures=pictures, related=draw(st.sampled_from(((), RELATED))))


@pytest.mark.parametrize("markup", ["blocks", "classic"])
@settings(deadline=None, max_examples=50)
@given(portrait=st.sampled_from(PORTRAITS), draw=st.data())
def test_texts_of_another_page_change_nothing(markup: str, portrait: Portrait, draw: st.DataObject) -> None:
    one, other = draw.draw(pages(markup)), draw.draw(pages(markup))
    assert texts_of(portrait, other, texts_of(portrait, one)) == texts_of(portrait, other)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@settings(deadline=None, max_examples=50)
@given(portrait=st.sampled_from(PORTRAITS), around=pages())
def test_a_text_that_is_written_already_gives_the_same_page(layout: str, portrait: Portrait, around: Page) -> None:
    renderer, texts = Renderer({**SOURCES, "blocks/portrait.html": layout}), texts_of(portrait, around)
    unwritten = replace(texts, written=())
    assert renderer.content(portrait, around, texts) == renderer.content(portrait, around, unwritten)


def test_what_stays_is_not_rendered_again() -> None:
    before = texts_of(POINTING, page())
    after = texts_of(POINTING, page(permalinks={}), before)
    kept = [new is old for new, old in zip(after.answers, before.answers, strict=True)]
    assert kept == [False, False, True, True]


def test_the_drafts_a_page_may_link_to() -> None:
    linking = replace(FULL, intro=markdown("[a](../lea.md?x#y), [b](https://example.org/b.md), [c](c.html), [d](D.MD)"))
    assert linked_drafts(EMPTY) == frozenset()
    assert linked_drafts(FULL) == frozenset(("drafts/lea-tremblay.md",))
    assert linked_drafts(linking) == frozenset(("drafts/lea-tremblay.md", "lea.md", "drafts/D.MD"))
    assert linked_drafts(replace(FULL, answers=(answer("Et [lui](dave.md) ?", "Oui."),))) == frozenset(
        ("drafts/dave.md",)
    )


def test_links_in_raw_html_may_lead_to_any_draft() -> None:
    assert linked_drafts(POINTING) is None
    assert linked_drafts(replace(EMPTY, intro=markdown("<p><A HREF=x.md>x</A></p>"))) is None
    assert linked_drafts(replace(EMPTY, intro=markdown("<b>gras</b>"))) == frozenset()


def test_alternative_texts_are_whole() -> None:
    words = " ".join(f"*mot{number}* `code{number}`" for number in range(40))
    text = f"Avant ![{words}](images/agenda.png) après\n\n![autre](images/agenda.png) ![](images/vide.png)"
    shown = shown_pictures(replace(FULL, intro=markdown(text)))
    assert shown == {
        "drafts/images/camille.jpg": "Camille Roy à son bureau",
        "drafts/images/agenda.png": " ".join(f"mot{number} code{number}" for number in range(40)),
        "drafts/images/vide.png": "",
    }


@pytest.mark.parametrize("markup", ["blocks", "classic"])
@pytest.mark.parametrize("portrait", PORTRAITS)
def test_what_is_packed_comes_out_as_it_was(portrait: Portrait, markup: str) -> None:
    texts = texts_of(portrait, page(markup))
    assert unpacked(packed(texts)) == texts


@pytest.mark.parametrize("markup", ["blocks", "classic"])
@pytest.mark.parametrize("portrait", PORTRAITS)
def test_the_texts_of_another_page_need_no_markdown_of_what_stands_alone(portrait: Portrait, markup: str) -> None:
    before = texts_of(portrait, replace(page(markup), permalinks={}, pictures={}))
    assert texts_of(without_settled_texts(portrait), page(markup), before) == texts_of(portrait, page(markup))
