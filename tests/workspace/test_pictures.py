from pathlib import Path

import pytest
from PIL import Image

from wp_portraits.workspace.pictures import look_at


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


def _with_place(*keys: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif.get_ifd(0x8825).update({key: (46.0, 48.0, 50.0) if key in (2, 4) else "N" for key in keys})
    return exif


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
@pytest.mark.parametrize(("keys", "located"), [((1, 2, 3, 4), True), ((1, 3), False), ((), False)])
def test_a_place_in_the_metadata_is_noticed(tmp_path: Path, ending: str, keys: tuple[int, ...], located: bool) -> None:
    path = tmp_path / f"a.{ending}"
    Image.new("RGB", (4, 4)).save(path, exif=_with_place(*keys))
    seen = look_at(path, "a")
    assert seen is not None
    assert (seen.problem, seen.located) == ("", located)


@pytest.mark.parametrize("ending", ["jpg", "webp"])
def test_a_place_in_xmp_is_noticed(tmp_path: Path, ending: str) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="46,48.8N"/></x:xmpmeta>'
    Image.new("RGB", (4, 4)).save(tmp_path / f"a.{ending}", xmp=xmp)
    seen = look_at(tmp_path / f"a.{ending}", "a")
    assert seen is not None
    assert seen.located


def test_damaged_metadata_make_no_damaged_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (4, 4)).save(path, exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x88\x25\xff\xff\xff\xff\xff\xff\xff\xff")
    seen = look_at(path, "a")
    assert seen is not None
    assert (seen.problem, seen.located) == ("", False)
