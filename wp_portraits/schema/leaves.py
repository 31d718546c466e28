"""The kinds of single values a draft or series file holds, made of the YAML tree's scalars.

A value is taken as written: ``tags: [2026]`` is the text "2026", ``lang: no`` is Norwegian.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from wp_portraits.drafts.yaml_tree import YamlList, YamlNode, YamlText
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.dates import read_date
from wp_portraits.schema.forms import TEXT, WEB, among, like
from wp_portraits.schema.kind import Leaf, Many, Unfit
from wp_portraits.schema.slugs import readable_key, readable_slug, slugify

_BLANKS = re.compile(r"[\t\r\n][ \t\r\n]*| [ \t\r\n]+")
"""Not a single space, which stays as it is: most texts have nothing else."""
KEY_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*")


def scalar(node: YamlNode) -> YamlText:
    """The scalar itself, for what is judged later, when more is known. Raises Unfit for a list, a mapping or an empty
    value, as every reader below.
    """
    if isinstance(node, YamlList):
        raise Unfit("F007", "“{name}” must be one text, not a list.", "Write one value, without brackets or dashes.")
    if not isinstance(node, YamlText):
        hint = "If its text has a colon in it, put all of it in double quotes."
        raise Unfit("F007", "“{name}” must be a text.", hint)
    if node.kind in ("empty", "refused") or not node.text.strip():
        raise Unfit("F007", "This entry is empty.", "Write something, or delete it.")
    return node


def text_of(node: YamlNode) -> str:
    """The scalar's text, trimmed."""
    return scalar(node).text.strip()


def one_line(text: str) -> str:
    """The text with each run of blanks and line ends as one space; no-break spaces stay."""
    return _BLANKS.sub(" ", text)


def _line(node: YamlNode) -> str:
    return one_line(text_of(node))


PROSE = Leaf(text_of, TEXT)
"""Any text, lines kept."""
LINE = Leaf(_line, TEXT)
"""A text on one line: line ends become spaces, no-break spaces stay."""


def _address(node: YamlNode) -> str:
    text = text_of(node)
    problem = address_problem(text)
    if problem is not None:
        raise Unfit("U001", problem.message, problem.hint)
    return text


ADDRESS = Leaf(_address, like(WEB, "https://example.org/page"))


def _key(node: YamlNode) -> str:
    text = text_of(node)
    if not KEY_PATTERN.fullmatch(text):
        raise Unfit("K003", *malformed_key(text))
    return text


def malformed_key(text: str, what: str = "“{name}”") -> tuple[str, str]:
    """Message and hint for a key that is not lowercase letters, digits and single hyphens."""
    wanted = readable_key(text)
    hint = f"Write {wanted}." if wanted else "Write something like camille-roy."
    return f"{what} may have lowercase letters, digits and single hyphens only.", hint


KEY = Leaf(_key, like(KEY_PATTERN.pattern, "camille-roy"))


def _slug(node: YamlNode) -> str:
    text = text_of(node)
    slug = slugify(text)
    if text not in (slug, readable_slug(text)):
        hint = f"Write {readable_slug(text)}." if slug else "Write something like camille-roy."
        raise Unfit("K003", "WordPress would not keep this slug as it is written.", hint)
    if not slug:
        raise Unfit("K003", "The slug is empty.", "Write something like camille-roy, or delete the key.")
    return slug


SLUG = Leaf(_slug, like(r"""[^\sA-Z./?#&<>"']+""", "camille-roy"))
"""A slug WordPress keeps unchanged; other scripts may be written plainly and come out percent-encoded."""


def _lang(node: YamlNode) -> str:
    text = text_of(node)
    if not _LANG.fullmatch(text):
        guess = text.replace("_", "-").split(".")[0]
        hint = (
            f"Write {_canonical(guess)}." if _LANG.fullmatch(guess) else "Write a language tag such as fr-CA, fr or en."
        )
        raise Unfit("F007", f"“{text}” is not a language tag.", hint)
    return _canonical(text)


def _canonical(tag: str) -> str:
    """A language tag in its usual letter case: fr-CA, zh-Hant."""
    first, *rest = tag.split("-")
    return "-".join(
        [
            first.lower(),
            *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest),
        ]
    )


LANG = Leaf(_lang, {**like(_LANG.pattern, "fr-CA", "en"), "type": ["string", "boolean"]})
"""A BCP 47 tag, language–script–region–variant, its letter case made usual."""


def _when(node: YamlNode) -> datetime:
    return read_date(text_of(node))


_DAY = r"\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])"
_TIME = r"(?:[Tt]|[ \t]+)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
_DATE = {**like(f"{_DAY}(?:{_TIME})?", "2026-11-20 09:00", "2026-11-20"), "type": "string"}
WHEN = Leaf(_when, _DATE)


def _flag(node: YamlNode) -> bool:
    text = text_of(node).lower()
    if not isinstance(node, YamlText) or node.kind != "flag":
        raise Unfit("F007", "“{name}” must be true or false.", "Write true or false, without quotes.")
    return text in ("true", "yes", "on")


_FLAG_FORM = {
    "type": ["boolean", "string"],
    "pattern": "^(?:[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF)$",
    "patternErrorMessage": "Write true or false.",
}
FLAG = Leaf(_flag, _FLAG_FORM)
"""``true`` or ``false``; also ``yes``, ``no``, ``on`` and ``off``, which YAML 1.2 takes for texts."""


def count(least: int, most: int) -> Leaf[int]:
    """The kind of a whole number between two bounds, both included."""

    def read(node: YamlNode) -> int:
        text = text_of(node)
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise Unfit("F007", f"“{{name}}” must be a whole number from {least} to {most}.", "Write digits only.")
        return int(text)

    return Leaf(
        read, {"type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": r"^\s*[0-9]{1,9}\s*$"}
    )


def one_of(*choices: str) -> Leaf[Any]:
    """The kind of a word from a fixed list."""

    def read(node: YamlNode) -> str:
        text = text_of(node)
        if text not in choices:
            known = ", ".join(choices[:-1]) + " or " + choices[-1]
            raise Unfit("F007", f"“{{name}}” cannot be “{text}”.", f"Write {known}.")
        return text

    return Leaf(read, among(*choices))


STATUS = one_of("publish", "draft", "pending", "private")
COMMENTS = one_of("open", "closed")


SCALAR = Leaf(scalar, TEXT)

LINES = Many(LINE, "Write {name}: [{text}], or one line “- …” for each.")
"""A list of such texts."""
