"""The pages about both formats know every key and network, and their examples are valid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from schema_text import SERIES_TEXT, series_of

from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.schema.networks import NETWORKS
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.series_shape import (
    BoundsShape,
    LabelsShape,
    QuestionShape,
    SeriesRelatedShape,
    SeriesShape,
)
from wp_portraits.schema.shape import Shape
from wp_portraits.schema.shapes import DraftShape, FollowShape, PersonShape, PhotoShape, ReadingShape

DOCS = Path(__file__).parents[2] / "docs"
DRAFT_PAGE = (DOCS / "draft-format.md").read_text(encoding="utf-8")
SERIES_PAGE = (DOCS / "series.md").read_text(encoding="utf-8")


def examples(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("shape", [DraftShape, PersonShape, PhotoShape, FollowShape, ReadingShape])
def test_the_page_about_drafts_has_a_row_for_every_key(shape: type[Shape]) -> None:
    for name in shape.keys:
        assert f"\n| `{name}` |" in DRAFT_PAGE


@pytest.mark.parametrize("shape", [SeriesShape, LabelsShape, QuestionShape])
def test_the_page_about_series_has_a_row_for_every_key(shape: type[Shape]) -> None:
    for name in shape.keys:
        assert f"\n| `{name}` |" in SERIES_PAGE


@pytest.mark.parametrize("shape", [SeriesRelatedShape, BoundsShape])
def test_the_page_about_series_names_the_smaller_keys(shape: type[Shape]) -> None:
    for name in shape.keys:
        assert f"`{name}`" in SERIES_PAGE


def test_the_table_of_networks_is_the_codes() -> None:
    for network in NETWORKS:
        aliases = ", ".join(f"`{alias}`" for alias in network.aliases)
        handle = f"`{network.example}`" if network.handle else ""
        address = f"`{network.address_of(network.example)}`" if network.handle else "an address"
        row = re.sub(r" +", " ", f"| `{network.id}` | {aliases} | {handle} | {address} |")
        assert row in DRAFT_PAGE


def test_the_example_draft_has_no_findings() -> None:
    (example,) = examples(DRAFT_PAGE, "markdown")
    series = SERIES_TEXT
    draft = parse_draft("drafts/camille-roy.md", example.encode())
    assert read_portrait(draft, series_of(series)).diagnostics == ()


@pytest.mark.parametrize("example", examples(DRAFT_PAGE, "yaml"))
def test_the_drafts_smaller_examples_have_no_findings(example: str) -> None:
    required = "series: s\n" + ("" if "person:" in example else "person: {name: Zoé}\n")
    draft = parse_draft("drafts/zoe.md", f"---\n{required}{example}---\n".encode())
    assert read_portrait(draft, series_of()).diagnostics == ()


def test_the_example_series_has_no_findings() -> None:
    whole, title = examples(SERIES_PAGE, "yaml")
    assert len(series_of(whole).questions) == 3
    assert series_of("name: S\n" + title).title.startswith("{{ person.name }}")
