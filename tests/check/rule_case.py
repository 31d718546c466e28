"""The cases of the rules, as ``cases/FAMILY.yml`` writes them.

One file a page of ``docs/rules``; in it, for each code, drafts that ``fail`` and drafts that ``pass``::

    Q002:
      fail:
        - series: {questions: [{id: bref, text: Bref ?, max_chars: 3}]}
          body: |
            ## Bref?

            Long.
          found: [Q002 5:1]
      pass:
        - body: …

A draft is written whole (``draft``) or in parts: ``name`` of the person, ``front`` (further lines of the front matter; the
first stands on line 4), ``body``. Around it, where the rule looks there: ``path``, ``series`` (the keys of its series
file, or that file's text), ``others`` (path → parts, or whole text), ``pictures`` (path → what is known of it), ``files``,
``now``, ``encoding``, ``answers`` (address of the web → what became of asking it; a list is the redirects, each ``status
address``). ``series_file`` in the place of a draft is a series file to be read.

``found`` has every finding of the family's codes, in order. ``fixed`` has the parts that are different once the edits of
these findings are made. A draft that passes has no finding of the code; what other families say of a draft is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.check.conftest import SERIES
from tests.neighbours import surroundings_of
from wp_portraits.check.rules import verdict
from wp_portraits.check.silencing import unsilenced
from wp_portraits.check.web_links import findings_of_answers
from wp_portraits.check.web_places import web_places
from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.drafts.parsing import parse_draft
from wp_portraits.model.link import Fate, Hop, LinkAnswer
from wp_portraits.model.picture import Picture
from wp_portraits.model.series import Series
from wp_portraits.schema.front_reading import series_name
from wp_portraits.schema.portrait_reading import read_portrait
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.series_reading import read_series

CASES = Path(__file__).parent / "cases"
PATH, SERIES_PATH = "drafts/camille-roy.md", "drafts/series/s.yml"
_BODY = "## Comment as-tu commencé?\n\nPar hasard.\n"
_PARTS = ("draft", "series_file", "name", "front", "body")
_AROUND = ("path", "series", "others", "pictures", "files", "now", "encoding", "answers")
_KEYS = frozenset((*_PARTS, *_AROUND, "found", "fixed"))


@dataclass(frozen=True)
class Case:
    """A draft, what stands around it, and what is to be found in it; see above."""

    family: str
    code: str
    fails: bool
    number: int
    told: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.code}-{'fail' if self.fails else 'pass'}-{self.number}"

    @property
    def found(self) -> list[str]:
        return list(self.told.get("found", ()))

    def fixed(self) -> str | None:
        """The text once every edit is made, None for a case that says nothing of it."""
        return None if "fixed" not in self.told else text_of({**self.told, **self.told["fixed"]})


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.yml")):
        for code, groups in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            assert set(groups) <= {"fail", "pass"}, f"{path.name}: {code} has {sorted(groups)}"
            for group, written in groups.items():
                for number, told in enumerate(written, 1):
                    assert set(told) <= _KEYS, f"{path.name}: {code} {group} {number} has {sorted(set(told) - _KEYS)}"
                    yield Case(path.stem, code, group == "fail", number, told)


def text_of(parts: Mapping[str, Any] | str, otherwise: str = "Camille Roy") -> str:
    """A draft's (or series file's) text from its parts."""
    if isinstance(parts, str):
        return parts
    whole = parts.get("draft", parts.get("series_file"))
    if whole is not None:
        return str(whole)
    front = parts.get("front", "")
    front = front if not front or front.endswith("\n") else f"{front}\n"
    name = parts.get("name", otherwise)
    return f"---\nseries: s\nperson: {{name: {name}}}\n{front}---\n{parts.get('body', _BODY)}"


def findings_of(told: Mapping[str, Any], text: str) -> tuple[Diagnostic, ...]:
    """Everything that is found in ``text`` with these surroundings."""
    raw = text.encode(told.get("encoding", "utf-8"))
    if "series_file" in told:
        return read_series(SERIES_PATH, raw)[1]
    known: dict[str, Series | None] = {"s": read_series(SERIES_PATH, _series(told.get("series")).encode())[0]}
    reads = [_read(told.get("path", PATH), raw, known)]
    for path, parts in told.get("others", {}).items():
        reads.append(_read(path, text_of(parts, Path(path).stem.replace("-", " ").title()).encode(), known))
    pictures = {path: Picture(path, **(looks or {})) for path, looks in told.get("pictures", {}).items()}
    surroundings = surroundings_of(reads, pictures, told.get("now"), files=told.get("files", ()))
    answers = {url: _answer(**looks) for url, looks in told.get("answers", {}).items()}
    asked = findings_of_answers(web_places(reads[0], {SERIES_PATH: _series(told.get("series"))}), answers)
    return (*verdict(reads[0], surroundings), *unsilenced(reads[0], asked))


def _answer(fate: str = "alive", reason: str = "so", status: int | None = None, hops: Sequence[str] = ()) -> LinkAnswer:
    followed = (hop.split(" ") for hop in hops)
    return LinkAnswer(Fate(fate), reason, status, tuple(Hop(int(number), url) for number, url in followed))


def _series(told: Mapping[str, Any] | str | None) -> str:
    if told is None:
        return SERIES
    return told if isinstance(told, str) else yaml.safe_dump({"name": "Portrait", **told}, allow_unicode=True)


def _read(path: str, raw: bytes, known: Mapping[str, Series | None]) -> ReadDraft:
    draft = parse_draft(path, raw)
    return read_portrait(draft, known.get(series_name(draft) or ""), known_series=known)


def edited(text: str, found: tuple[Diagnostic, ...]) -> str:
    """The text with the edits of all these findings made."""
    for edit in sorted({edit for each in found for edit in each.fix}, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
