"""Invented interviews for the benchmarks: text-only portraits of about 19,000 characters that ``check`` accepts.

The same seed gives the same drafts. Each has 25 questions of the series' questionnaire, a reading list, tags as a
series has them (its field, its place, three subjects); one in four links to another portrait.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import phrases_fr as fr
import yaml
from PIL import Image

ROOT = Path(__file__).parent.parent.parent
SERIES = ROOT / "drafts" / "series" / "portrait-de-gestionnaire.yml"

QUESTIONS = 25
CHARACTERS = 19_000
PHOTOS = 20
_LATEST = datetime(2026, 11, 20, 9, 0)


@dataclass(frozen=True)
class Question:
    """A question of the series: what is asked, whether it must be answered, how long the answer may be."""

    id: str
    text: str
    required: bool
    max_chars: int | None


@dataclass(frozen=True)
class Interview:
    """One invented person's portrait, in parts, so that each contender can be given the file it wants."""

    key: str
    name: str
    role: str
    organization: str
    tags: tuple[str, ...]
    date: datetime
    excerpt: str
    reading: tuple[tuple[str, str, str], ...]
    body: str

    @property
    def title(self) -> str:
        """The title that the series gives the portrait."""
        return f"Portrait de gestionnaire : {self.name}"

    @property
    def slug(self) -> str:
        """The slug that follows from the title."""
        return f"portrait-de-gestionnaire-{self.key}"

    @property
    def blog(self) -> str:
        """The address of the person's own pages."""
        return f"https://{self.key}.example.org"

    @property
    def photo(self) -> str:
        """The path of the picture that stands for the person; people share a few."""
        return f"images/portrait-{sum(map(ord, self.key)) % PHOTOS}.png"


def interviews(count: int, seed: int = 2026) -> list[Interview]:
    """``count`` interviews with different people, the latest first."""
    people = [(first, last) for first in fr.FIRST_NAMES for last in fr.LAST_NAMES]
    chosen = random.Random(seed).sample(people, count)
    keys = [slugged(f"{first} {last}") for first, last in chosen]
    return [
        _Writer(random.Random(f"{seed} {key}"), keys).interview(number, key, f"{first} {last}")
        for number, (key, (first, last)) in enumerate(zip(keys, chosen, strict=True))
    ]


def slugged(text: str) -> str:
    """``text`` as a slug: the letters of these names, without accents."""
    plain = text.lower().translate(str.maketrans("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc"))
    return plain.replace(" ", "-").replace("’", "-")


def typeset(text: str) -> str:
    """French as it is printed in Québec: no-break spaces inside guillemets and before the colon."""
    return text.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" : ", "\u00a0: ")


def draft(interview: Interview, *, photo: bool = False) -> str:
    """The interview as a draft of wp-portraits."""
    front = {
        "series": "portrait-de-gestionnaire",
        "person": {"name": interview.name, "role": interview.role, "organization": interview.organization},
        **({"photo": {"file": interview.photo, "alt": f"{interview.name}, de face"}} if photo else {}),
        "follow": [{"network": "blog", "url": interview.blog}],
        "reading": [
            {"title": title, "url": url, **({} if lang == "fr" else {"lang": lang})}
            for title, url, lang in interview.reading
        ],
        "related": "auto",
        "tags": list(interview.tags),
        "categories": ["Portraits"],
        "date": interview.date.strftime("%Y-%m-%d %H:%M"),
        "status": "publish",
        "excerpt": interview.excerpt,
    }
    return with_front_matter(front, interview.body)


def with_front_matter(front: dict[str, object], body: str) -> str:
    """A Markdown file with YAML before it."""
    written = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{written}---\n{body}"


def write_workspace(folder: Path, found: Sequence[Interview], *, photos: bool = False) -> None:
    """A workspace of wp-portraits with these drafts, in a folder of its own; with ``photos``, each has one."""
    (folder / "drafts" / "series").mkdir(parents=True)
    (folder / "drafts" / "series" / SERIES.name).write_bytes(SERIES.read_bytes())
    for each in found:
        (folder / "drafts" / f"{each.key}.md").write_text(draft(each, photo=photos), encoding="utf-8")
    for each in found if photos else ():
        picture = folder / "drafts" / each.photo
        picture.parent.mkdir(exist_ok=True)
        if not picture.exists():
            Image.effect_noise((480, 320), 20 + len(each.photo)).save(picture)


def questionnaire() -> list[Question]:
    """The questions of the series."""
    told = yaml.safe_load(SERIES.read_text(encoding="utf-8"))["questions"]
    return [Question(one["id"], one["text"], one.get("required", False), one.get("max_chars")) for one in told]


class _Writer:
    """Writes one interview with one source of randomness."""

    def __init__(self, dice: random.Random, keys: Sequence[str]) -> None:
        self.dice = dice
        self.keys = keys
        self.place = dice.choice(fr.PLACES)
        _, organization, self.field = dice.choice(fr.TRADES)
        self.organization = organization.format(place=self.place)

    def interview(self, number: int, key: str, name: str) -> Interview:
        shared = self.dice.sample(fr.TAGS, 3)
        body = self.introduction(name) + "".join(self.answers(key))
        return Interview(
            key=key,
            name=name,
            role=self.dice.choice(fr.ROLES),
            organization=self.organization[0].upper() + self.organization[1:],
            tags=tuple(dict.fromkeys((self.field, *shared, self.place))),
            date=_LATEST - timedelta(days=number),
            excerpt=self.sentence(),
            reading=tuple(self.readings(key)),
            body=body,
        )

    def readings(self, key: str) -> Iterator[tuple[str, str, str]]:
        for title, lang in self.dice.sample(fr.READINGS, self.dice.randint(3, 6)):
            yield title, f"https://editions.example.org/{key}/{slugged(title.split()[0])}-{len(title)}", lang

    def introduction(self, name: str) -> str:
        return f"{name} travaille pour {self.organization}. {self.paragraph(3)}\n\n{self.paragraph(3)}\n"

    def answers(self, key: str) -> Iterator[str]:
        """The chosen questions, in the order of the questionnaire, each with its answer."""
        asked = questionnaire()
        optional = [question.id for question in asked if not question.required]
        left_out = set(self.dice.sample(optional, len(asked) - QUESTIONS))
        chosen = [question for question in asked if question.id not in left_out]
        linked = self.dice.choice(chosen[4:]).id if self.dice.random() < 0.25 and len(self.keys) > 1 else ""
        for question in chosen:
            yield f"\n## {question.text} {{#{question.id}}}\n\n"
            if question.max_chars:
                yield self.filled(self.dice.choice(fr.BRIEFS))[: question.max_chars] + "\n"
                continue
            yield self.answer()
            if question.id == linked:
                other = self.dice.choice([each for each in self.keys if each != key])
                yield f"\nLis aussi [ce portrait]({other}.md), tu vas comprendre pourquoi j’en parle.\n"

    def answer(self) -> str:
        """About as many characters as make the whole interview as long as it should be."""
        parts = [self.paragraph(3)]
        while sum(map(len, parts)) < CHARACTERS / QUESTIONS * 0.71:
            parts.append(self.dice.choices((self.paragraph, self.list, self.quote), (12, 2, 1))[0]())
        return "\n\n".join(parts) + "\n"

    def paragraph(self, sentences: int = 2) -> str:
        return self.wrapped(" ".join(self.sentence() for _ in range(sentences)))

    def list(self) -> str:
        mark = self.dice.choice(("- ", "1. "))
        return "\n".join(mark + self.filled(item) + ";" for item in self.dice.sample(fr.ITEMS, 4))

    def quote(self) -> str:
        return "> " + typeset(self.dice.choice(fr.QUOTES))

    def sentence(self) -> str:
        return self.filled(self.dice.choice(fr.SENTENCES))

    def filled(self, pattern: str) -> str:
        pick = self.dice.choice
        pattern = typeset(pattern)
        moment = pick(fr.MOMENTS)
        verb, verb2 = self.dice.sample(fr.VERBS, 2)
        return pattern.format(
            org=self.organization,
            place=self.place,
            person=pick(fr.PEOPLE),
            thing=pick(fr.THINGS),
            subject=pick(fr.SUBJECTS),
            moment=moment,
            Moment=moment[0].upper() + moment[1:],
            number=self.dice.randint(3, 60),
            verb=verb,
            verb2=verb2,
        )

    def wrapped(self, text: str) -> str:
        """Lines of 118 characters at most, as people write them, some words in bold or italics."""
        words = text.split(" ")
        if self.dice.random() < 0.3:
            spot = self.dice.randrange(1, len(words) - 1)
            if words[spot].isalpha():
                words[spot] = f"**{words[spot]}**"
        lines = [""]
        for word in words:
            if len(lines[-1]) + len(word) > 117:
                lines.append("")
            lines[-1] += (" " if lines[-1] else "") + word
        return "\n".join(lines)
