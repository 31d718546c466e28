"""The kinds of single values a draft or series file holds, as pydantic types over the YAML tree's scalars.

A value is taken as written: ``tags: [2026]`` is the text "2026", ``lang: no`` is Norwegian. What does not fit raises a
PydanticCustomError whose type is the finding's code and whose context has the sentence, the hint and the place.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic_core import PydanticCustomError

from wp_portraits.drafts.yaml_tree import YamlList, YamlMap, YamlText
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.dates import DateProblem, read_date
from wp_portraits.schema.kind import TEXT, WEB, Kind, among, like
from wp_portraits.schema.slugs import readable_slug, slugify

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*")


def unfit(code: str, message: str, hint: str, node: Any = None) -> PydanticCustomError:
    """The error of a value that does not fit. ``{name}`` in the message becomes the key's name."""
    place = {"start": node.start, "end": node.end} if isinstance(node, YamlText | YamlList | YamlMap) else {}
    if isinstance(node, YamlText) and node.kind == "refused":
        code = "reported"
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint, **place})


def text_of(node: Any) -> str:
    """The scalar's text, trimmed; raises the error of a list, a mapping or an empty value."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        raise unfit("F007", "“{name}” must be one text, not a list.", "Write one value, without brackets or dashes.")
    if not isinstance(node, YamlText):
        raise unfit(
            "F007", "“{name}” must be a text.", "If its text has a colon in it, put all of it in double quotes."
        )
    if node.kind in ("empty", "refused") or not node.text.strip():
        raise unfit("F007", "This entry is empty.", "Write something, or delete it.", node)
    return node.text.strip()


def _line(node: Any) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text_of(node))


Text = Annotated[str, Kind(text_of, TEXT)]
"""Any text, lines kept."""
Line = Annotated[str, Kind(_line, TEXT)]
"""A text on one line: line ends become spaces, no-break spaces stay."""


def _address(node: Any) -> str:
    text = text_of(node)
    problem = address_problem(text)
    if problem is not None:
        raise unfit("U001", problem.message, problem.hint, node)
    return text


Address = Annotated[str, Kind(_address, like(WEB, "https://example.org/page"))]


def _key(node: Any) -> str:
    text = text_of(node)
    if not KEY.fullmatch(text):
        raise unfit("K003", *malformed_key(text), node)
    return text


def malformed_key(text: str, what: str = "“{name}”") -> tuple[str, str]:
    """Message and hint for a key that is not lowercase letters, digits and single hyphens."""
    wanted = re.sub(r"[^a-z0-9]+", "-", slugify(text)).strip("-")
    hint = f"Write {wanted}." if KEY.fullmatch(wanted) else "Write something like camille-roy."
    return f"{what} may have lowercase letters, digits and single hyphens only.", hint


Key = Annotated[str, Kind(_key, like(KEY.pattern, "camille-roy"))]


def _slug(node: Any) -> str:
    text = text_of(node)
    slug = slugify(text)
    if text not in (slug, readable_slug(text)):
        hint = f"Write {readable_slug(text)}." if slug else "Write something like camille-roy."
        raise unfit("K003", "WordPress would not keep this slug as it is written.", hint, node)
    if not slug:
        raise unfit("K003", "The slug is empty.", "Write something like camille-roy, or delete the key.", node)
    return slug


Slug = Annotated[str, Kind(_slug, like(r"""[^\sA-Z./?#&<>"']+""", "camille-roy"))]
"""A slug WordPress keeps unchanged; other scripts may be written plainly and come out percent-encoded."""


def _lang(node: Any) -> str:
    text = text_of(node)
    if not _LANG.fullmatch(text):
        guess = text.replace("_", "-").split(".")[0]
        hint = (
            f"Write {_canonical(guess)}." if _LANG.fullmatch(guess) else "Write a language tag such as fr-CA, fr or en."
        )
        raise unfit("F007", f"“{text}” is not a language tag.", hint, node)
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


Lang = Annotated[str, Kind(_lang, {**like(_LANG.pattern, "fr-CA", "en"), "type": ["string", "boolean"]})]
"""A BCP 47 tag, language–script–region–variant, its letter case made usual."""


def _when(node: Any) -> datetime:
    if isinstance(node, datetime):
        return node
    try:
        return read_date(text_of(node))
    except DateProblem as problem:
        raise unfit(problem.code, problem.message, problem.hint, node) from None


_DAY = r"\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])"
_TIME = r"(?:[Tt]|[ \t]+)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
_DATE = {**like(f"{_DAY}(?:{_TIME})?", "2026-11-20 09:00", "2026-11-20"), "type": "string"}
When = Annotated[datetime, Kind(_when, _DATE)]


def _flag(node: Any) -> bool:
    if isinstance(node, bool):
        return node
    text = text_of(node).lower()
    if not isinstance(node, YamlText) or node.kind != "flag":
        raise unfit("F007", "“{name}” must be true or false.", "Write true or false, without quotes.", node)
    return text in ("true", "yes", "on")


_FLAG = {
    "type": ["boolean", "string"],
    "pattern": "^(?:[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF)$",
    "patternErrorMessage": "Write true or false.",
}
Flag = Annotated[bool, Kind(_flag, _FLAG)]
"""``true`` or ``false``; also ``yes``, ``no``, ``on`` and ``off``, which YAML 1.2 takes for texts."""


def count(least: int, most: int) -> Kind:
    """The kind of a whole number between two bounds, both included."""

    def read(node: Any) -> int:
        if isinstance(node, int):
            return node
        text = text_of(node)
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise unfit(
                "F007", f"“{{name}}” must be a whole number from {least} to {most}.", "Write digits only.", node
            )
        return int(text)

    return Kind(
        read, {"type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": r"^\s*[0-9]{1,9}\s*$"}
    )


def one_of(*choices: str) -> Kind:
    """The kind of a word from a fixed list."""

    def read(node: Any) -> str:
        text = text_of(node)
        if text not in choices:
            known = ", ".join(choices[:-1]) + " or " + choices[-1]
            raise unfit("F007", f"“{{name}}” cannot be “{text}”.", f"Write {known}.", node)
        return text

    return Kind(read, among(*choices))


StatusWord = Annotated[
    Literal["publish", "draft", "pending", "private"], one_of("publish", "draft", "pending", "private")
]
CommentsWord = Annotated[Literal["open", "closed"], one_of("open", "closed")]


def scalar(node: Any) -> YamlText:
    """The scalar itself, for what is judged later, when more is known; raises as :func:`text_of`."""
    text_of(node)
    return node if isinstance(node, YamlText) else YamlText(str(node), "text", 0, 0)


Scalar = Annotated[YamlText, Kind(scalar, TEXT)]
