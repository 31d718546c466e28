"""Render portraits to HTML without a site: pictures from the workspace, links from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wp_portraits.flows.composing import Composer, relative_urls
from wp_portraits.flows.reading import Reading, read_workspace
from wp_portraits.plan import Knowledge
from wp_portraits.render import Renderer
from wp_portraits.workspace import Workspace, template_sources, write_atomically


def render_pages(
    workspace: Workspace, names: Sequence[str], markup: str, folder: Path
) -> tuple[Reading, dict[str, str]]:
    """The content of each chosen, valid portrait's post, by key, as pages that lie in ``folder``."""
    reading = read_workspace(workspace, names)
    portraits = list(reading.portraits.values())
    compose = Composer(
        portraits,
        reading.pictures,
        Renderer(template_sources(workspace)),
        markup,
        workspace.root,
        relative_urls(workspace.root, folder.resolve()),
    )
    known = Knowledge(permalinks={portrait.key: f"{portrait.key}.html" for portrait in portraits})
    return reading, {wanted.key: wanted.content for wanted in compose(known) if wanted.path in reading.chosen}


def write_pages(pages: dict[str, str], folder: Path) -> list[Path]:
    """Write ``KEY.html`` for each page into ``folder``, which is made."""
    written = []
    for key, content in pages.items():
        path = folder / f"{key}.html"
        write_atomically(path, content + "\n")
        written.append(path)
    return written
