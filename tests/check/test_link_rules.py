from __future__ import annotations

import pytest

from tests.check.conftest import SERIES, Look, draft
from wp_portraits.check.links import SCHEMES
from wp_portraits.render.addresses import SCHEMES as RENDERED

START = "## Comment as-tu commencé?\n\n"


def test_the_renderer_lets_through_what_the_rule_accepts() -> None:
    assert SCHEMES == RENDERED


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("www.example.org/carnet", "Write https://www.example.org/carnet."),
        ("example.org", "Write https://example.org."),
        ("http://", "An address looks like https://example.org/page."),
        ("htps://example.org", "Link to an https:// address."),
        ("javascript:alert(1)", "Link to an https:// address."),
        ("data:text/html,x", "Link to an https:// address."),
        ("<https://example.org/un deux>", "Write %20 for a space, or check what was pasted."),
        ("https://moi:secret@example.org", "Remove what stands between “//” and “@”: everybody would read it."),
        ("//exa_mple..org/x", "An address looks like https://example.org/page."),
        ("mailto:camille", "Write mailto:camille@example.org."),
        ("a-propos/", "Write https://… or, for a page of the site, /a-propos/."),
        ("images/grand.jpg", "Write https://… or, for a page of the site, /images/grand.jpg."),
        ("", "Write it between the parentheses: [words](https://…)."),
    ],
)
def test_u001_in_a_link(look: Look, url: str, hint: str) -> None:
    found = look(draft(body=f"{START}On lit [son carnet]({url}) ici.\n")).only()
    end = 8 + len(f"[son carnet]({url})")
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("U001", 7, 8, end)
    assert found.hint == hint


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/ecrire?a=1#b",
        "HTTPS://exemple.québec/é",
        "http://127.0.0.1:8080/",
        "//example.org/x",
        "/a-propos/",
        "#debut",
        "mailto:camille@example.org?subject=Bonjour",
        "tel:+15145550199",
    ],
)
def test_good_links(look: Look, url: str) -> None:
    assert look(draft(body=f"{START}On lit [son carnet]({url}), <https://example.org>, <c@example.org>.\n")).found == ()


@pytest.mark.parametrize("url", ["data:image/png;base64,AAAA", "file:///etc/passwd", "http://", ""])
def test_u001_in_a_picture(look: Look, url: str) -> None:
    assert look(draft(body=f"{START}![Un chat]({url})\n")).places == [("U001", 7, 1)]


def test_u004_suggests_the_draft(look: Look) -> None:
    others = {"drafts/lea-tremblay.md": draft(name="Léa"), "drafts/archives/jean.md": draft(name="Jean")}
    body = (
        START
        + "Voir [Léa](lea-trembley.md#debut), [Léa](lea-tremblay.md#debut), [Jean](jean.md), [toi](camille-roy.md).\n"
    )
    checked = look(draft(body=body), others=others)
    assert checked.places == [("U004", 7, 6), ("U004", 7, 66)]
    assert [each.hint for each in checked.found] == [
        "Did you mean “lea-tremblay.md”?",
        "Did you mean “archives/jean.md”?",
    ]


def test_u004_counts_from_the_folder_of_the_draft(look: Look) -> None:
    others = {"drafts/lea-tremblay.md": draft(name="Léa")}
    here = "drafts/archives/camille-roy.md"
    assert look(draft(body=START + "[Léa](../lea-tremblay.md)\n"), path=here, others=others).found == ()
    found = look(draft(body=START + "[Léa](lea-tremblay.md)\n"), path=here, others=others).only()
    assert found.message == "There is no draft drafts/archives/lea-tremblay.md."
    assert found.hint == "Did you mean “../lea-tremblay.md”?"


def test_u004_knows_what_is_no_draft_and_what_could_not_be_read(look: Look) -> None:
    found = look(draft(body=START + "[modèle](_modele.md)\n")).only()
    assert found.hint.startswith("Files whose names begin with “_”")
    assert look(draft(body=START + "[Zoé](zoe.md)\n"), files=["drafts/zoe.md"]).found == ()


def test_links_in_headings_and_in_the_series_introduction(look: Look) -> None:
    series = SERIES + 'intro: "Le [questionnaire](nulle-part.md) et [Léa](../lea.md)."\n'
    body = "## Comment as-tu commencé?\n\nOui.\n\n## Et [ça](www.example.org)? {#erreur}\n\nOui.\n"
    checked = look(draft(body=body), series=series, others={"drafts/lea.md": draft(name="Léa")})
    assert checked.places == [("U004", 2, 9), ("U001", 9, 7)]
    assert checked.found[0].message == (
        "There is no draft drafts/series/nulle-part.md (linked from drafts/series/s.yml)."
    )
