"""A small blog: a workspace whose drafts change between runs, and what each of them says by now."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from PIL import Image

SERIES = """\
name: Portrait
lang: fr-CA
title: "Portrait de gestionnaire : {{ person.name }}"
categories: [Portraits]
labels: {follow: "Pour suivre {{ person.name }}", related: Autres portraits, reading: Lecture}
related: {mode: auto, limit: 5}
questions:
  - {id: debut, text: "Comment as-tu commencé?", required: true}
  - {id: erreur, text: "Ta pire erreur?"}
minimum_answers: 1
"""

_FIRST = (
    "Camille",
    "Léa",
    "Nadia",
    "Dave",
    "Fiona",
    "Thùy Linh",
    "Jean-Philippe",
    "Zoé",
    "Aïcha",
    "Noël",
    "Maïa",
    "Élise",
)
_LAST = ("Roy", "Tremblay", "Benali", "Castonguay", "MacLeod", "Phạm", "Ouellet", "Côté")
_TAGS = ("santé", "relations publiques", "R&D", "radio", "musée", "l’écoute")


@dataclass(slots=True)
class Draft:
    """One draft. ``words``: what its answer says now; ``said``: what it said before. ``photo``: the picture's name."""

    key: str
    stem: str
    name: str
    words: str
    tags: tuple[str, ...]
    photo: str = ""
    links: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)

    def text(self, stems: dict[str, str]) -> str:
        """The file. ``stems``: key → file stem of the drafts it may link to."""
        linked = "".join(f" Comme [{key}]({stems[key]}.md)." for key in self.links if key in stems)
        photo = f"photo: {{file: images/{self.photo}, alt: {self.name}, credit: Atelier}}\n" if self.photo else ""
        return (
            f"---\nid: {self.key}\nseries: portrait\nperson: {{name: {self.name}, role: Responsable, organization: Coop}}\n"
            f"{photo}follow:\n  - {{network: blog, url: 'https://{self.stem}.example.org'}}\n"
            f"reading:\n  - {{title: Écrire pour le Web, url: 'https://example.org/ecrire'}}\n"
            f"related: auto\ntags: [{', '.join(self.tags)}]\ncategories: [Portraits]\n---\n"
            f"Rencontre avec {self.name}.\n\n## Comment as-tu commencé? {{#debut}}\n\n"
            f"Par hasard, un lundi : {self.words}.{linked}\n\n## Ta pire erreur?\n\nRépondre « demain » à tout le monde.\n"
        )


class Blog:
    """``drafts`` by key. Every change is drawn from ``rng`` and written to the folder at once."""

    def __init__(self, folder: Path, rng: Random) -> None:
        self.folder = folder
        self.drafts: dict[str, Draft] = {}
        self._rng = rng
        self._count = 0
        (folder / "drafts" / "series").mkdir(parents=True)
        (folder / "drafts" / "images").mkdir()
        (folder / "drafts" / "series" / "portrait.yml").write_text(SERIES, encoding="utf-8")
        for name in ("bleu.png", "vert.png"):
            self._paint(name)
        for _ in range(rng.randint(3, 5)):
            self.add()

    def add(self) -> str:
        """Write a new draft; its key."""
        names = {draft.name for draft in self.drafts.values()}
        name = next(one for one in iter(self._name, "") if one not in names)
        key = f"portrait-{self._number()}"
        tags = tuple(self._rng.sample(_TAGS, self._rng.randint(1, 3)))
        others = sorted(self.drafts)
        links = tuple(self._rng.sample(others, min(len(others), self._rng.randint(0, 2))))
        photo = self._rng.choice(["", "bleu.png", "vert.png"])
        self.drafts[key] = Draft(key, key, name, self._words(), tags, photo, links)
        self._write()
        return key

    def edit(self, key: str) -> None:
        """Its answer changes."""
        draft = self.drafts[key]
        draft.said.append(draft.words)
        draft.words = self._words()
        self._write()

    def rename(self, key: str) -> None:
        """Its file gets another name; the key in its front matter stays."""
        draft = self.drafts[key]
        (self.folder / "drafts" / f"{draft.stem}.md").unlink()
        draft.stem = f"fichier-{self._number()}"
        self._write()

    def retitle(self, key: str) -> None:
        """The person gets another name, and with it the post another title and address."""
        names = {draft.name for draft in self.drafts.values()}
        self.drafts[key].name = next(one for one in iter(self._name, "") if one not in names)
        self._write()

    def retag(self, key: str) -> None:
        """Its tags change: one is new to the site."""
        self.drafts[key].tags = (self._rng.choice(_TAGS), f"sujet {self._number()}")
        self._write()

    def repaint(self, key: str) -> None:
        """It gets a picture that the site does not have."""
        self.drafts[key].photo = f"image-{self._number()}.png"
        self._paint(self.drafts[key].photo)
        self._write()

    def lose_state(self) -> None:
        """Delete the local state, as a fresh clone has none."""
        shutil.rmtree(self.folder / ".wp-portraits", ignore_errors=True)

    def _write(self) -> None:
        stems = {draft.key: draft.stem for draft in self.drafts.values()}
        for draft in self.drafts.values():
            (self.folder / "drafts" / f"{draft.stem}.md").write_text(draft.text(stems), encoding="utf-8")

    def _paint(self, name: str) -> None:
        color = tuple(self._rng.randrange(256) for _ in range(3))
        Image.new("RGB", (24, 16), color).save(self.folder / "drafts" / "images" / name)

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _words(self) -> str:
        return f"jeton{self._number()}fin"

    def _name(self) -> str:
        return f"{self._rng.choice(_FIRST)} {self._rng.choice(_LAST)}"
