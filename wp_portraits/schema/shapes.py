"""The shape of a draft's front matter: its keys, which are required, what each holds."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from wp_portraits.drafts.yaml_tree import YamlText
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.kind import TEXT, Json, Kind, among, or_short
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
    scalar,
    text_of,
    unfit,
)
from wp_portraits.schema.network_entries import ABOUT, LINK, NETWORK, follow_entry
from wp_portraits.schema.networks import network_of_address


class Shape(BaseModel):
    """A mapping with fixed keys. A key without a value counts as absent."""

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True, arbitrary_types_allowed=True)

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

    name: Line = Field(description="Whom the portrait shows.", examples=["Camille Roy"])
    role: Line = Field(default="", description="What the person does.")
    organization: Line = Field(default="", description="Where the person works.")


class PhotoShape(Shape):
    """``photo``: a picture file beside the draft."""

    file: Line = Field(description="The picture, seen from the draft.", examples=["images/camille-roy.jpg"])
    alt: Line = Field(default="", description="What the picture shows, for those who do not see it.")
    credit: Line = Field(default="", description="Who took it.")


def _photo(node: Any) -> Any:
    return {"file": node} if isinstance(node, YamlText) else node


class FollowShape(Shape):
    """One entry of ``follow``; judged by :mod:`wp_portraits.schema.follow`, which needs the places."""

    network: Annotated[YamlText, Kind(scalar, NETWORK)] = Field(description=ABOUT["network"])
    url: Annotated[YamlText, Kind(scalar, LINK)] | None = Field(default=None, description=ABOUT["url"])
    handle: Scalar | None = Field(default=None, description=ABOUT["handle"])
    label: Line = Field(default="", description=ABOUT["label"])
    note: Line = Field(default="", description=ABOUT["note"])


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

    title: Line = Field(description="The text's title.", examples=["Écrire pour le Web"])
    url: Address = Field(description="Where it is, with https://.")
    lang: Lang | None = Field(default=None, description="Its language, where that is not the portrait's.")


class RelatedShape(Shape):
    """``related``: a word or a list of keys."""

    mode: Literal["auto", "list", "none"]
    keys: tuple[Line, ...] = ()


_RELATED: Json = {"anyOf": [among("auto", "none"), {"type": "array", "items": TEXT}]}


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


Lines = Annotated[tuple[Line, ...], Kind(_texts, dict)]


class DraftShape(Shape):
    """The front matter."""

    series: Line = Field(
        description="Which series: the name of a file in drafts/series, without .yml.", examples=["portraits"]
    )
    person: PersonShape = Field(description="Whom the portrait shows.")
    photo: Annotated[PhotoShape, Kind(_photo, or_short(TEXT))] | None = Field(
        default=None, description="A picture file beside the draft: its path, or its path with more about it."
    )
    follow: tuple[Annotated[FollowShape, Kind(_follow, follow_entry)], ...] = Field(
        default=(), description="Where the person can be followed, in order."
    )
    reading: tuple[ReadingShape, ...] = Field(default=(), description="The reading list, in order.")
    related: Annotated[RelatedShape, Kind(_related, _RELATED)] | None = Field(
        default=None, description="The related portraits: auto, none, or a list of keys."
    )
    tags: Lines = Field(default=(), description="The post's tags.", examples=[["santé", "relations publiques"]])
    categories: Lines = Field(default=(), description="The post's categories, beside those of its series.")
    date: When | None = Field(
        default=None, description="When it appears, in the site's time zone; a day to come schedules the post."
    )
    status: StatusWord = Field(default="publish", description="What the post becomes on the site.")
    excerpt: Text = Field(default="", description="The post's excerpt.")
    title: Line | None = Field(default=None, description="The post's title, instead of the series' pattern.")
    slug: Slug | None = Field(
        default=None, description="The last part of the post's address; without it, made from the title."
    )
    id: Key | None = Field(
        default=None, description="The portrait's permanent key; without it, the name of the file. Never change it."
    )
    lang: Lang | None = Field(default=None, description="The portrait's language, where it is not the series'.")
    comments: CommentsWord | None = Field(
        default=None, description="Whether readers may comment; without it, as the series says."
    )
    author: Line | None = Field(default=None, description="The user name of the post's author on the site.")
