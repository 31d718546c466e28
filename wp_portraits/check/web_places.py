"""Where the addresses of the web stand in a draft: in the follow and reading lists, the text, the photo's credit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wp_portraits.check.references import Reference, references_of
from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.lines import LineTable
from wp_portraits.drafts.yaml_tree import YamlMap, YamlNode, YamlText
from wp_portraits.model.markdown import Fragment, Kind
from wp_portraits.schema.addresses import address_problem
from wp_portraits.schema.read import ReadDraft

_WEB = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)'»”’"
"""What belongs to the sentence when an address stands in one."""


class WebPlace(NamedTuple):
    """An address of the web (absolute, http or https), where it stands, and the offsets between which the file has it
    letter for letter: None where it is written another way (a handle, an entity)."""

    url: str
    span: Span
    written: tuple[int, int] | None


def web_places(read: ReadDraft, sources: Mapping[str, str]) -> tuple[WebPlace, ...]:
    """Every place of a draft that leads to the web, in the order of the page, each once.

    ``sources`` has the text of the files by path: what stands once in the series' file has its place there.
    """
    found = [*_follow(read), *_reading(read), *_credit(read), *_body(read, sources)]
    return tuple(dict.fromkeys(place for place in found if address_problem(place.url) is None))


def _follow(read: ReadDraft) -> Iterator[WebPlace]:
    for position, link in enumerate(read.front.follow):
        if link.url is not None and _WEB.match(link.url):
            node = _telling(_entry(read, "follow", position), link.url)
            if node is not None:
                yield _in_node(read, link.url, node)


def _entry(read: ReadDraft, name: str, position: int) -> YamlNode | None:
    """The front matter's tree at the ``position``-th valid entry of a list."""
    listed = read.draft.front.entry(name) if read.draft.front is not None else None
    entries = getattr(listed.value, "entries", ()) if listed is not None else ()
    kept = read.front.kept.get(name, ())
    return entries[kept[position]] if position < len(kept) and kept[position] < len(entries) else None


def _telling(node: YamlNode | None, url: str) -> YamlText | None:
    """The text an entry's address comes from: the address itself, else the handle it is made of."""
    if isinstance(node, YamlText):
        return node
    if not isinstance(node, YamlMap):
        return None
    texts = [(entry.key, entry.value) for entry in node if isinstance(entry.value, YamlText)]
    verbatim = [text for _, text in texts if text.text.strip() == url]
    handles = [text for key, text in texts if key == "handle"]
    shorthand = [text for key, text in texts if key not in ("network", "label", "note", "url")]
    return next(iter((*verbatim, *handles, *shorthand)), None)


def _reading(read: ReadDraft) -> Iterator[WebPlace]:
    for position, entry in enumerate(read.front.reading):
        node = _telling(_entry(read, "reading", position), entry.url)
        if node is not None:
            yield _in_node(read, entry.url, node)


def _credit(read: ReadDraft) -> Iterator[WebPlace]:
    if read.front.photo is None or not read.front.photo.credit:
        return
    start, end = read.draft.place_at(("photo", "credit"))
    for match in _ADDRESS.finditer(read.draft.text, start, end):
        yield _verbatim(read, match[0].rstrip(_AFTER_ADDRESS), match.start())


def _body(read: ReadDraft, sources: Mapping[str, str]) -> Iterator[WebPlace]:
    for reference in references_of(read):
        url = reference.url.strip()
        if _WEB.match(url) or url.startswith("//"):
            yield _of_reference(read, reference, url, sources)
    for section in (read.draft.intro, *read.draft.sections):
        for start, end in _alone(section.body):
            url = read.draft.text[start:end].strip()
            if _ADDRESS.fullmatch(url):
                yield _verbatim(read, url, read.draft.text.index(url, start))


def _of_reference(read: ReadDraft, reference: Reference, url: str, sources: Mapping[str, str]) -> WebPlace:
    """A link or picture of the text; one without scheme (``//example.org``) is asked over https."""
    whole = f"https:{url}" if url.startswith("//") else url
    if reference.source == read.draft.path:
        path, text, found = reference.source, read.draft.text, _destination(read, reference.span, url)
    else:
        path, text = reference.source, sources.get(reference.source, "")
        found = text.index(url) if text.count(url) == 1 else None
    if found is None:
        return WebPlace(whole, reference.span, None)
    written = (found, found + len(url))
    return WebPlace(whole, LineTable(text).span(path, *written), written if whole == url else None)


def _destination(read: ReadDraft, span: Span, url: str) -> int | None:
    """The offset of a link's address: in ``<…>``, in ``[words](…)``, or in the one line ``[words]: …`` that has it."""
    text, lines = read.draft.text, read.draft.lines
    start, end = lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)
    if text.startswith(f"<{url}>", start):
        return start + 1
    inline = [*re.finditer(rf"\]\(\s*<?({re.escape(url)})(?=[>)\s])", text[start:end])]
    if inline:
        return start + inline[-1].start(1)
    defined = [*re.finditer(rf"^ {{0,3}}\[[^\]\n]+\]:\s*<?({re.escape(url)})(?=[>\s]|\Z)", text, re.MULTILINE)]
    return defined[0].start(1) if len(defined) == 1 else None


def _in_node(read: ReadDraft, url: str, node: YamlText) -> WebPlace:
    """In a value of the front matter: the address, or all of the value it is made of."""
    found = read.draft.text.find(url, node.start, node.end)
    if found < 0:
        return WebPlace(url, read.draft.span(node.start, node.end), None)
    return _verbatim(read, url, found)


def _verbatim(read: ReadDraft, url: str, start: int) -> WebPlace:
    written = (start, start + len(url))
    return WebPlace(url, read.draft.span(*written), written)


def _alone(body: Fragment) -> Iterator[tuple[int, int]]:
    """The paragraphs without any markup: an address alone in one becomes a player."""
    for before, text, after in zip(body, body[1:], body[2:], strict=False):
        if before.tag == "paragraph" and text.kind is Kind.TEXT and after.tag == "paragraph":
            yield text.start, text.end
