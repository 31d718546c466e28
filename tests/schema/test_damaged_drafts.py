"""Whatever happened to a file, reading it ends soon, raises nothing and points into the file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schema_text import series_of

from wp_portraits.diagnostics.diagnostic import Diagnostic, Severity
from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.lines import LineTable
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.markdown import Kind
from wp_portraits.model.series import Series
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.series_reading import read_series

ROOT = Path(__file__).parents[2]
SERIES_FILE = (ROOT / "drafts/series/portrait-de-gestionnaire.yml").read_bytes()
SAMPLE = (ROOT / "drafts/nadia-benali.md").read_bytes()
SERIES = series_of()
LIMIT = 2.0
RELAXED = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

FRAGMENTS = [
    "---\n", "...\n", "series: s\n", "person: {name: Zoé}\n", "person:\n", "  name: Zoé\n", "follow:\n",
    "  - mastodon: x\n", "reading: [", "{title: A, url: b}", "]", "tags: [a, ", "photo: x\n", "date: 2026-99-01\n",
    "related: [a]\n", "title: é😀\n", "*x", "&y ", "!z ", "? ", ": ", "|\n", "\t", "\r", "\r\n", "\n", "\"", "'",
    "{", "}", "[", "# ", "## Q ? {#a}\n", "## {b}\n", "> ", "- ", "1. ", "```\n", "| a | b |\n|--|--|\n", "<b>",
    "[r]: x\n", "![a](b)", "\x00", "\x01", "\ufeff", "\u2028", "😀", "\\", "%", "@", "Texte. ", "~~", "**", "_",
    "&amp;", "`",
]  # fmt: skip


def read_in_time(raw: bytes, series: Series | None = SERIES) -> ReadDraft:
    begun = time.process_time()
    found = read_portrait(parse_draft("drafts/zoe.md", raw), series, known_series=["s"])
    assert time.process_time() - begun < LIMIT
    assert_inside(found.draft, found.diagnostics)
    assert (found.portrait is None) == any(one.severity is Severity.ERROR for one in found.diagnostics)
    return found


def assert_inside(draft: Draft, diagnostics: tuple[Diagnostic, ...]) -> None:
    lines = LineTable(draft.text)
    last = lines.place(len(draft.text))
    sections = (draft.intro, *draft.sections)
    spans = [one.span for one in diagnostics] + [each.heading_span for each in sections]
    for span in spans:
        for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
            assert (1, 1) <= (line, column) <= last
            assert lines.place(lines.offset(line, column)) == (line, column)
    for event in (event for each in sections for event in (*each.heading, *each.body)):
        assert 0 <= event.start <= event.end <= len(draft.text)
        plain = event.kind in (Kind.TEXT, Kind.CODE) and event.end - event.start == len(event.value)
        assert not plain or draft.text[event.start : event.end].count("\n") <= event.value.count("\n")


@RELAXED
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_fragments_in_any_order(text: str) -> None:
    read_in_time(text.encode())


@RELAXED
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_fragments_inside_front_matter(text: str) -> None:
    read_in_time(b"---\nseries: s\n" + text.encode() + b"\n---\n## Q\n")


@RELAXED
@given(st.binary(max_size=400))
def test_binary_noise(noise: bytes) -> None:
    read_in_time(noise)


@RELAXED
@given(st.integers(0, len(SAMPLE)), st.integers(0, len(SAMPLE)), st.binary(max_size=6))
def test_a_sample_cut_and_mended_with_noise(first: int, second: int, noise: bytes) -> None:
    read_in_time(SAMPLE[: min(first, second)] + noise + SAMPLE[max(first, second) :])


@RELAXED
@given(st.randoms(use_true_random=False))
def test_a_sample_with_its_lines_shuffled(random) -> None:  # type: ignore[no-untyped-def]
    lines = SAMPLE.splitlines(keepends=True)
    random.shuffle(lines)
    read_in_time(b"---\n" + b"".join(lines))


@RELAXED
@given(st.integers(0, len(SERIES_FILE)), st.integers(0, len(SERIES_FILE)), st.sampled_from(FRAGMENTS))
def test_a_series_file_cut_and_mended(first: int, second: int, middle: str) -> None:
    raw = SERIES_FILE[: min(first, second)] + middle.encode() + SERIES_FILE[max(first, second) :]
    series, diagnostics = read_series("drafts/series/s.yml", raw)
    assert (series is None) == any(one.severity is Severity.ERROR for one in diagnostics)
    lines = LineTable(raw.decode("utf-8-sig", "replace"))
    for one in diagnostics:
        assert lines.place(lines.offset(one.span.line, one.span.column)) == (one.span.line, one.span.column)


def _front(text: str) -> str:
    return f"---\nseries: s\nperson: {{name: Z}}\n{text}\n---\n"


def _body(text: str) -> str:
    return _front("") + text


HUGE = {
    "brackets": _front("a: " + "[" * 100_000),
    "bracket lines": _front("a: " + "[\n" * 50_000),
    "indentation": _front("\n".join(" " * depth + "a:" for depth in range(600))),
    "keys": _front("".join(f"k{number}: v\n" for number in range(4_000))),
    "equal keys": _front("a: b\n" * 40_000),
    "bad tags": _front("tags: [" + "[x], " * 2_000 + "]"),
    "unknown networks": _front("follow: [" + "".join(f"{{n{number}: b}}, " for number in range(2_000)) + "]"),
    "tags in a title": _front("title: " + "<a " * 60_000),
    "percent signs": _front("title: '" + "%" * 200_000 + "'"),
    "long slug": _front("slug: " + "é" * 100_000),
    "long language": _front("lang: fr" + "-aaaaa" * 30_000),
    "long id": _front("id: " + "a-" * 100_000),
    "long address": _front("reading: [{title: x, url: 'https://" + "a-" * 100_000 + "'}]"),
    "long handle": _front("follow: [{mastodon: '@a@" + "a-" * 100_000 + "'}]"),
    "never closed": "---\n" + "\n" * 1_900_000,
    "nearly closed": ("---" + " " * 1_000 + "x\n") * 1_900,
    "quotes": _body(">" * 10_000 + " x"),
    "lists": _body("- " * 20_000 + "x"),
    "open links": _body("[" * 1_900_000),
    "links": _body("[a](b)" * 300_000),
    "emphasis": _body("é*" * 600_000),
    "headings": _body("## Comment as-tu commencé ?\n" * 60_000),
    "braces": _body(("## a {" + " " * 1_000 + "}" + " " * 1_000 + "x}\n") * 500),
    "table": _body("|a" * 500 + "\n" + "|-" * 500 + "\n" + ("|a" * 500 + "\n") * 1_800),
    "one line": _body("é " * 600_000),
    "control characters": _body("\x01" * 1_900_000),
    "too large": "x" * 3_000_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_files_are_read_in_time(name: str) -> None:
    read_in_time(HUGE[name].encode())
