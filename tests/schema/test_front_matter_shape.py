"""The front matter: what is valid is typed, what is not is told at its place, all at once."""

from __future__ import annotations

from datetime import datetime

import pytest
from schema_text import REQUIRED, read, read_whole, told

from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.portrait import Person, Photo, ReadingEntry, RelatedChoice
from wp_portraits.schema.front_reading import series_name
from wp_portraits.schema.portrait_reading import read_portrait

FULL = """\
series: s
person: {name: "Zoé  Roy", role: Pilote, organization: 2026}
photo: {file: images/zoe.jpg, alt: Zoé, credit: Max}
reading:
  - {title: Un, url: https://example.org/un}
  - {title: Two, url: https://example.org/two, lang: EN-ca}
related: [lea-tremblay, max]
tags: [santé, 2026, no, Santé]
categories: [Web]
date: 2026-11-20 09:00
status: pending
excerpt: |
  Un.
  Deux.
title: Mon titre
slug: zoe-roy
id: zoe
lang: no
comments: closed
author: max
"""


def test_every_key_is_typed() -> None:
    front = read_whole(FULL).front
    assert front.series == "s"
    assert front.person == Person("Zoé Roy", "Pilote", "2026")
    assert front.photo == Photo("drafts/images/zoe.jpg", "Zoé", "Max")
    assert front.reading == (
        ReadingEntry("Un", "https://example.org/un"),
        ReadingEntry("Two", "https://example.org/two", "en-CA"),
    )
    assert front.related == RelatedChoice("list", ("lea-tremblay", "max"))
    assert front.tags == ("santé", "2026", "no")
    assert front.categories == ("Web",)
    assert front.date == datetime(2026, 11, 20, 9)
    assert (front.status, front.comments, front.lang) == ("pending", "closed", "no")
    assert (front.title, front.slug, front.id, front.author) == ("Mon titre", "zoe-roy", "zoe", "max")
    assert front.excerpt == "Un.\nDeux."
    assert read_whole(FULL).diagnostics == ()


def test_what_is_not_there_has_its_default() -> None:
    front = read("").front
    assert (front.photo, front.follow, front.reading, front.related) == (None, (), (), None)
    assert (front.tags, front.categories, front.date, front.status) == ((), (), None, "publish")
    assert (front.excerpt, front.title, front.slug, front.id) == ("", None, None, None)
    assert (front.lang, front.comments, front.author) == (None, None, None)


@pytest.mark.parametrize("empty", ["", " ~", ' ""', " null", " '  '"])
def test_a_key_without_value_counts_as_absent(empty: str) -> None:
    keys = ["photo", "follow", "reading", "related", "tags", "date", "status", "title", "slug", "id", "lang", "author"]
    found = read("".join(f"{key}:{empty}\n" for key in keys))
    assert found.diagnostics == ()
    assert found.portrait is not None


def test_an_empty_key_does_not_hide_what_the_short_form_says() -> None:
    (handle, address) = read(
        "follow: [{mastodon: '@z@s.example', handle: }, {x: 'https://x.com/z', url: }]\n"
    ).front.follow
    assert (handle.label, handle.url) == ("@z@s.example", "https://s.example/@z")
    assert (address.network, address.url) == ("x", "https://x.com/z")


def test_a_file_of_another_kind_does_not_flood() -> None:
    assert len(read(f"tags: [{'[x], ' * 150}]\nreading: [{'{nom: x}, ' * 50}]\n").diagnostics) == 100


FINDINGS = [
    # unknown and missing keys
    ("staus: publish\n", [("F005", 4, 1, 6)], "Did you mean “status”?"),
    ("xyzzy: 1\n", [("F005", 4, 1, 6)], "Known keys here: series, person"),
    ("photo: {fil: x, file: y}\n", [("F005", 4, 9, 12)], "Did you mean “file”?"),
    ("reading: [{title: A, url: https://e.example, note: x}]\n", [("F005", 4, 46, 50)], "title, url, lang"),
    ("reading: [{title: A}]\n", [("F006", 4, 11, 21)], "Add “url: …”"),
    ("reading:\n  - title:\n    url: https://e.example\n", [("F006", 5, 5, 10)], "Write one after “title: ”"),
    ("photo: {alt: x}\n", [("F006", 4, 1, 6)], "Add “file: …”"),
    # wrong values
    ("tags: santé\n", [("F007", 4, 7, 12)], "tags: [santé]"),
    ("tags: [a, [b], {c: d}, '']\n", [("F007", 4, 11, 14), ("F007", 4, 16, 22), ("F007", 4, 24, 26)], ""),
    ("title: [a]\n", [("F007", 4, 8, 11)], "without brackets"),
    ("title: {a: b}\n", [("F007", 4, 8, 14)], "double quotes"),
    ("reading: {title: A}\n", [("F007", 4, 10, 20)], "- …"),
    ("reading: [A]\n", [("F007", 4, 11, 12)], "its own line"),
    ("photo: [a]\n", [("F007", 4, 8, 11)], "photo: images/camille.jpg"),
    ("photo: https://example.org/x.jpg\n", [("F007", 4, 8, 33)], "drafts folder"),
    ("photo: /x.jpg\n", [("F007", 4, 8, 14)], "drafts folder"),
    ("status: brouillon\n", [("F007", 4, 9, 18)], "publish, draft, pending or private"),
    ("comments: yes\n", [("F007", 4, 11, 14)], "open or closed"),
    ("related: tout\n", [("F007", 4, 10, 14)], "auto, none, or a list of keys: [tout]"),
    ("lang: fr_CA\n", [("F007", 4, 7, 12)], "fr-CA"),
    ("lang: français\n", [("F007", 4, 7, 15)], "language tag"),
    # dates, keys, slugs, addresses
    ("date: 2026-02-30\n", [("D001", 4, 7, 17)], "no day 30"),
    ("date: 2026-11-20 25:00\n", [("D001", 4, 7, 23)], "23:59"),
    ("date: 2026-11-20T09:00:00-05:00\n", [("F007", 4, 7, 32)], "Leave out “-05:00”"),
    ("date: [a]\n", [("F007", 4, 7, 10)], "without brackets"),
    ("id: Zoé Roy\n", [("K003", 4, 5, 12)], "zoe-roy"),
    ("id: Камиль\n", [("K003", 4, 5, 11)], "Write something like camille-roy."),
    ("id: zoe--roy\n", [("K003", 4, 5, 13)], "zoe-roy"),
    ("slug: Mon œuvre\n", [("K003", 4, 7, 16)], "mon-oeuvre"),
    ('slug: "?"\n', [("K003", 4, 7, 10)], "camille-roy"),
    ("reading: [{title: A, url: example.org}]\n", [("U001", 4, 27, 38)], "https://example.org"),
    # YAML machinery is reported once, by the reading of the file
    ("title: *x\n", [("F003", 4, 8, 10)], "quotes"),
    ("tags: [*x, a]\n", [("F003", 4, 8, 10)], "quotes"),
    ("photo: &x {file: a}\n", [("F003", 4, 8, 9)], "quotes"),
]


@pytest.mark.parametrize(("front", "expected", "hint"), FINDINGS)
def test_findings_stand_at_the_node_at_fault(front: str, expected: list[tuple[str, int, int, int]], hint: str) -> None:
    found = read(front)
    assert told(found) == expected
    assert hint in found.diagnostics[0].hint
    assert found.portrait is None


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", [("F006", 1, 1, 4), ("F006", 1, 1, 4)]),
        ("lang: fr\n", [("F006", 1, 1, 4), ("F006", 1, 1, 4)]),
        ("series: s\nperson: Zoé\n", [("F007", 3, 9, 12)]),
        ("series: s\nperson: {role: x}\n", [("F006", 3, 1, 7)]),
        ("series:\nperson:\n  name:\n  rôle: x\n", [("F006", 2, 1, 7), ("F006", 4, 3, 7), ("F005", 5, 3, 7)]),
        ("series: [s]\nperson: {name: Z}\n", [("F007", 2, 9, 12)]),
        ("series: *s\nperson: *p\n", [("F003", 2, 9, 11), ("F003", 3, 9, 11)]),
    ],
)
def test_required_keys(front: str, expected: list[tuple[str, int, int, int]]) -> None:
    assert told(read_whole(front)) == expected


def test_a_text_split_by_its_comma_gets_the_right_hint() -> None:
    found = read("follow: [{network: blog, url: https://e.example, note: à jour, promis}]\n")
    assert told(found) == [("F005", 4, 64, 70)]
    assert "double quotes" in found.diagnostics[0].hint


def test_places_hold_after_accents_emoji_and_crlf() -> None:
    raw = "\ufeff---\r\nseries: s\r\nperson: {name: É😀, rôle: x}\r\nstatus: é😀\r\n---\r\n".encode()
    draft = parse_draft("drafts/zoe.md", raw)
    assert told(read_portrait(draft, None, known_series=["s"])) == [
        ("S002", 2, 9, 10),
        ("F005", 3, 20, 24),
        ("F007", 4, 9, 11),
    ]


def test_all_findings_come_at_once_and_the_valid_parts_stay() -> None:
    found = read(
        "photo: {file: a.jpg, alt: [x]}\n"
        "reading:\n"
        "  - {title: Un, url: https://e.example/1}\n"
        "  - {title: Deux, url: nulle part}\n"
        "  - {title: Trois, url: https://e.example/3, lang: '?'}\n"
        "  - {title: Quatre, url: https://e.example/4}\n"
        "tags: [a, [b], c]\n"
        "date: demain\n"
        "status: brouillon\n"
        "excerpt: Bien\n"
        "zut: 1\n"
    )
    assert [code for code, *_ in told(found)] == ["F007", "U001", "F007", "F007", "F007", "F007", "F005"]
    front = found.front
    assert front.person == Person("Zoé")
    assert front.photo == Photo("drafts/a.jpg")
    assert [entry.title for entry in front.reading] == ["Un", "Trois", "Quatre"]
    assert front.tags == ("a", "c")
    assert (front.date, front.status, front.excerpt) == (None, "publish", "Bien")


def test_the_span_of_a_kept_entry_is_that_of_the_files_entry() -> None:
    found = read("reading:\n  - {title: A}\n  - {title: B, url: https://e.example}\nrelated: [[x], lea]\n")
    assert found.front.kept["reading"] == (1,)
    assert found.entry_span("reading", 0, "url").line == 6
    assert found.entry_span("reading", 0, "url").column == 21
    assert found.entry_span("related", 0).column == 16
    assert found.entry_span("reading", 9).line == 4


def test_a_photo_may_be_just_its_path() -> None:
    found = read("photo: ../images/zoe.jpg\n", path="drafts/a/zoe.md")
    assert found.front.photo == Photo("drafts/images/zoe.jpg")
    span = found.draft.span_at(("photo", "file"))
    assert (span.line, span.column) == (4, 8)


def test_a_slug_in_another_script_is_stored_as_wordpress_does() -> None:
    assert read("slug: 日本\n").slug == "%e6%97%a5%e6%9c%ac"
    assert read("slug: '%e6%97%a5%e6%9c%ac'\n").slug == "%e6%97%a5%e6%9c%ac"


@pytest.mark.parametrize(
    ("front", "mode"), [("related: auto\n", "auto"), ("related: none\n", "none"), ("related: []\n", "none")]
)
def test_related_by_word(front: str, mode: str) -> None:
    related = read(front).front.related
    assert related is not None
    assert related.mode == mode


def test_front_matter_that_cannot_be_read_is_not_reported_twice() -> None:
    found = read_whole("series: [s\n")
    assert [code for code, *_ in told(found)] == ["F003"]
    assert found.front.series == ""


@pytest.mark.parametrize(
    ("front", "name"), [(REQUIRED, "s"), ("series: 7\n", "7"), ("series:\n", None), ("a: b\n", None)]
)
def test_the_name_of_the_series_is_known_before_the_rest(front: str, name: str | None) -> None:
    assert series_name(parse_draft("a.md", f"---\n{front}---\n".encode())) == name


def test_no_series_without_front_matter() -> None:
    assert series_name(parse_draft("a.md", b"x")) is None
