"""Plain HTML for sites without the block editor.

WordPress runs ``wpautop`` over such posts: it makes paragraphs of what empty lines separate and breaks of line ends. So
every paragraph is written out; :mod:`wp_portraits.render.tidy` takes line ends out of what is not preformatted.
"""

from __future__ import annotations

from collections.abc import Sequence

from wp_portraits.render.block_markup import LANGUAGE
from wp_portraits.render.embeds import Embed
from wp_portraits.render.escape import escape_attribute, escape_text
from wp_portraits.render.isolated import shield_addresses
from wp_portraits.render.markup import Figure, ListItem, Table


class ClassicMarkup:
    """Writes plain HTML that ``wpautop`` leaves alone."""

    def join(self, blocks: Sequence[str]) -> str:
        """Blocks stand one empty line apart."""
        return "\n\n".join(blocks)

    def paragraph(self, html: str) -> str:
        """A paragraph."""
        return f"<p>{html}</p>"

    def heading(self, level: int, html: str) -> str:
        """A heading."""
        return f"<h{level}>{html}</h{level}>"

    def quote(self, blocks: Sequence[str]) -> str:
        """A block quotation."""
        return f"<blockquote>{''.join(blocks)}</blockquote>"

    def items(self, start: int | None, items: Sequence[ListItem]) -> str:
        """A list; the paragraphs of an item are written out when there are several."""
        inside = "".join([self._item(each) for each in items])
        if start is None:
            return f"<ul>{inside}</ul>"
        first = f' start="{start}"' if start != 1 else ""
        return f"<ol{first}>{inside}</ol>"

    def _item(self, item: ListItem) -> str:
        loose = len(item.paragraphs) > 1
        text = "".join([self.paragraph(html) if loose else html for html in item.paragraphs])
        return f"<li>{text}{''.join(item.blocks)}</li>"

    def code(self, language: str, text: str) -> str:
        """Preformatted text; the language is a class, as highlighters read it."""
        name = f' class="language-{language}"' if LANGUAGE.fullmatch(language) else ""
        return f"<pre><code{name}>{shield_addresses(escape_text(text))}</code></pre>"

    def table(self, table: Table) -> str:
        """A table; the alignment is a style that kses keeps."""
        head = self._row("th", table.alignments, table.head)
        rows = "".join([self._row("td", table.alignments, row) for row in table.rows])
        body = f"<tbody>{rows}</tbody>" if rows else ""
        return f"<table><thead>{head}</thead>{body}</table>"

    @staticmethod
    def _row(cell: str, alignments: Sequence[str], cells: Sequence[str]) -> str:
        opened = [f'<{cell} style="text-align: {side};">' if side else f"<{cell}>" for side in alignments]
        return f"<tr>{''.join([f'{tag}{html}</{cell}>' for tag, html in zip(opened, cells, strict=False)])}</tr>"

    def figure(self, figure: Figure) -> str:
        """A figure; WordPress adds sizes by the class that names the picture."""
        picture = figure.picture
        name = f' class="size-full wp-image-{picture.id}"' if picture.id else ""
        image = f'<img{name} src="{escape_attribute(picture.url)}" alt="{escape_attribute(figure.alt)}">'
        if figure.link:
            image = f'<a href="{escape_attribute(figure.link)}">{image}</a>'
        caption = f"<figcaption>{figure.caption}</figcaption>" if figure.caption else ""
        return f"<figure>{image}{caption}</figure>"

    def embed(self, embed: Embed) -> str:
        """The bare address: WordPress embeds one that stands alone in its paragraph."""
        return self.paragraph(escape_text(embed.url))

    def html(self, html: str) -> str:
        """Sanitised raw HTML."""
        return html

    def separator(self) -> str:
        """A thematic break."""
        return "<hr>"
