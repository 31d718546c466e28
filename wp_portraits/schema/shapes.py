"""The shape of a draft's front matter: its keys, which are required, what each holds."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from wp_portraits.drafts import YamlText
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.leaves import (
    Address,
    CommentsWord,
    Key,
    Lang,
    Line,
    Scalar,
    Slug,
    StatusWord,
    Text,
    When,
    text_of,
    unfit,
)
from wp_portraits.schema.networks import network_of_address


class Shape(BaseModel):
    """A mapping with fixed keys. A key without a value counts as absent."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, node: Any) -> Any:
        if not isinstance(node, dict):
            return node
        return {key: value for key, value in node.items() if key not in cls.model_fields or not _is_empty(value)}


def _is_empty(node: Any) -> bool:
    return isinstance(node, YamlText) and node.kind != "refused" and (node.kind == "empty" or not node.text.strip())


class PersonShape(Shape):
    """``person``: whom the portrait shows."""

    name: Line
    role: Line = ""
    organization: Line = ""


class PhotoShape(Shape):
    """``photo``: a picture file beside the draft."""

    file: Line
    alt: Line = ""
    credit: Line = ""


def _photo(node: Any) -> Any:
    return {"file": node} if isinstance(node, YamlText) else node


class FollowShape(Shape):
    """One entry of ``follow``; judged by :mod:`wp_portraits.schema.follow`, which needs the places."""

    network: Scalar
    url: Scalar | None = None
    handle: Scalar | None = None
    label: Line = ""
    note: Line = ""


def _follow(node: Any) -> Any:
    """Shorthands as the full form: ``mastodon: "@c@s.example"``, or an address alone."""
    if isinstance(node, YamlText):
        text = text_of(node)
        if address_problem(text) is not None:
            hint = 'Write the network and a colon before it: - mastodon: "@camille@social.example".'
            raise unfit("F007", "This entry does not say which network it is about.", hint, node)
        return {"network": YamlText(network_of_address(text).id, "text", node.start, node.end), "url": node}
    if not isinstance(node, dict) or "network" in node:
        return node
    return _follow_mapping(node)


def _follow_mapping(node: dict[str, Any]) -> dict[str, Any]:
    """A mapping without ``network``: its one unknown key is the network's name, its address tells the network, or
    nothing does.
    """
    others = {key: value for key, value in node.items() if key in FollowShape.model_fields}
    strange = [key for key in node if key not in others]
    if len(strange) == 1 and isinstance(node[strange[0]], YamlText) and not _mistyped(strange[0]):
        value = node[strange[0]]
        field = "url" if "://" in value.text and "url" not in others else "handle"
        network = YamlText(strange[0], "text", value.start, value.end)
        return {"network": network, field: value} | others
    url = others.get("url")
    if not strange and isinstance(url, YamlText) and not _is_empty(url):
        return {"network": YamlText(network_of_address(url.text).id, "text", url.start, url.end)} | others
    return node


def _mistyped(key: str) -> bool:
    """Whether a strange key looks like a known one with a slip: then it is no network's name."""
    return bool(get_close_matches(key, FollowShape.model_fields, n=1, cutoff=0.75))


class ReadingShape(Shape):
    """One entry of ``reading``."""

    title: Line
    url: Address
    lang: Lang | None = None


class RelatedShape(Shape):
    """``related``: a word or a list of keys."""

    mode: Literal["auto", "list", "none"]
    keys: tuple[Line, ...] = ()


def _related(node: Any) -> Any:
    if isinstance(node, list):
        return {"mode": "list" if node else "none", "keys": node}
    text = text_of(node)
    if text not in ("auto", "none"):
        raise unfit("F007", f"“{{name}}” cannot be “{text}”.", f"Write auto, none, or a list of keys: [{text}].", node)
    return {"mode": text}


def _texts(node: Any) -> Any:
    if isinstance(node, YamlText):
        hint = f"Write {{name}}: [{node.text}], or one line “- …” for each."
        raise unfit("F007", "“{name}” must be a list.", hint, node)
    return node


Lines = Annotated[tuple[Line, ...], BeforeValidator(_texts)]


class DraftShape(Shape):
    """The front matter."""

    series: Line
    person: PersonShape
    photo: Annotated[PhotoShape, BeforeValidator(_photo)] | None = None
    follow: tuple[Annotated[FollowShape, BeforeValidator(_follow)], ...] = ()
    reading: tuple[ReadingShape, ...] = ()
    related: Annotated[RelatedShape, BeforeValidator(_related)] | None = None
    tags: Lines = ()
    categories: Lines = ()
    date: When | None = None
    status: StatusWord = "publish"
    excerpt: Text = ""
    title: Line | None = None
    slug: Slug | None = None
    id: Key | None = None
    lang: Lang | None = None
    comments: CommentsWord | None = None
    author: Line | None = None
