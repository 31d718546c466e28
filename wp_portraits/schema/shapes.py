"""The shape of a draft's front matter: its keys, which are required, what each holds."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from wp_portraits.diagnostics.spelling import near
from wp_portraits.drafts.yaml_tree import YamlEntry, YamlList, YamlMap, YamlNode, YamlText
from wp_portraits.model.portrait import RelatedChoice, Status
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.forms import TEXT, Json, among
from wp_portraits.schema.kind import Leaf, Many, Reading, Unfit, is_empty, is_refused
from wp_portraits.schema.leaves import (
    ADDRESS,
    COMMENTS,
    KEY,
    LANG,
    LINE,
    LINES,
    PROSE,
    SCALAR,
    SLUG,
    STATUS,
    WHEN,
    scalar,
    text_of,
)
from wp_portraits.schema.network_entries import ABOUT, LINK, NETWORK, short_entries
from wp_portraits.schema.networks import network_named, network_of_address
from wp_portraits.schema.shape import NOTHING, Shape, key, mapping


class PersonShape(Shape):
    """``person``: whom the portrait shows."""

    name: str = key(LINE, "Whom the portrait shows.", examples=["Camille Roy"], blank="")
    role: str = key(LINE, "What the person does.", default="")
    organization: str = key(LINE, "Where the person works.", default="")


class PhotoShape(Shape):
    """``photo``: a picture file beside the draft, or more about it."""

    file: str = key(LINE, "The picture, seen from the draft.", examples=["images/camille-roy.jpg"])
    alt: str = key(LINE, "What the picture shows, for those who do not see it.", default="")
    credit: str = key(LINE, "Who took it.", default="")

    @classmethod
    def short(cls, node: YamlNode) -> YamlMap:
        """A text is the file."""
        return mapping(file=node) if isinstance(node, YamlText) else NOTHING

    @classmethod
    def short_forms(cls) -> list[Json]:
        """A text."""
        return [dict(TEXT)]


class FollowShape(Shape):
    """One entry of ``follow``; judged by :mod:`wp_portraits.schema.follow`, which needs the places."""

    network: YamlText = key(Leaf(scalar, NETWORK), ABOUT["network"])
    url: YamlText | None = key(Leaf(scalar, LINK), ABOUT["url"], default=None)
    handle: YamlText | None = key(SCALAR, ABOUT["handle"], default=None)
    label: str = key(LINE, ABOUT["label"], default="")
    note: str = key(LINE, ABOUT["note"], default="")

    @classmethod
    def short(cls, node: YamlNode) -> YamlMap:
        """An address tells its network; so does a key that is none of these: ``mastodon: "@c@s.example"``."""
        if isinstance(node, YamlMap):
            return _said_by(node)
        if not isinstance(node, YamlText):
            return NOTHING
        if address_problem(text_of(node)) is not None:
            hint = 'Write the network and a colon before it: - mastodon: "@camille@social.example".'
            raise Unfit("F007", "This entry does not say which network it is about.", hint)
        return mapping(network=_network_of(node), url=node)

    @classmethod
    def short_forms(cls) -> list[Json]:
        """An address, or the network as a key."""
        return short_entries()


def _said_by(node: YamlMap) -> YamlMap:
    """What a mapping says without ``network``: its one unknown key is the network's name, with the handle or address
    as its value; or its address tells the network.
    """
    network, url = node.entry("network"), node.entry("url")
    strange = [entry for entry in node if entry.key not in FollowShape.keys]
    address = url.value if url is not None and isinstance(url.value, YamlText) and not is_empty(url.value) else None
    if network is None and len(strange) == 1 and not _mistyped(strange[0].key):
        value = strange[0].value
        if isinstance(value, YamlText):
            handle = address is not None or "://" not in value.text
            return mapping(network=_named(strange[0].key, value), **{"handle" if handle else "url": value})
    wrong = network is not None and (not isinstance(network.value, YamlText) or is_refused(network.value))
    if address is not None and (wrong or (network is None and not strange)):
        return mapping(network=_network_of(address))
    return NOTHING


def _network_of(address: YamlText) -> YamlText:
    return _named(network_of_address(address.text).id, address)


def _named(name: str, told_by: YamlText) -> YamlText:
    """A network's name, where what tells it stands; refused with it."""
    return YamlText(name, "refused" if told_by.kind == "refused" else "text", told_by.start, told_by.end)


def _mistyped(name: str) -> bool:
    """Whether a strange key looks like a known one with a slip: then it is no network's name."""
    return network_named(name) is None and near(name, FollowShape.keys, 0.75) is not None


class ReadingShape(Shape):
    """One entry of ``reading``."""

    title: str = key(LINE, "The text's title.", examples=["Écrire pour le Web"])
    url: str = key(ADDRESS, "Where it is, with https://.")
    lang: str | None = key(LANG, "Its language, where that is not the portrait's.", default=None)


class _Related:
    """The kind of ``related``: a word or a list of keys."""

    def read(self, node: YamlNode, under: YamlEntry, reading: Reading) -> RelatedChoice | None:
        """As :meth:`Kind.read`."""
        if isinstance(node, YamlList):
            keys = LINES.read(node, under, reading)
            return RelatedChoice("list", keys) if keys else RelatedChoice("none")
        return _RELATED_WORD.read(node, under, reading)

    def form(self) -> Json:
        """As :meth:`Kind.form`."""
        return {"anyOf": [among("auto", "none"), LINES.form()]}


def _related_word(node: YamlNode) -> RelatedChoice:
    text = text_of(node)
    if text in ("auto", "none"):
        return RelatedChoice("auto" if text == "auto" else "none")
    raise Unfit("F007", f"“{{name}}” cannot be “{text}”.", f"Write auto, none, or a list of keys: [{text}].")


_RELATED_WORD = Leaf(_related_word, {})


class DraftShape(Shape):
    """The front matter."""

    series: str = key(
        LINE, "Which series: the name of a file in drafts/series, without .yml.", examples=["portraits"], blank=""
    )
    person: PersonShape = key(PersonShape, "Whom the portrait shows.", blank=PersonShape())
    photo: PhotoShape | None = key(
        PhotoShape, "A picture file beside the draft: its path, or its path with more about it.", default=None
    )
    follow: tuple[FollowShape, ...] = key(Many(FollowShape), "Where the person can be followed, in order.", default=())
    reading: tuple[ReadingShape, ...] = key(Many(ReadingShape), "The reading list, in order.", default=())
    related: RelatedChoice | None = key(
        _Related(), "The related portraits: auto, none, or a list of keys.", default=None
    )
    tags: tuple[str, ...] = key(LINES, "The post's tags.", examples=[["santé", "relations publiques"]], default=())
    categories: tuple[str, ...] = key(LINES, "The post's categories, beside those of its series.", default=())
    date: datetime | None = key(
        WHEN, "When it appears, in the site's time zone; a day to come schedules the post.", default=None
    )
    status: Status = key(STATUS, "What the post becomes on the site.", default="publish")
    excerpt: str = key(PROSE, "The post's excerpt.", default="")
    title: str | None = key(LINE, "The post's title, instead of the series' pattern.", default=None)
    slug: str | None = key(SLUG, "The last part of the post's address; without it, made from the title.", default=None)
    id: str | None = key(
        KEY, "The portrait's permanent key; without it, the name of the file. Never change it.", default=None
    )
    lang: str | None = key(LANG, "The portrait's language, where it is not the series'.", default=None)
    comments: Literal["open", "closed"] | None = key(
        COMMENTS, "Whether readers may comment; without it, as the series says.", default=None
    )
    author: str | None = key(LINE, "The user name of the post's author on the site.", default=None)
