"""Block-level Markdown → blocks, in either markup."""

from __future__ import annotations

from collections.abc import Iterator

from wp_portraits.model.markdown import Event, Fragment, Kind
from wp_portraits.render.embeds import Embed, embed
from wp_portraits.render.escape import escape_text
from wp_portraits.render.inline import Inline
from wp_portraits.render.markup import Figure, ListItem, Markup, Table
from wp_portraits.render.tree import Child, Node, grow, is_inline, plain_text

_TEXT, _SOFT_BREAK = Kind.TEXT, Kind.SOFT_BREAK  # looking a member up in its enumeration takes longer than comparing
_TOP = 3
"""The highest level of a heading inside an answer: level 2 is the question's."""
_LOWEST = 6
_SIDES = frozenset(("left", "center", "right"))


class Body:
    """Renders the blocks of one draft."""

    def __init__(self, markup: Markup, inline: Inline) -> None:
        self._markup = markup
        self._inline = inline
        self._writers = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "block_quote": self._quote,
            "code_block": self._code,
            "html_block": self._html,
            "list": self._list,
            "table": self._table,
        }

    def html(self, fragment: Fragment) -> str:
        """The blocks of a fragment, joined; ``""`` when there is nothing to show."""
        return self._markup.join(self._blocks(grow(fragment)))

    def heading_html(self, fragment: Fragment) -> str:
        """A question's wording: inline HTML."""
        return self._inline.html(grow(fragment), mentions=False)

    def _blocks(self, children: list[Child]) -> list[str]:
        """One or more blocks a child, none for what shows nothing; loose running text becomes paragraphs."""
        blocks: list[str] = []
        for run in _runs(children):
            blocks += self._text(run) if is_inline(run[0]) else self._block(run[0])
        return blocks

    def _block(self, child: Child) -> list[str]:
        if isinstance(child, Event):
            return [self._markup.separator()]
        write = self._writers.get(child.tag)
        return write(child) if write else []

    def _paragraph(self, node: Node) -> list[str]:
        return self._text(node.children)

    def _text(self, children: list[Child]) -> list[str]:
        """A paragraph, the pictures it consists of, or the player its only address stands for."""
        pictures = _pictures(children)
        if pictures:
            return [block for each in pictures if (block := self._picture(*each))]
        player = _player(children)
        if player:
            return [self._markup.embed(player)]
        html = self._inline.html(children)
        return [self._markup.paragraph(html)] if html else []

    def _picture(self, node: Node, link: str) -> str:
        picture = self._inline.picture(node)
        if picture is None:
            return ""
        caption = self._inline.in_language(escape_text(node.value[1]))
        return self._markup.figure(
            Figure(picture, plain_text(node.children), caption, self._inline.places.link(link) if link else "")
        )

    def _heading(self, node: Node) -> list[str]:
        html = self._inline.html(node.children, mentions=False)
        level = min(max(node.value[0], _TOP), _LOWEST)
        return [self._markup.heading(level, html)] if html else []

    def _quote(self, node: Node) -> list[str]:
        blocks = self._blocks(node.children)
        return [self._markup.quote(blocks)] if blocks else []

    def _code(self, node: Node) -> list[str]:
        text = "".join([child.value for child in node.children if isinstance(child, Event)])
        return [self._markup.code(node.value or "", text.removesuffix("\n"))]

    def _html(self, node: Node) -> list[str]:
        source = "".join([child.value for child in node.children if isinstance(child, Event)])
        html = self._inline.sanitiser.block(source)
        return [self._markup.html(html)] if html else []

    def _list(self, node: Node) -> list[str]:
        items = [self._item(child) for child in node.children if isinstance(child, Node)]
        return [self._markup.items(node.value, items)] if items else []

    def _item(self, node: Node) -> ListItem:
        """The paragraphs an item begins with, then everything else as blocks."""
        paragraphs: list[str] = []
        rest: list[Child] = []
        for run in _runs(node.children):
            first = run[0]
            text = run if is_inline(first) else first.children if isinstance(first, Node) and _is_text(first) else None
            if text is None or rest:
                rest += run
            elif html := self._inline.html(text):
                paragraphs.append(html)
        return ListItem(paragraphs, self._blocks(rest))

    def _table(self, node: Node) -> list[str]:
        rows = [[self._inline.html(cell.children) for cell in _nodes(row)] for row in _nodes(node)]
        sides = [side if side in _SIDES else "" for side in node.value]
        return [self._markup.table(Table(sides, rows[0], rows[1:]))] if rows else []


def _runs(children: list[Child]) -> Iterator[list[Child]]:
    """Running text that stands together, and each block by itself."""
    run: list[Child] = []
    for child in children:
        if is_inline(child):
            run.append(child)
            continue
        if run:
            yield run
            run = []
        yield [child]
    if run:
        yield run


def _nodes(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


def _is_text(child: Child) -> bool:
    """Whether a child is a paragraph with words in it (not one of pictures)."""
    return isinstance(child, Node) and child.tag == "paragraph" and not _pictures(child.children)


def _pictures(children: list[Child]) -> list[tuple[Node, str]]:
    """The pictures running text consists of, each with the address it links to; empty when it has anything else in it."""
    found: list[tuple[Node, str]] = []
    for child in children:
        if isinstance(child, Event):
            if child.kind is _SOFT_BREAK or (child.kind is _TEXT and not child.value.strip()):
                continue
            return []
        if child.tag == "image":
            found.append((child, ""))
        elif child.tag == "link" and len(inside := _pictures(child.children)) == 1:
            found.append((inside[0][0], child.value[0]))
        else:
            return []
    return found


def _player(children: list[Child]) -> Embed | None:
    """The player for running text that is one bare address (``https://…`` or ``<https://…>``)."""
    if len(children) != 1:
        return None
    [child] = children
    if isinstance(child, Event):
        return embed(child.value.strip()) if child.kind is _TEXT else None
    address = child.value[0] if child.tag == "link" else ""
    return embed(address) if address and plain_text(child.children) == address else None
