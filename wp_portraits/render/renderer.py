"""A portrait → the content of its post."""

from __future__ import annotations

from collections.abc import Mapping

from wp_portraits.errors import ConfigurationError
from wp_portraits.model.portrait import Portrait
from wp_portraits.render.canonical import write, write_blocks
from wp_portraits.render.grammar import Block, BlockError, parse_blocks
from wp_portraits.render.page import Page
from wp_portraits.render.templates import Templates
from wp_portraits.render.texts import Texts, pieces_of, texts_of
from wp_portraits.render.tidy import tidy
from wp_portraits.render.views import VALUES, in_language, views

_GROUP = "core/group"


class Renderer:
    """Renders portraits with a set of templates: name (``blocks/portrait.html``) → source, the workspace's before the built-in ones."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._templates = Templates(sources, {"in_language": in_language}, VALUES)

    def content(self, portrait: Portrait, page: Page, texts: Texts | None = None) -> str:
        """The whole content of the portrait's post, without its identity.

        ``texts`` are what :func:`texts_of` gives for this portrait and page, for a caller who has them. Block markup is
        what the editor would write itself, in one outermost group. ConfigurationError, with the template's file and
        line, when a template cannot be used.
        """
        texts = texts or texts_of(portrait, page)
        name = f"{page.markup}/portrait.html"
        text = self._templates.render(name, views(portrait, page, texts))
        return _canonical(text, texts, name) if page.markup == "blocks" else tidy(text)


def _canonical(text: str, texts: Texts, name: str) -> str:
    try:
        parts = parse_blocks(*pieces_of(text, texts.written))
    except BlockError as error:
        hint = "A template must open and close each block in the order the editor would."
        raise ConfigurationError(f"templates/{name}: {error}.", hint=hint) from error
    shown = [part for part in parts if not isinstance(part, str) or part.strip()]
    if len(shown) == 1 and isinstance(shown[0], Block) and shown[0].name == _GROUP:
        return write(shown[0])
    inner = write_blocks(parts)
    return write(Block(_GROUP, {}, ['<div class="wp-block-group">', *parse_blocks(inner), "</div>"]))
