"""Series files."""

from __future__ import annotations

import pytest
from schema_text import SERIES_PATH, series_of

from wp_portraits.drafts.sections import plain_text
from wp_portraits.model.series import Question, Series
from wp_portraits.schema.series_reading import read_series

FULL = """\
name: Portrait de gestionnaire
lang: fr-ca
title: "Portrait : {{ person.name }}"
intro: |
  Une *série*.

  - a
categories: [Portraits]
labels: {follow: "Suivre {{ person.name }}", related: Autres, reading: À lire}
related: {mode: none, limit: 7}
reading: {min: 1, max: 10}
mentions: "https://social.example/@{handle}"
comments: closed
questions:
  - {id: debut, text: "Comment ?", required: true}
  - {id: bref, text: "En bref ?", max_chars: 140, aliases: ["En 140 caractères ?", 140]}
minimum_answers: 2
"""


def findings(text: str) -> list[tuple[str, int, int, int]]:
    series, diagnostics = read_series(SERIES_PATH, text.encode())
    assert (series is None) == bool(diagnostics)
    return [(one.code, one.span.line, one.span.column, one.span.end_column) for one in diagnostics]


def test_every_key_is_typed() -> None:
    series = series_of(FULL)
    assert (series.id, series.path, series.name, series.lang) == ("s", SERIES_PATH, "Portrait de gestionnaire", "fr-CA")
    assert series.title == "Portrait : {{ person.name }}"
    assert plain_text(series.intro) == "Une série. a"
    assert series.categories == ("Portraits",)
    assert (series.follow_label, series.related_label) == ("Suivre {{ person.name }}", "Autres")
    assert series.reading_label == "À lire"
    assert (series.related_mode, series.related_limit) == ("none", 7)
    assert (series.reading_min, series.reading_max) == (1, 10)
    assert series.mentions == "https://social.example/@{handle}"
    assert series.comments_open is False
    assert series.questions == (
        Question("debut", "Comment ?", required=True),
        Question("bref", "En bref ?", max_chars=140, aliases=("En 140 caractères ?", "140")),
    )
    assert series.minimum_answers == 2


def test_only_the_name_is_required() -> None:
    assert series_of("name: S\n") == Series("s", SERIES_PATH, "S")


def test_related_may_be_one_word() -> None:
    assert series_of("name: S\nrelated: none\n").related_mode == "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("F006", 1, 1, 1)]),
        ("lang: fr\n", [("F006", 1, 1, 4)]),
        ("- a\n", [("F007", 1, 1, 4)]),
        ("name: [a\n", [("F003", 1, 7, 8)]),
        ("name: S\nname: T\n", [("F004", 2, 1, 5)]),
        ("name: S\nzut: 1\n", [("F005", 2, 1, 4)]),
        ("name: S\nlabels: {folow: x}\n", [("F005", 2, 10, 15)]),
        ("name: S\nlabels: x\n", [("F007", 2, 9, 10)]),
        ("name: S\nlabels: {follow: '{{ persn.name }}'}\n", [("S003", 2, 18, 36)]),
        ("name: S\ntitle: '{% for x in y %}'\n", [("S003", 2, 8, 26)]),
        ("name: S\nrelated: {mode: all, limit: 0}\n", [("F007", 2, 17, 20), ("F007", 2, 29, 30)]),
        ("name: S\nrelated: tout\n", [("F007", 2, 10, 14)]),
        ("name: S\nreading: {min: 5, max: 2}\n", [("F007", 2, 24, 25)]),
        ("name: S\nreading: {min: -1}\n", [("F007", 2, 16, 18)]),
        ("name: S\nmentions: https://x.example/\n", [("F007", 2, 11, 29)]),
        ("name: S\nmentions: 'x.example/{handle}'\n", [("U001", 2, 11, 31)]),
        ("name: S\nquestions: x\n", [("F007", 2, 12, 13)]),
        ("name: S\nquestions:\n- {id: A b, text: x}\n", [("K003", 3, 8, 11)]),
        (
            "name: S\nquestions:\n- {text: x}\n- {id: a}\n- x\n",
            [("F006", 3, 3, 12), ("F006", 4, 3, 10), ("F007", 5, 3, 4)],
        ),
        ("name: S\nquestions:\n- {id: a, text: x, required: oui}\n", [("F007", 3, 30, 33)]),
        ("name: S\nquestions:\n- {id: a, text: x, required: 'true'}\n", [("F007", 3, 30, 36)]),
        ("name: S\nquestions:\n- {id: a, text: x, max_chars: 0}\n", [("F007", 3, 31, 32)]),
        ("name: S\nquestions:\n- {id: a, text: x, max_chars: 1.5}\n", [("F007", 3, 31, 34)]),
        ("name: S\nminimum_answers: beaucoup\n", [("F007", 2, 18, 26)]),
        ("name: S\nintro: [a]\n", [("F007", 2, 8, 11)]),
        ("name: S\nintro: '" + ">" * 70 + " x'\n", [("F008", 2, 8, 82)]),
        ("name: \x01\n", [("F006", 1, 1, 5), ("F009", 1, 7, 8)]),
    ],
)
def test_findings(text: str, expected: list[tuple[str, int, int, int]]) -> None:
    assert findings(text) == expected


def test_a_file_that_is_no_text() -> None:
    series, diagnostics = read_series(SERIES_PATH, b"name: \xe9")
    assert series is None
    assert [(one.code, str(one.span)) for one in diagnostics] == [("F001", f"{SERIES_PATH}:1:7")]


def test_questions_must_not_collide() -> None:
    text = (
        "name: S\nquestions:\n"
        '- {id: a, text: "Où ?", aliases: ["où", Quand]}\n'
        '- {id: a, text: "Quoi ?"}\n'
        '- {id: c, text: "quand…"}\n'
        '- {id: d, text: "Qui", aliases: ["OÙ!"]}\n'
        "- {id: e, text: Ou}\n"
    )
    assert findings(text) == [("S004", 4, 8, 9), ("S004", 5, 17, 25), ("S004", 6, 34, 39)]
