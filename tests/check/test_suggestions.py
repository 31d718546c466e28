from __future__ import annotations

import pytest

from wp_portraits.check.suggestions import listed, nearest, nearest_path


def test_the_nearest_name_whatever_the_case() -> None:
    assert nearest("Camile-Roy", ["lea", "camille-roy"]) == "camille-roy"
    assert nearest("zzz", ["lea", "camille-roy"]) is None
    assert nearest("a", []) is None


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("drafts/images/camile.jpg", "drafts/images/camille.jpg"),
        ("drafts/images/camille.jpeg", "drafts/images/camille.jpg"),
        ("drafts/camille.jpg", "drafts/images/camille.jpg"),
        ("drafts/archives/images/camille.jpg", "drafts/archives/camille.jpg"),
        ("drafts/images/lea.jpg", None),
    ],
)
def test_a_path_is_recognised_by_the_files_name(path: str, meant: str | None) -> None:
    known = ["drafts/images/camille.jpg", "drafts/archives/camille.jpg", "drafts/images/nadia.jpg"]
    assert nearest_path(path, known) == meant


def test_names_in_a_row() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
