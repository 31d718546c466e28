"""Drafts nobody would write: the sample drafts with things done to them, and heaps of Markdown, YAML and Unicode.

Every draft is drawn from its seed.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

DRAFTS = Path(__file__).parents[2] / "drafts"
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted(DRAFTS.rglob("[!_]*.md"))]
SERIES = (DRAFTS / "series" / "portrait-de-gestionnaire.yml").read_text(encoding="utf-8")

_TYPED = str.maketrans({"’": "'", "\u00a0": " ", "…": "...", "«": '"', "»": '"'})
PIECES = (
    *(
        "l'eau",
        " : ",
        ": ",
        " ?",
        "?",
        " !",
        ";",
        " ;",
        "«",
        "»",
        "« ",
        " »",
        '"',
        "'",
        "...",
        "  ",
        "\t",
        " \n",
        "  \n",
        "50%",
        "3 $",
    ),
    *(
        "9 h 30",
        "4 300",
        "*",
        "**",
        "_",
        "`",
        "``",
        "~~",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "<b>",
        "</b>",
        "&nbsp;",
        "&laquo;",
        "\\",
    ),
    *(
        "https://example.org/l'a",
        "<https://a.example>",
        "a@example.org",
        "@camille",
        "{{ x }}",
        "{#a}",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
    ),
    *(
        "- ",
        "1. ",
        "> ",
        "    ",
        "# ",
        "## ",
        "## Où ?\n\n",
        "```\n",
        "~~~",
        "---\n",
        "***\n",
        "===\n",
        "| a | b |\n|---|--:|\n| c: | d ! |\n",
    ),
    *(
        "<!-- ",
        "-->",
        "<!-- wp-portraits: ignore T005 -->\n",
        '<span lang="en">',
        "</span>",
        "<pre>",
        "</pre>",
        "[a]: /b 'c : d'\n",
        "[a]",
    ),
    *(
        "é",
        "e\u0301",
        "\u202f",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\x00",
        "\x1b",
        "\u2028",
        "\ue000",
        "👩🏽\u200d💻",
        "ﷺ",
        "漢字",
        "ـ",
    ),
    *(
        "the ",
        "and ",
        "le ",
        "word ",
        "mot ",
        "un ",
        "12",
        "http://x.com/a",
        "www.example.org",
        ":-)",
        ":smile:",
        "Note: ",
    ),
)
_FRONT = (
    *(
        "lang: fr\n",
        "lang: en\n",
        "lang: fr-CH\n",
        "tags: [",
        "tags: [a]\n",
        "date: 2026-02-30\n",
        "follow:\n  - x: @camille\n",
        "? a\n",
    ),
    *(
        "follow: [{mastodon: c@example.org}]\n",
        "excerpt: l'eau : là\n",
        "excerpt: |\n  a  \n",
        "id: é\n",
        "title: &a x\n",
        "a: *a\n",
        "\t",
    ),
    *(
        "# wp-portraits: ignore T003\n",
        "reading:\n  - {title: a, url: http://youtube.com}\n",
        "photo: {file: ../x}\n",
        "...\n",
        "---\n",
    ),
)


def draft(seed: int) -> bytes:
    """One draft; about a third are sample drafts with so little done to them that they stay valid."""
    chance = random.Random(seed)
    text = chance.choice((_touched, _touched, _mangled, _heap))(chance)
    named = re.sub(
        r"^(  name: .*)$",
        rf"\1 {seed}",
        re.sub(r"^(?:slug|id): .*\n", "", text, flags=re.MULTILINE),
        count=1,
        flags=re.MULTILINE,
    )
    raw = chance.choice((named, named, named, named.replace("\n", "\r\n"), f"\ufeff{named}")).encode("utf-8", "replace")
    if chance.random() < 0.02:
        place = chance.randrange(len(raw) + 1)
        raw = raw[:place] + bytes([chance.randrange(256)]) + raw[place:]
    return raw


def series(seed: int) -> str:
    """The sample series with some of its bytes moved, repeated or gone."""
    return _mutated(random.Random(seed), SERIES, 2)


def _touched(chance: random.Random) -> str:
    """A sample draft as typed on a keyboard, with a few pieces put into its text."""
    front, body = chance.choice(SAMPLES).split("\n---\n", 1)
    lines = (body if chance.random() < 0.4 else body.translate(_TYPED)).split("\n")
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(lines))
        if not lines[place].startswith("#"):
            at = chance.randrange(len(lines[place]) + 1)
            lines[place] = lines[place][:at] + chance.choice(PIECES) + lines[place][at:]
    return f"{front}\n---\n" + "\n".join(lines)


def _mangled(chance: random.Random) -> str:
    return _mutated(chance, chance.choice(SAMPLES), chance.randrange(1, 30))


def _mutated(chance: random.Random, text: str, times: int) -> str:
    for _ in range(times):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + int(chance.expovariate(1 / 40)))
        piece = chance.choice(("", text[start:end] * 2, chance.choice(PIECES), chance.choice(_FRONT), _signs(chance)))
        text = text[:start] + piece + text[end:]
    return text[: chance.randrange(len(text) + 1)] if chance.random() < 0.1 else text


def _heap(chance: random.Random) -> str:
    """Front matter that may be cut off, and pieces in any order; now and then one of them very often."""
    front = "---\nseries: portrait-de-gestionnaire\nperson:\n  name: Zoé\n" + "".join(
        chance.choices(_FRONT, k=chance.randrange(4))
    )
    pieces = chance.choices(PIECES, k=chance.randrange(400))
    if chance.random() < 0.2:
        pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(PIECES) * chance.randrange(5000))
    return front + chance.choice(("---\n", "---\n", "---\n", "")) + "".join(pieces) + _signs(chance)


def _signs(chance: random.Random) -> str:
    """Characters from all over Unicode, surrogates apart."""
    return "".join(
        chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000))))
        for _ in range(chance.randrange(6))
    )
