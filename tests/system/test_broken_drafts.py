"""Whatever is in a draft, ``check`` says what is wrong with it, in time, and never with a traceback."""

from __future__ import annotations

import json
import random
import shutil
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from wp_portraits.flows.reading import read_workspace
from wp_portraits.workspace.locate import locate

TEN_MISTAKES = """\
---
series: portrait-de-gestionnaire
person:
  nom: Camille Roy
photo: {file: images/absente.jpg, alt: Camille Roy}
follow:
  - {network: blog, url: "camille example org"}
reading:
  - {titel: Écrire pour le Web, url: https://example.org/ecrire}
related: [personne-inconnue]
date: 2026-02-30 09:00
slug: Pas Un Slug
---
Introduction.

## Comment as-tu commencé ?

## Décris ton travail en 140 caractères.

{long}

## Quelle est la couleur préférée de ton chat ?

Grise. Voir [un autre portrait](nulle-part.md).
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "drafts", tmp_path / "drafts")
    return tmp_path


def test_ten_mistakes_are_ten_findings_at_their_places(run: Run, workspace: Path) -> None:
    series = (workspace / "drafts" / "series" / "portrait-de-gestionnaire.yml").read_text(encoding="utf-8")
    assert "max_chars: 140" in series
    draft = workspace / "drafts" / "dix-erreurs.md"
    draft.write_text(TEN_MISTAKES.replace("{long}", "é" * 141), encoding="utf-8")
    ran = run("check", "drafts/dix-erreurs.md", "--format", "json")
    assert ran.code == 1
    assert ran.err == ""
    report = json.loads(ran.out)
    found = {(each["code"], each["line"], each["column"]) for each in report["diagnostics"]}
    expected = {
        ("F005", 4, 3),  # nom
        ("F006", 3, 1),  # person.name
        ("I001", 5, 15),  # the photo
        ("U001", 7, 26),  # the address
        ("F005", 9, 6),  # titel
        ("R002", 10, 11),  # personne-inconnue
        ("D001", 11, 7),  # 30 February
        ("K003", 12, 7),  # the slug
        ("Q006", 16, 1),  # no answer
        ("Q003", 22, 1),  # not a question of the series
        ("U004", 24, 13),  # the link
    }
    assert expected <= found, sorted(found)
    assert report["errors"] >= 10

    text = run("check", "drafts/dix-erreurs.md")
    assert text.code == 1
    assert "  - {titel: Écrire pour le Web" in text.out
    assert "title" in text.out
    assert "Traceback" not in text.out + text.err


def damaged(source: bytes, chance: random.Random) -> bytes:  # noqa: PLR0911 - a table of accidents
    """A draft after an accident."""
    lines = source.splitlines(keepends=True)
    accident = chance.randrange(10)
    if accident == 0:
        return source[: chance.randrange(len(source))]
    if accident == 1:
        chance.shuffle(lines)
        return b"".join(lines)
    if accident == 2:
        return chance.randbytes(chance.randrange(1, 5000))
    if accident == 3:
        spoilt = bytearray(source)
        for _ in range(50):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        return bytes(spoilt)
    if accident == 4:
        return source + b"\n\n" + chance.choice([b"texte ", b"> ", b"* ", b"[", b"*a", b"`", b"<b>"]) * 150_000
    if accident == 5:
        depth = chance.choice([50, 5000, 100_000])
        return b"---\nperson: " + b"[" * depth + b"]" * depth + b"\n---\n" + source
    if accident == 6:
        return b"---\n" + b"".join(b" " * level + b"a:\n" for level in range(400)) + b"---\n"
    if accident == 7:
        laughs = b"a0: &a0 [x, x]\n" + b"".join(
            b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 40)
        )
        return b"---\n" + laughs + b"---\n"
    if accident == 8:
        del lines[chance.randrange(len(lines)) : chance.randrange(len(lines))]
        return b"".join(lines).replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\x0b"]))
    return chance.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", "\u2028\u202e".encode()]) + source.replace(
        b": ", b":", 3
    )


def test_two_hundred_damaged_drafts(workspace: Path) -> None:
    chance = random.Random(20261122)
    sources = [path.read_bytes() for path in sorted((workspace / "drafts").rglob("*.md"))]
    draft = workspace / "drafts" / "abime.md"
    for _ in range(200):
        draft.write_bytes(damaged(chance.choice(sources), chance))
        begun = time.monotonic()
        reading = read_workspace(locate(workspace), ["drafts/abime.md"])
        assert time.monotonic() - begun < 2 + 1, "the draft alone has two seconds; its neighbours are read, too"
        for each in reading.diagnostics:
            assert each.message
            assert each.span.line >= 1
            assert each.span.column >= 1


@pytest.mark.parametrize("accident", range(10))
def test_the_command_survives_each_accident(run: Run, workspace: Path, accident: int) -> None:
    class Fixed(random.Random):
        def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
            return accident if (start, stop) == (10, None) else super().randrange(start, stop, step)

    source = (workspace / "drafts" / "camille-roy.md").read_bytes()
    (workspace / "drafts" / "abime.md").write_bytes(damaged(source, Fixed(accident)))
    ran = run("check", "drafts/abime.md")
    assert ran.code in (0, 1)
    assert ran.err == ""
    assert "Traceback" not in ran.out
