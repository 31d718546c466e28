"""A draft and its series become a portrait."""

from __future__ import annotations

import pytest
from schema_text import SERIES_TEXT, read, read_whole, series_of, told

from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.drafts.sections import plain_text
from wp_portraits.model.markdown import Kind
from wp_portraits.model.portrait import Person, RelatedChoice
from wp_portraits.schema.portrait_reading import read_portrait

BODY = """\
Bonjour.

## Comment as tu commencé?

Un.

## Autre chose

Deux.

## Ma question {#a-moi}

## La pire {#erreur}

## Autre chose!

## Comment as-tu commencé ?

## 日本

## ?

## ?!
"""


def test_a_portrait_has_what_draft_and_series_say() -> None:
    portrait = read("tags: [été]\ncategories: [web, Musique]\n", BODY).portrait
    assert portrait is not None
    assert (portrait.key, portrait.path, portrait.series) == ("zoe", "drafts/zoe.md", "s")
    assert (portrait.title, portrait.slug) == ("Portrait : Zoé", "portrait-zoe")
    assert (portrait.lang, portrait.series_lang) == ("fr-CA", "fr-CA")
    assert portrait.person == Person("Zoé")
    assert portrait.categories == ("Portraits", "Web", "Musique")
    assert portrait.tags == ("été",)
    assert portrait.related == RelatedChoice("auto", (), 5)
    assert (portrait.follow_label, portrait.reading_label) == ("Pour suivre Zoé", "Lecture")
    assert (portrait.status, portrait.comments_open, portrait.date) == ("publish", True, None)
    assert plain_text(portrait.intro) == "Bonjour."


def test_answers_find_their_question_and_have_unique_anchors() -> None:
    found = read("", BODY)
    assert found.portrait is not None
    answers = [(answer.question_id, answer.anchor, answer.heading_text) for answer in found.portrait.answers]
    assert answers == [
        ("debut", "debut", "Comment as tu commencé?"),
        (None, "autre-chose", "Autre chose"),
        (None, "a-moi", "Ma question"),
        ("erreur", "erreur", "La pire"),
        (None, "autre-chose-2", "Autre chose!"),
        ("debut", "debut-2", "Comment as-tu commencé ?"),
        (None, "日本", "日本"),
        (None, "question", "?"),
        (None, "question-2", "?!"),
    ]
    assert [question.id if question else None for question in found.matches] == [each[0] for each in answers]
    assert plain_text(found.portrait.answers[0].body) == "Un."


def test_the_draft_has_the_last_word() -> None:
    portrait = read(
        "title: Mon titre\nslug: mon-slug\nid: mon-id\nlang: en\ncomments: closed\nrelated: [a]\nstatus: draft\n"
    ).portrait
    assert portrait is not None
    assert (portrait.title, portrait.slug, portrait.key, portrait.lang) == ("Mon titre", "mon-slug", "mon-id", "en")
    assert (portrait.comments_open, portrait.related, portrait.status) == (
        False,
        RelatedChoice("list", ("a",), 5),
        "draft",
    )


def test_the_series_decides_where_the_draft_is_silent() -> None:
    portrait = read("", series=SERIES_TEXT + "comments: closed\nrelated: {mode: none, limit: 3}\n").portrait
    assert portrait is not None
    assert portrait.comments_open is False
    assert portrait.related == RelatedChoice("none", (), 3)


def test_a_title_without_letters_leaves_the_key_as_slug() -> None:
    assert read('title: "?!"\n').slug == "zoe"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("drafts/Zoé Roy.md", "zoe-roy.md"),
        ("drafts/a_b.md", "a-b.md"),
        ("drafts/a.b.md", "a-b.md"),
        ("drafts/日.md", "to camille-roy.md, or add “id: camille-roy”"),
        ("drafts/Камиль Roy.md", "to camille-roy.md, or"),
    ],
)
def test_the_files_name_must_be_a_good_key(path: str, hint: str) -> None:
    found = read("", path=path)
    assert told(found) == [("K003", 1, 1, 4)]
    assert hint in found.diagnostics[0].hint
    assert read("id: zoe\n", path=path).diagnostics == ()
    assert [code for code, *_ in told(read("id: Zoé\n", path=path))] == ["K003"]


def test_an_unknown_series_is_told_with_the_nearest() -> None:
    draft = parse_draft("drafts/zoe.md", b"---\nseries: portraits\nperson: {name: Z}\n---\n")
    near = read_portrait(draft, None, known_series=["portrait", "autre"])
    assert told(near) == [("S001", 2, 9, 18)]
    assert "Did you mean portrait?" in near.diagnostics[0].hint
    assert "There are: x, y." in read_portrait(draft, None, known_series=["y", "x"]).diagnostics[0].hint
    assert "drafts/series/portraits.yml" in read_portrait(draft, None).diagnostics[0].hint
    assert near.portrait is None


def test_a_series_with_errors_is_told_at_the_draft() -> None:
    draft = parse_draft("drafts/zoe.md", b"---\nseries: s\nperson: {name: Z}\n---\n## Q\n")
    found = read_portrait(draft, None, known_series=["s"])
    assert told(found) == [("S002", 2, 9, 10)]
    assert (found.portrait, found.series, found.matches, found.key) == (None, None, (None,), "zoe")
    assert (found.title, found.slug) == ("Z", "z")


def test_a_pattern_that_fails_for_this_person() -> None:
    found = read("", series='name: S\ntitle: "{{ person.organization }}"\nlabels: {follow: "{{ person.role }}"}\n')
    assert told(found) == [("S003", 2, 9, 10), ("S003", 2, 9, 10)]
    assert "drafts/series/s.yml" in found.diagnostics[0].hint
    assert [code for code, *_ in told(read("title: T\n", series='name: S\ntitle: "{{ person.organization }}"\n'))] == []


def test_a_person_named_like_a_pattern_stays_text() -> None:
    found = read_whole("series: s\nperson: {name: '{{ 7*7 }} {% if %}'}\n")
    assert found.portrait is not None
    assert found.portrait.title == "Portrait : {{ 7*7 }} {% if %}"


def test_the_series_introduction_points_from_the_draft() -> None:
    series = series_of(
        SERIES_TEXT + 'intro: "![x](../images/x%20y.png) [l](../lea.md#a) [w](https://e.example) [h](#a)"\n'
    )
    draft = parse_draft("drafts/archives/zoe.md", b"---\nseries: s\nperson: {name: Z}\n---\n")
    portrait = read_portrait(draft, series).portrait
    assert portrait is not None
    found = [
        event.value[0] for event in portrait.series_intro if event.kind is Kind.ENTER and event.tag in ("link", "image")
    ]
    assert found == ["../images/x%20y.png", "../lea.md#a", "https://e.example", "#a"]


def test_findings_of_file_and_shape_come_sorted() -> None:
    found = read("status: x\nseries: t\n", "a\x01\n")
    assert [code for code, *_ in told(found)] == ["F007", "F004", "F009"]
