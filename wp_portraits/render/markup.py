"""What a markup must be able to write: one method a construct, HTML in, HTML out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from wp_portraits.render.embeds import Embed
from wp_portraits.render.page import ShownPicture


class Figure(NamedTuple):
    """A picture of its own: ``alt`` is plain text, ``caption`` HTML, ``link`` a safe address or empty."""

    picture: ShownPicture
    alt: str
    caption: str = ""
    link: str = ""


class ListItem(NamedTuple):
    """One item of a list: its paragraphs (HTML), then its blocks in this markup. A tight item has one paragraph at most."""

    paragraphs: Sequence[str]
    blocks: Sequence[str]


class Table(NamedTuple):
    """``alignments``: ``""``, left, center or right for each column; cells are HTML."""

    alignments: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


class Markup(Protocol):
    """Writes blocks; every method answers one block, ready to be joined with others by :meth:`join`."""

    def join(self, blocks: Sequence[str]) -> str:
        """Blocks one after the other."""

    def paragraph(self, html: str) -> str:
        """A paragraph."""

    def heading(self, level: int, html: str) -> str:
        """A heading inside an answer."""

    def quote(self, blocks: Sequence[str]) -> str:
        """A quotation around blocks."""

    def items(self, start: int | None, items: Sequence[ListItem]) -> str:
        """A list; ``start`` None: unordered."""

    def code(self, language: str, text: str) -> str:
        """A code block; ``text`` is plain, ``language`` may be empty."""

    def table(self, table: Table) -> str:
        """A table."""

    def figure(self, figure: Figure) -> str:
        """A picture with its caption."""

    def embed(self, embed: Embed) -> str:
        """A player."""

    def html(self, html: str) -> str:
        """Sanitised raw HTML."""

    def separator(self) -> str:
        """A thematic break."""
