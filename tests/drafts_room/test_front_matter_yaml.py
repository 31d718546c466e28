"""The front matter's YAML: where everything stands, and what is said of what cannot be read."""

from __future__ import annotations

import pytest
import yaml
from draft_text import draft_of, places

from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.drafts.yaml_tree import YamlList, YamlMap, YamlText

FRONT = """\
series: s
person: {name: "Zoé 😀", role: à l'écoute}
tags: [é, "b"]
follow:
  - mastodon: "@z@s.example"
    note: >
      une
      deux
  - x
vide:
"""


@pytest.mark.parametrize(
    ("path", "key", "expected"),
    [
        (("series",), False, (2, 9, 2, 10)),
        (("series",), True, (2, 1, 2, 7)),
        (("person", "name"), False, (3, 16, 3, 23)),
        (("person", "role"), False, (3, 31, 3, 41)),
        (("person", "role"), True, (3, 25, 3, 29)),
        (("person", "organization"), False, (3, 1, 3, 7)),
        (("tags", 1), False, (4, 11, 4, 14)),
        (("tags", 7), False, (4, 1, 4, 5)),
        (("follow", 0, "mastodon"), False, (6, 15, 6, 29)),
        (("follow", 0, "note"), False, (7, 11, 9, 11)),
        (("follow", 0, "url"), False, (6, 5, 9, 11)),
        (("follow", 1), False, (10, 5, 10, 6)),
        (("follow",), True, (5, 1, 5, 7)),
        (("vide",), True, (11, 1, 11, 5)),
        (("nothing",), False, (1, 1, 1, 4)),
        ((), False, (1, 1, 1, 4)),
    ],
)
def test_span_at_finds_values_keys_and_the_nearest_ancestor(
    path: tuple[str | int, ...], key: bool, expected: tuple[int, int, int, int]
) -> None:
    span = draft_of("", FRONT).span_at(path, key=key)
    assert (span.line, span.column, span.end_line, span.end_column) == expected


def test_scalars_keep_their_text_as_written() -> None:
    front = draft_of("", "a: 2026\nb: no\nc: '7'\nd: ~\ne: 1.50\nf: 2026-11-20 09:00\ng: !!str yes\n").front
    assert front is not None
    found = [(entry.key, entry.value.text, entry.value.kind) for entry in front if isinstance(entry.value, YamlText)]
    assert found == [
        ("a", "2026", "number"),
        ("b", "no", "flag"),
        ("c", "7", "text"),
        ("d", "~", "empty"),
        ("e", "1.50", "number"),
        ("f", "2026-11-20 09:00", "text"),
        ("g", "yes", "text"),
    ]


def test_the_tree_has_lists_and_mappings_in_the_files_order() -> None:
    front = draft_of("", FRONT).front
    assert front is not None
    assert [entry.key for entry in front] == ["series", "person", "tags", "follow", "vide"]
    assert [type(entry.value) for entry in front] == [YamlText, YamlMap, YamlList, YamlList, YamlText]


def test_empty_front_matter_is_an_empty_mapping() -> None:
    draft = draft_of("", "# rien\n")
    assert draft.front is not None
    assert (draft.front.entries, draft.diagnostics) == ((), ())


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("Bonjour", ("F002", 1, 1, 1, 1), "Begin the file with a line “---”"),
        ("", ("F002", 1, 1, 1, 1), "Begin the file"),
        ("\n---\na: b\n---\n", ("F002", 1, 1, 1, 1), "must be the very first line"),
        ("----\na: b\n---\n", ("F002", 1, 1, 1, 1), "Begin the file"),
        ("---\na: b\n\n## Où ?\n", ("F002", 1, 1, 1, 4), "before line 4"),
        ("---\na: b", ("F002", 1, 1, 1, 4), "Add a line “---”"),
    ],
)
def test_front_matter_that_is_not_fenced(text: str, place: tuple[str, int, int, int, int], hint: str) -> None:
    draft = parse_draft("a.md", text.encode())
    assert places(draft.diagnostics) == [place]
    assert hint in draft.diagnostics[0].hint
    assert draft.front is None


@pytest.mark.parametrize("fence", ["---", "...", "---  "])
def test_front_matter_closes_with_dashes_or_dots(fence: str) -> None:
    draft = parse_draft("a.md", f"---\na: b\n{fence}\nTexte".encode())
    assert draft.diagnostics == ()
    assert draft.intro.heading_span.line == 4


def test_a_draft_without_front_matter_still_has_its_sections() -> None:
    draft = parse_draft("a.md", b"Intro\n\n## Un\n\n## Deux\n")
    assert [section.heading_text for section in draft.sections] == ["Un", "Deux"]


# What a blogger mistypes, where the finding must stand (below a line with accents and emoji), and a word of the hint.
MISTAKES = [
    ("title: Lire : un guide", "F003", (3, 13, 3, 14), "quotes"),
    ("title: @zoe", "F003", (3, 8, 3, 9), "quotes"),
    ("title: `x`", "F003", (3, 8, 3, 9), "quotes"),
    ("title: %x", "F003", (3, 8, 3, 9), "quotes"),
    ("title: *important*", "F003", (3, 8, 3, 9), "quotes"),
    ("title: *important", "F003", (3, 8, 3, 18), "quotes"),
    ("title: & fils", "F003", (3, 8, 3, 9), "quotes"),
    ("title: !important x", "F003", (3, 8, 3, 20), "quotes"),
    ("title: !!python/object:os.system x", "F003", (3, 8, 3, 35), "quotes"),
    ("title: > x", "F003", (3, 8, 3, 9), "quotes"),
    ("title: - x", "F003", (3, 8, 3, 9), "line of its own"),
    ("title: ]", "F003", (3, 8, 3, 9), "quotes"),
    ("title: 'l'été'", "F003", (3, 11, 3, 15), "apostrophe"),
    ('title: "été', "F003", (3, 8, 3, 9), "closing"),
    ('title: "C:\\dossier"', "F003", (3, 11, 3, 13), "backslash"),
    ("title:Bonjour\nlang: fr", "F003", (3, 6, 3, 7), "space"),
    ("title:Bonjour", "F003", (3, 6, 3, 7), "space"),
    ("tags: [a, b\nlang: fr", "F003", (3, 7, 3, 8), "closing"),
    ("photo: {file: x\nlang: fr", "F003", (3, 8, 3, 9), "closing"),
    ("bonjour\nlang: fr", "F003", (3, 1, 3, 8), "key"),
    ("follow:\n\t- x: y", "F003", (4, 1, 4, 2), "tab"),
    ("person:\n  name: Z\n   role: r", "F003", (5, 4, 5, 8), "spaces"),
    ("person:\n  name: Z\n role: r", "F003", (5, 2, 5, 9), "spaces"),
    ("follow:\n  - x: y\n  z: y", "F003", (5, 3, 5, 7), "- "),
    ("--- b", "F003", (3, 1, 3, 4), "Delete"),
    ("series: t", "F004", (3, 1, 3, 7), "Delete"),
    ("person: {a: b, a: c}", "F004", (3, 16, 3, 17), "Delete"),
    ("[a]: b", "F007", (3, 1, 3, 4), "quotes"),
    ("title: " + "[" * 33, "F008", (3, 39, 3, 40), "brackets"),
    ("title: " + "{" * 100_000, "F008", (3, 39, 3, 40), "brackets"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("line", "code", "place", "hint"), MISTAKES)
def test_mistakes_are_told_in_plain_words_at_their_place(
    line: str, code: str, place: tuple[int, int, int, int], hint: str, ending: str
) -> None:
    text = f"---\nseries: été 😀\n{line}\n---\n".replace("\n", ending)
    draft = parse_draft("a.md", text.encode())
    assert places(draft.diagnostics) == [(code, *place)]
    (found,) = draft.diagnostics
    assert hint in found.message + found.hint
    for jargon in ("mapping values", "token", "block", "flow", "scalar", "simple key"):
        assert jargon not in found.message + found.hint


def test_a_second_key_names_the_line_of_the_first() -> None:
    (found,) = draft_of("", "series: s\nlang: fr\nseries: t\n").diagnostics
    assert "line 2" in found.message


def test_the_first_of_two_equal_keys_stays() -> None:
    front = draft_of("", "series: un\nseries: deux\n").front
    assert front is not None
    entry = front.entry("series")
    assert entry is not None
    assert isinstance(entry.value, YamlText)
    assert entry.value.text == "un"


@pytest.mark.parametrize("front", ["- a\n- b\n", "bonjour\n", "'x'\n"])
def test_front_matter_must_be_a_mapping(front: str) -> None:
    draft = draft_of("", front)
    assert [each.code for each in draft.diagnostics] == ["F007"]
    assert draft.front is None


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        "a: &a\n  b: *a\n",
    ],
)
def test_anchors_and_aliases_are_refused_not_followed(front: str) -> None:
    assert {each.code for each in draft_of("", front).diagnostics} == {"F003"}


def test_too_many_values_are_refused() -> None:
    front = "tags: [" + "x, " * 20_000 + "]\n"
    assert [each.code for each in draft_of("", front).diagnostics] == ["F008"]


def test_too_long_front_matter_is_refused() -> None:
    front = "excerpt: " + "x" * 300_000 + "\n"
    assert [each.code for each in draft_of("", front).diagnostics] == ["F008"]


def test_findings_come_together() -> None:
    draft = draft_of("\x01", "series: s\nseries: t\ntitle: *x\n")
    assert [each.code for each in draft.diagnostics] == ["F004", "F003", "F009"]


def test_the_loader_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = draft_of("", FRONT)
    monkeypatch.setattr("wp_portraits.drafts.yaml_reader._LOADER", yaml.SafeLoader)
    assert draft_of("", FRONT).front == fast.front
    assert places(draft_of("", "title: Lire : un guide\n").diagnostics) == [("F003", 2, 13, 2, 14)]
    assert [each.code for each in draft_of("", "title: " + "[" * 1_000 + "\n").diagnostics] == ["F008"]
