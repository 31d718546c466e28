from __future__ import annotations

from tests.check.conftest import Look, draft
from tests.neighbours import surroundings_of
from wp_portraits.check.rules import check
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.schema.portrait_reading import read_portrait


def test_k001_and_k002_at_the_start_of_the_file_and_naming_the_other(look: Look) -> None:
    checked = look(draft(), others={"drafts/archives/camille-roy.md": draft()})
    assert checked.places == [("K001", 1, 1), ("K002", 1, 1)]
    assert checked.found[0].message == "The key “camille-roy” is also that of drafts/archives/camille-roy.md."


def test_k001_at_the_id(look: Look) -> None:
    others = {
        "drafts/lea-tremblay.md": draft(name="Léa Tremblay"),
        "drafts/a/lea-tremblay.md": draft("slug: autre\n", name="L"),
    }
    found = look(draft("id: lea-tremblay\n"), others=others).only()
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("K001", 4, 5, 17)
    assert "drafts/a/lea-tremblay.md and drafts/lea-tremblay.md" in found.message


def test_k002_at_the_slug(look: Look) -> None:
    found = look(draft("slug: lea\n"), others={"drafts/lea-tremblay.md": draft("slug: lea\n", name="Léa")}).only()
    assert (found.code, found.span.line, found.span.column) == ("K002", 4, 7)
    assert found.message == "The slug “lea” is also that of drafts/lea-tremblay.md."


def test_both_drafts_hear_of_it() -> None:
    reads = [read_portrait(parse_draft(path, draft().encode()), None) for path in ("drafts/a/x.md", "drafts/b/x.md")]
    surroundings = surroundings_of(reads, {})
    for read, other in zip(reads, ("drafts/b/x.md", "drafts/a/x.md"), strict=True):
        assert any(each.code == "K001" and other in each.message for each in check(read, surroundings))


def test_an_id_sets_two_files_of_one_name_apart(look: Look) -> None:
    others = {"drafts/2014/camille-roy.md": draft("id: camille-roy-2014\nslug: camille-2014\n")}
    assert look(draft(), others=others).found == ()
