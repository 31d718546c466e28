"""The markup of the block editor, as the ``save`` functions of its blocks write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wp_portraits.render.embeds import Embed
from wp_portraits.render.escape import escape_attribute, escape_text
from wp_portraits.render.grammar import write_attributes
from wp_portraits.render.markup import Figure, ListItem, Table

LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]+")
"""What may follow ``language-`` in a class."""


def write_block(name: str, html: str, attributes: Mapping[str, Any] | None = None) -> str:
    """A block around ``html``; ``name`` without ``core/``. Without HTML it is a void block."""
    opening = f"<!-- wp:{name} {write_attributes(attributes) if attributes else ''}"
    return f"{opening}-->\n{html}\n<!-- /wp:{name} -->" if html else f"{opening}/-->"


class BlockMarkup:
    """Writes blocks for WordPress 6.8 and 7.1."""

    def join(self, blocks: Sequence[str]) -> str:
        """Blocks stand one empty line apart."""
        return "\n\n".join(blocks)

    def paragraph(self, html: str) -> str:
        """core/paragraph."""
        return f"<!-- wp:paragraph -->\n<p>{html}</p>\n<!-- /wp:paragraph -->"

    def heading(self, level: int, html: str) -> str:
        """core/heading; level 2 is the default and not written."""
        attributes = {"level": level} if level != 2 else None
        return write_block("heading", f'<h{level} class="wp-block-heading">{html}</h{level}>', attributes)

    def quote(self, blocks: Sequence[str]) -> str:
        """core/quote around blocks."""
        return write_block("quote", f'<blockquote class="wp-block-quote">{self.join(blocks)}</blockquote>')

    def items(self, start: int | None, items: Sequence[ListItem]) -> str:
        """core/list around core/list-item."""
        inside = self.join([self._item(each) for each in items])
        if start is None:
            return write_block("list", f'<ul class="wp-block-list">{inside}</ul>')
        attributes = {"ordered": True} | ({"start": start} if start != 1 else {})
        first = f' start="{start}"' if start != 1 else ""
        return write_block("list", f'<ol{first} class="wp-block-list">{inside}</ol>', attributes)

    def _item(self, item: ListItem) -> str:
        """core/list-item. Its text is one rich text, so paragraphs are lines of it.

        It holds one block at most: the editor takes the line between two blocks for text and adds to it with every
        save, so that several blocks go into a group.
        """
        blocks = self.join(item.blocks)
        if len(item.blocks) > 1:
            blocks = write_block("group", f'<div class="wp-block-group">{blocks}</div>')
        return write_block("list-item", f"<li>{'<br><br>'.join(item.paragraphs)}{blocks}</li>")

    def code(self, language: str, text: str) -> str:
        """core/code; the language is a class, as highlighters read it."""
        name = f"language-{language}" if LANGUAGE.fullmatch(language) else ""
        classes = f"wp-block-code {name}".strip()
        html = f'<pre class="{classes}"><code>{escape_text(text)}</code></pre>'
        return write_block("code", html, {"className": name} if name else None)

    def table(self, table: Table) -> str:
        """core/table; columns as wide as what stands in them."""
        head = self._row("th", table.alignments, table.head)
        rows = "".join([self._row("td", table.alignments, row) for row in table.rows])
        body = f"<tbody>{rows}</tbody>" if rows else ""
        html = f'<figure class="wp-block-table"><table><thead>{head}</thead>{body}</table></figure>'
        return write_block("table", html, {"hasFixedLayout": False})

    @staticmethod
    def _row(cell: str, alignments: Sequence[str], cells: Sequence[str]) -> str:
        opened = [
            f'<{cell} class="has-text-align-{side}" data-align="{side}">' if side else f"<{cell}>"
            for side in alignments
        ]
        inside = "".join([f"{tag}{html}</{cell}>" for tag, html in zip(opened, cells, strict=False)])
        return f"<tr>{inside}</tr>"

    def figure(self, figure: Figure) -> str:
        """core/image."""
        picture = figure.picture
        attributes: dict[str, Any] = {"id": picture.id, "sizeSlug": "full"} if picture.id else {}
        if figure.link or picture.id:
            attributes["linkDestination"] = "custom" if figure.link else "none"
        name = f' class="wp-image-{picture.id}"' if picture.id else ""
        image = f'<img src="{escape_attribute(picture.url)}" alt="{escape_attribute(figure.alt)}"{name}/>'
        if figure.link:
            image = f'<a href="{escape_attribute(figure.link)}">{image}</a>'
        caption = f'<figcaption class="wp-element-caption">{figure.caption}</figcaption>' if figure.caption else ""
        size = " size-full" if picture.id else ""
        return write_block("image", f'<figure class="wp-block-image{size}">{image}{caption}</figure>', attributes)

    def embed(self, embed: Embed) -> str:
        """core/embed."""
        attributes: dict[str, Any] = {"url": embed.url, "type": embed.type, "providerNameSlug": embed.provider}
        attributes |= {"responsive": True} if embed.responsive else {}
        attributes |= {"className": embed.class_name} if embed.class_name else {}
        classes = f"wp-block-embed is-type-{embed.type} is-provider-{embed.provider} wp-block-embed-{embed.provider}"
        inside = f'<div class="wp-block-embed__wrapper">\n{escape_text(embed.url)}\n</div>'
        return write_block(
            "embed", f'<figure class="{classes} {embed.class_name}'.rstrip() + f'">{inside}</figure>', attributes
        )

    def html(self, html: str) -> str:
        """core/html."""
        return write_block("html", html)

    def separator(self) -> str:
        """core/separator."""
        return write_block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>')
