"""A file's bytes → :class:`~wp_portraits.drafts.draft.Draft`."""

from __future__ import annotations

from wp_portraits.drafts.decoding import decode
from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.front_matter import find_front_matter
from wp_portraits.drafts.lines import LineTable
from wp_portraits.drafts.markdown import MAX_DEPTH, MAX_EVENTS, MarkdownReading, read_markdown
from wp_portraits.drafts.paths import key_of
from wp_portraits.drafts.remark import Remark, diagnostics_of
from wp_portraits.drafts.sections import SectionCutter
from wp_portraits.drafts.yaml_reader import YamlReading, read_yaml
from wp_portraits.drafts.yaml_tree import YamlMap

_NOTHING = MarkdownReading((), (), None, None)


def parse_draft(path: str, raw: bytes) -> Draft:
    """Read a draft; everything wrong with the file itself is in its ``diagnostics`` (F-codes), nothing is raised.

    ``path`` is the file as it is shown to the user: inside the workspace, with ``/``. A file that is not text has no
    front matter and no sections; one whose front matter cannot be read still has its sections.
    """
    decoded = decode(raw)
    lines = LineTable(decoded.text)
    remarks = list(decoded.remarks)
    front, body, reading = None, 0, _NOTHING
    if decoded.readable:
        front, body, told = _front_matter(decoded.clean, lines)
        reading = read_markdown(decoded.clean, body)
        remarks += [*told, *_limits(reading)]
    intro, sections = SectionCutter(path, decoded.text, lines).cut(reading, body)
    diagnostics = tuple(sorted(diagnostics_of(remarks, path, lines), key=lambda found: found.sort_key))
    return Draft(path, key_of(path), decoded.text, intro, sections, diagnostics, front, lines)


def parse_yaml_file(path: str, raw: bytes, *, subject: str) -> Draft:
    """Read a file that is YAML throughout (a series file), as a draft without sections."""
    decoded = decode(raw)
    lines = LineTable(decoded.text)
    reading = YamlReading(None, ())
    if decoded.readable:
        reading = read_yaml(decoded.clean, 0, len(decoded.clean), lines, subject=subject)
    intro, sections = SectionCutter(path, decoded.text, lines).cut(_NOTHING, len(decoded.text))
    found = diagnostics_of([*decoded.remarks, *reading.remarks], path, lines)
    diagnostics = tuple(sorted(found, key=lambda one: one.sort_key))
    return Draft(path, key_of(path), decoded.text, intro, sections, diagnostics, reading.root, lines)


def _front_matter(text: str, lines: LineTable) -> tuple[YamlMap | None, int, list[Remark]]:
    """The front matter's tree, the offset where the body begins, and remarks."""
    place = find_front_matter(text)
    if place.remark is not None:
        return None, place.body, [place.remark]
    reading = read_yaml(text, place.start, place.end, lines, subject="front matter")
    return reading.root, place.body, list(reading.remarks)


def _limits(reading: MarkdownReading) -> list[Remark]:
    """F008 where the text is nested too deeply or has too much markup."""
    remarks = []
    if reading.too_deep is not None:
        message = f"Quotes, lists or emphasis are nested deeper than {MAX_DEPTH} levels here."
        remarks.append(
            Remark("F008", reading.too_deep, reading.too_deep + 1, message, "Bring the text up a few levels.")
        )
    if reading.too_long is not None:
        message = f"The text has more than {MAX_EVENTS:,} pieces of markup; reading stops here."
        remarks.append(Remark("F008", reading.too_long, reading.too_long + 1, message, "Split the draft."))
    return remarks
