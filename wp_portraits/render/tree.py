"""Markdown events → a tree."""

from __future__ import annotations

from typing import Any, ClassVar, TypeAlias

from wp_portraits.model.markdown import Event, Fragment, Kind

_ENTER, _LEAVE = Kind.ENTER, Kind.LEAVE  # looking a member up in its enumeration takes longer than comparing
_RULE, _HTML = Kind.RULE, Kind.HTML

INLINE_TAGS = frozenset(("emphasis", "strong", "strikethrough", "link", "image"))


class Node:
    """An element: what stands between one ENTER and its LEAVE. ``tag`` and ``value`` as in :class:`~wp_portraits.model.markdown.Event`,
    and ``kind`` too, so that who meets a child can ask for it without knowing which it is."""

    __slots__ = ("children", "tag", "value")
    kind: ClassVar = _ENTER

    def __init__(self, tag: str, value: Any) -> None:
        self.tag = tag
        self.value = value
        self.children: list[Child] = []


Child: TypeAlias = Node | Event


def grow(fragment: Fragment) -> list[Child]:
    """The top-level nodes of a fragment, in order."""
    children: list[Child] = []
    above: list[list[Child]] = []
    for event in fragment:
        kind = event[0]
        if kind is _ENTER:
            node = Node(event[1], event[2])
            children.append(node)
            above.append(children)
            children = node.children
        elif kind is _LEAVE:
            children = above.pop()
        else:
            children.append(event)
    return children


def closing(fragment: Fragment, opening: int) -> int:
    """The index of the LEAVE that belongs to the ENTER at ``opening``."""
    depth = 0
    for place in range(opening, len(fragment)):
        kind = fragment[place].kind
        depth += 1 if kind is Kind.ENTER else -1 if kind is Kind.LEAVE else 0
        if depth == 0:
            return place
    return len(fragment)


def is_inline(child: Child) -> bool:
    """Whether a child belongs to running text (a rule and a piece of an HTML block do not)."""
    kind = child.kind
    if kind is _ENTER:
        return child.tag in INLINE_TAGS
    return kind is not _RULE and kind is not _HTML


def plain_text(children: list[Child]) -> str:
    """The text of inline children, without any markup: a picture's alternative text."""
    pieces = []
    for child in children:
        if isinstance(child, Node):
            pieces.append(plain_text(child.children))
        elif child.kind in (Kind.TEXT, Kind.CODE):
            pieces.append(child.value)
        elif child.kind in (Kind.SOFT_BREAK, Kind.HARD_BREAK):
            pieces.append(" ")
    return "".join(pieces)
