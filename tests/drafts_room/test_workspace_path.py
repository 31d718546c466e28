"""Where a draft's references point."""

from __future__ import annotations

import pytest

from wp_portraits.drafts.paths import key_of, workspace_path


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("images/x.jpg", "drafts/a/images/x.jpg"),
        ("./images//x.jpg", "drafts/a/images/x.jpg"),
        ("../images/x.jpg", "drafts/images/x.jpg"),
        ("../lea.md#conseil", "drafts/lea.md"),
        ("lea.md?x=1", "drafts/a/lea.md"),
        ("images/mon%20chat%C3%A9.jpg", "drafts/a/images/mon chaté.jpg"),
        ("images\\x.jpg", "drafts/a/images/x.jpg"),
        ("../../x.jpg", "x.jpg"),
        ("../../../x.jpg", "../x.jpg"),
        ("https://example.org/x.jpg", None),
        ("HTTP://example.org", None),
        ("mailto:zoe@example.org", None),
        ("//example.org/x.jpg", None),
        ("/about", None),
        ("#debut", None),
        ("", None),
        ("x%00.jpg", None),
    ],
)
def test_a_reference_becomes_a_path_in_the_workspace(reference: str, expected: str | None) -> None:
    assert workspace_path("drafts/a/zoe.md", reference) == expected


@pytest.mark.parametrize(("path", "key"), [("drafts/zoe.md", "zoe"), ("zoe", "zoe"), ("a\\b\\zoe.yml", "zoe")])
def test_the_key_of_a_path(path: str, key: str) -> None:
    assert key_of(path) == key
