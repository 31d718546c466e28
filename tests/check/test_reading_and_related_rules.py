from __future__ import annotations

from tests.check.conftest import SERIES, Look, draft
from wp_portraits.diagnostics.diagnostic import Severity

ENTRY = "  - {{title: Lecture {0}, url: 'https://example.org/{0}'}}\n"


def entries(count: int) -> str:
    return "reading:\n" + "".join(ENTRY.format(number) for number in range(count))


def test_r001_too_many_marks_the_first_too_many(look: Look) -> None:
    found = look(draft(entries(5))).only()
    assert (found.code, found.span.line, found.span.column) == ("R001", 8, 5)
    assert found.message == "The reading list has 5 entries; its series allows 3."
    assert found.hint == "Remove 2, or raise “reading: max” in drafts/series/s.yml."
    assert look(draft(entries(3))).found == ()


def test_r001_too_few_marks_the_key_or_the_front_matter(look: Look) -> None:
    series = SERIES.replace("min: 0", "min: 2")
    assert look(draft(entries(1)), series=series).places == [("R001", 4, 1)]
    assert look(draft("reading: []\n"), series=series).places == [("R001", 4, 1)]
    assert look(draft(), series=series).places == [("R001", 1, 1)]
    assert look(draft(entries(2)), series=series).found == ()


def test_r001_keeps_quiet_about_entries_that_were_reported(look: Look) -> None:
    series = SERIES.replace("min: 0", "min: 1")
    checked = look(draft("reading:\n  - {titel: Écrire, url: https://example.org}\n"), series=series)
    assert {each.code for each in checked.read.diagnostics} == {"F005", "F006"}
    assert checked.found == ()


def test_r002_suggests_a_key(look: Look) -> None:
    others = {"drafts/lea-tremblay.md": draft(name="Léa Tremblay")}
    for written, column in (("lea-tremblai", 11), ("Léa Tremblay", 11), ("lea-tremblay.md", 11)):
        found = look(draft(f"related: [{written}]\n"), others=others).only()
        assert (found.code, found.span.line, found.span.column) == ("R002", 4, column)
        assert found.hint == "Did you mean “lea-tremblay”?"
    far = look(draft("related: [zzz]\n"), others=others).only()
    assert far.hint == "The keys are: lea-tremblay."
    slug = look(draft("related: [portrait-de-gestionnaire-lea-tremblay]\n"), others=others).only()
    assert slug.hint == "That is a slug; the portrait's key is “lea-tremblay”."


def test_r003_and_r004(look: Look) -> None:
    others = {"drafts/lea.md": draft(name="Léa")}
    checked = look(draft("related:\n  - camille-roy\n  - lea\n  - lea\n  - nadia\n  - nadia\n"), others=others)
    assert checked.places == [("R003", 5, 5), ("R004", 7, 5), ("R002", 8, 5), ("R004", 9, 5)]
    assert checked.found[1].message == "“lea” stands in the list already, on line 6."
    assert checked.found[1].severity is Severity.WARNING


def test_related_auto_none_and_good_lists(look: Look) -> None:
    others = {"drafts/lea.md": draft(name="Léa")}
    for wish in ("auto", "none", "[]", "[lea]"):
        assert look(draft(f"related: {wish}\n"), others=others).found == ()


def test_related_stands_at_the_right_entry_when_another_is_broken(look: Look) -> None:
    checked = look(draft("related:\n  - [a, b]\n  - nadia\n"))
    assert [each.code for each in checked.read.diagnostics] == ["F007"]
    assert checked.places == [("R002", 6, 5)]
