from pathlib import Path

import pytest
from PIL import Image

from wp_portraits.workspace import look_at


@pytest.mark.parametrize(("name", "mime"), [("a.png", "image/png"), ("a.jpg", "image/jpeg"), ("a.webp", "image/webp")])
def test_a_picture_is_recognised_by_its_bytes(tmp_path: Path, name: str, mime: str) -> None:
    path = tmp_path / name
    Image.new("RGB", (40, 30)).save(path)
    renamed = path.rename(tmp_path / "any.name")
    seen = look_at(renamed, "drafts/images/any.name")
    assert seen is not None
    assert (seen.mime, seen.width, seen.height, seen.problem) == (mime, 40, 30, "")
    assert len(seen.digest) == 64


def test_what_is_no_picture_says_why(tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("bonjour", encoding="utf-8")
    (tmp_path / "empty.png").touch()
    Image.new("RGB", (200, 200), "red").save(tmp_path / "whole.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:60])
    Image.new("RGB", (4, 4)).save(tmp_path / "old.bmp")
    problems = {name: look_at(tmp_path / name, name) for name in ("text.jpg", "empty.png", "cut.png", "old.bmp")}
    assert {name: seen.problem for name, seen in problems.items() if seen} == {
        "text.jpg": "it is not a picture, whatever its name says",
        "empty.png": "it is empty",
        "cut.png": "the picture is damaged",
        "old.bmp": "WordPress does not take BMP pictures everywhere",
    }
    assert look_at(tmp_path / "none.png", "none.png") is None
