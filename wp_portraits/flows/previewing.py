"""Show the portraits in a browser, and show them anew when something changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from wp_portraits.errors import Failure
from wp_portraits.flows.composing import Composer
from wp_portraits.flows.reading import Reading, read_workspace
from wp_portraits.plan.values import Knowledge
from wp_portraits.preview.board import Board
from wp_portraits.preview.pages import Sheet, documents_of, missing_page
from wp_portraits.render.renderer import Renderer
from wp_portraits.workspace.locate import Workspace
from wp_portraits.workspace.templates import template_sources


@dataclass(slots=True)
class Preview:
    """What is shown of a workspace's drafts (``names``: files or folders; all, when there are none).

    ``keys``, by path, are remembered: a draft that has an error for a moment keeps its address.
    """

    workspace: Workspace
    names: Sequence[str]
    markup: str
    board: Board
    keys: dict[str, str] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)

    def show(self) -> bool:
        """Read, render and pin up what there is now; whether it is different. Raises what keeps it from being read."""
        reading = read_workspace(self.workspace, self.names)
        contents = _contents(self.workspace, reading, self.markup)
        self.sheets = [self._sheet(path, reading, contents) for path in sorted(reading.chosen)]
        others = [each for each in reading.diagnostics if each.span.path not in reading.chosen]
        pictures = {
            f"/pictures/{path}": (self.workspace.root / path, picture.mime, picture.digest)
            for path, picture in reading.pictures.items()
            if picture.mime
        }
        return self.board.pin(documents_of(self.sheets, others, None), pictures, missing_page())

    def show_anew(self) -> bool:
        """The same after a change: what keeps it from being read is shown beside what was there before."""
        try:
            return self.show()
        except Failure as failure:
            stale = [replace(sheet, content=None, findings=()) for sheet in self.sheets]
            return self.board.pin(documents_of(stale, (), failure), {}, missing_page())

    def watched(self) -> list[Path]:
        """The folders whose files count."""
        return [self.workspace.drafts, self.workspace.templates]

    def _sheet(self, path: str, reading: Reading, contents: Mapping[str, str]) -> Sheet:
        findings = tuple(each for each in reading.diagnostics if each.span.path == path)
        portrait = reading.portraits.get(path)
        if portrait is None:
            stem = PurePosixPath(path).stem
            return Sheet(path, self.keys.get(path, stem), stem, "en", None, findings)
        self.keys[path] = portrait.key
        return Sheet(path, portrait.key, portrait.title, portrait.lang, contents[path], findings)


def _contents(workspace: Workspace, reading: Reading, markup: str) -> dict[str, str]:
    """The content of every valid portrait's post, by path, its links and pictures leading to the preview's."""
    portraits = list(reading.portraits.values())
    compose = Composer(
        portraits,
        reading.pictures,
        Renderer(template_sources(workspace)),
        markup,
        workspace.root,
        lambda path: f"/pictures/{quote(path)}",
    )
    known = Knowledge(permalinks={portrait.key: f"/portraits/{portrait.key}/" for portrait in portraits})
    return {wanted.path: wanted.content for wanted in compose(known)}
