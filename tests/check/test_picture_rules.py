from __future__ import annotations

import pytest

from tests.check.conftest import SERIES, Look, draft
from wp_portraits.check.pictures import pictures_of
from wp_portraits.diagnostics.diagnostic import Severity
from wp_portraits.model.picture import Picture

GOOD = Picture("drafts/images/camille.jpg", "image/jpeg", 800, 600, 1234, "00")
PHOTO = "photo: {file: images/camille.jpg, alt: Camille}\n"
START = "## Comment as-tu commencé?\n\n"


def test_a_good_photo_and_picture(look: Look) -> None:
    assert look(draft(PHOTO, START + "![Un chat](images/camille.jpg)\n"), pictures=[GOOD]).found == ()


def test_i001_says_where_it_looked_and_suggests(look: Look) -> None:
    found = look(draft("photo: {file: images/camile.jpg, alt: Camille}\n"), pictures=[GOOD]).only()
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("I001", 4, 15, 32)
    assert found.message == "There is no picture drafts/images/camile.jpg."
    assert found.hint == "Did you mean “images/camille.jpg”?"


def test_i001_knows_files_nobody_names_and_letter_case(look: Look) -> None:
    text = draft("photo: {file: images/Camille.JPG, alt: Camille}\n")
    found = look(text, files=["drafts/images/camille.jpg", "drafts/notes.txt"]).only()
    assert found.hint == "The file is called drafts/images/camille.jpg: write capital and small letters as in its name."
    assert look(text, files=["drafts/notes.txt"]).only().hint.startswith("Put the file there")


def test_i001_in_the_text_counts_from_the_drafts_folder(look: Look) -> None:
    body = START + "Voici ![le\nlocal](../images/camil%6Ce.jpg) ici.\n"
    found = look(draft(body=body), path="drafts/archives/camille-roy.md", pictures=[GOOD]).found
    assert found == ()
    found = look(draft(body=body.replace("%6C", "")), path="drafts/archives/camille-roy.md", pictures=[GOOD]).found
    assert [(each.code, each.span.line, each.span.column, each.span.end_line) for each in found] == [("I001", 7, 7, 8)]
    assert found[0].hint == "Did you mean “../images/camille.jpg”?"


def test_i002_says_why(look: Look) -> None:
    bad = Picture("drafts/images/camille.jpg", problem="it is not a picture, whatever its name says")
    found = look(draft(PHOTO), pictures=[bad]).only()
    assert (found.code, found.span.line, found.span.column) == ("I002", 4, 15)
    message = "WordPress would not take drafts/images/camille.jpg: it is not a picture, whatever its name says."
    assert found.message == message


def test_i003_at_the_photo_and_at_the_picture(look: Look) -> None:
    body = START + "![](images/camille.jpg)\n\nPuis ![  ](https://example.org/x.png).\n"
    checked = look(draft("photo: images/camille.jpg\n", body), pictures=[GOOD])
    assert checked.places == [("I003", 4, 1), ("I003", 8, 1), ("I003", 10, 6)]
    assert {each.severity for each in checked.found} == {Severity.WARNING}


@pytest.mark.parametrize("path", ["../images/x.jpg", "../../etc/passwd", "../.env"])
def test_i004_outside_the_drafts_folder(look: Look, path: str) -> None:
    checked = look(draft(f"photo: {{file: {path}, alt: A}}\n", START + f"![Un chat]({path})\n"), pictures=[GOOD])
    assert checked.places == [("I004", 4, 15), ("I004", 8, 1)]
    assert [where for where, _ in pictures_of(checked.read)] == [None, None]


def test_pictures_of_names_each_with_its_place(look: Look) -> None:
    series = SERIES + 'intro: "![Le logo](../images/logo.png)"\n'
    body = "![Un](images/un.png)\n\n" + START + "[![Deux](https://example.org/deux.png)](images/un.png)\n"
    checked = look(draft(PHOTO, body), series=series, pictures=[GOOD])
    named = [(where, span.line, span.column) for where, span in pictures_of(checked.read)]
    assert named == [
        ("drafts/images/camille.jpg", 4, 15),
        ("drafts/images/logo.png", 2, 9),
        ("drafts/images/un.png", 6, 1),
        (None, 10, 2),
    ]


def test_a_picture_of_the_series_is_reported_with_its_file(look: Look) -> None:
    series = SERIES + 'intro: "![Le logo](../images/logo.png)"\n'
    found = look(draft(), series=series).only()
    assert (found.code, found.span.line, found.span.column) == ("I001", 2, 9)
    assert found.message == "There is no picture drafts/images/logo.png (in drafts/series/s.yml)."
