"""WordPress's block grammar: text with ``<!-- wp:… -->`` comments → a tree of blocks, and how attributes are written.

The token is that of WordPress's own parser (``WP_Block_Parser::next_token``). Unlike it, a comment that fits nowhere is an
error here: what is parsed is what a template made, and its author wants to know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

TOKEN = re.compile(
    r"<!--\s+(?P<closer>/)?wp:(?P<name>(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*)\s+"
    r"(?:(?P<attributes>\{.*?\})\s+)?(?P<void>/)?-->",
    re.DOTALL,
)


class BlockError(ValueError):
    """The block comments do not fit; the message says which."""


@dataclass(slots=True)
class Block:
    """A block: its full name (``core/paragraph``), attributes, and its HTML with inner blocks in their places."""

    name: str
    attributes: dict[str, Any] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)


class Written(NamedTuple):
    """One or more blocks that have their final text already."""

    text: str


Part: TypeAlias = str | Block | Written
"""HTML, a block, or blocks that need no further look."""


def write_attributes(attributes: Mapping[str, Any]) -> str:
    """A block's attributes as the editor writes them (``serializeAttributes`` of ``@wordpress/blocks``); ``""`` for none.

    Nothing in it can end the comment it stands in: ``--``, ``<``, ``>``, ``&`` and quotes are escaped.
    """
    if not attributes:
        return ""
    text = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    if "\\" in text:
        text = text.replace("\\\\", "\\u005c").replace('\\"', "\\u0022")
    for plain, escaped in (("--", "\\u002d\\u002d"), ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(plain, escaped)
    return text + " "


def parse_blocks(*pieces: str | Written) -> list[Part]:
    """The top level of a content: blocks, and the HTML between them. BlockError when the comments do not fit.

    A content may come in pieces, as long as no comment is cut in two.
    """
    root = Block("")
    stack = [root]
    for piece in pieces:
        if isinstance(piece, Written):
            stack[-1].parts.append(piece)
        else:
            _parse(piece, stack)
    if len(stack) > 1:
        raise BlockError(f"the block {stack[-1].name} is opened and never closed")
    return root.parts


def _parse(content: str, stack: list[Block]) -> None:
    """Go on with a piece of text inside the innermost block of ``stack`` that is open."""
    done = 0
    for token in TOKEN.finditer(content):
        start, end = token.span()
        if start > done:
            stack[-1].parts.append(content[done:start])
        done = end
        closer, short, attributes, void = token.groups()
        name = short if "/" in short else f"core/{short}"
        if closer:
            _close(stack, name)
            continue
        block = Block(name, _attributes(attributes, name) if attributes else {})
        stack[-1].parts.append(block)
        if not void:
            stack.append(block)
    if done < len(content):
        stack[-1].parts.append(content[done:])


def _close(stack: list[Block], name: str) -> None:
    if len(stack) == 1:
        raise BlockError(f"the block {name} is closed and was not opened")
    if stack[-1].name != name:
        raise BlockError(f"the block {name} is closed where {stack[-1].name} is open")
    stack.pop()


def _attributes(text: str, name: str) -> dict[str, Any]:
    try:
        attributes = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BlockError(f"the attributes of the block {name} are not JSON: {error}") from error
    if not isinstance(attributes, dict):
        raise BlockError(f"the attributes of the block {name} are not a JSON object")
    return attributes
