"""A draft: a file's text, cut into front matter, introduction, questions and answers, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from wp_portraits.diagnostics.diagnostic import Diagnostic
from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.lines import LineTable
from wp_portraits.drafts.yaml_tree import YamlMap, YamlPath, locate
from wp_portraits.model.markdown import Fragment


@dataclass(frozen=True, slots=True)
class Section:
    """A level-2 heading and what stands below it, up to the next one.

    ``heading`` holds the heading's inline events, ``heading_text`` its text without markup, ``anchor`` what the draft
    wrote in ``{#…}``. The introduction is a section whose heading is empty, at the place where it begins.
    """

    heading: Fragment
    heading_text: str
    anchor: str | None
    heading_span: Span
    body: Fragment


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as written, before anybody asks whether it is a valid portrait.

    ``path`` as it is shown to the user (inside the workspace, with ``/``); ``key`` the file's stem; ``text`` the
    decoded text without byte order mark, its line ends as in the file. ``front`` is the front matter's tree, None
    when there is none that can be read (then ``diagnostics`` says why).
    """

    path: str
    key: str
    text: str
    intro: Section
    sections: tuple[Section, ...]
    diagnostics: tuple[Diagnostic, ...]
    front: YamlMap | None
    lines: LineTable = field(repr=False, compare=False)

    def span(self, start: int, end: int) -> Span:
        """The span between two character offsets into ``text``."""
        return self.lines.span(self.path, start, end)

    def span_at(self, path: YamlPath, *, key: bool = False) -> Span:
        """The span of the front matter's value (or, with ``key``, of the key) at ``path``, such as ``("follow", 0,
        "url")``.

        The nearest existing ancestor answers for what is not there; the first line, for the front matter itself.
        """
        return self.span(*self.place_at(path, key=key))

    def place_at(self, path: YamlPath, *, key: bool = False) -> tuple[int, int]:
        """What :meth:`span_at` tells, as character offsets."""
        if self.front is None or not path or self.front.entry(str(path[0])) is None:
            return 0, len(self.text[:3])
        return locate(self.front, path, key=key)
