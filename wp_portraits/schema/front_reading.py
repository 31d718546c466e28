"""A draft's front matter → its valid parts, typed, and findings about the others."""

from __future__ import annotations

from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.paths import workspace_path
from wp_portraits.drafts.remark import Remark
from wp_portraits.drafts.yaml_tree import YamlText
from wp_portraits.model.portrait import Person, Photo, ReadingEntry
from wp_portraits.schema.follow import read_follow
from wp_portraits.schema.front import FrontMatter
from wp_portraits.schema.shape import hold
from wp_portraits.schema.shapes import DraftShape


def series_name(draft: Draft) -> str | None:
    """The series a draft names, before anything else of it is judged; None when it names none."""
    entry = draft.front.entry("series") if draft.front is not None else None
    if entry is None or not isinstance(entry.value, YamlText) or entry.value.kind == "empty":
        return None
    return entry.value.text.strip() or None


def read_front(draft: Draft, lang: str) -> tuple[FrontMatter, list[Remark]]:
    """The front matter's valid parts and remarks about the others; ``lang`` is the series' language (for the
    networks' names).
    """
    shape, reading = hold(DraftShape, draft)
    kept = {name: reading.kept.get(name, ()) for name in ("follow", "reading", "related")}
    links, told = read_follow(shape.follow, shape.person.name, shape.lang or lang)
    remarks = [*reading.remarks, *told]
    kept["follow"] = tuple(place for place, link in zip(kept["follow"], links, strict=False) if link is not None)
    return (
        FrontMatter(
            series=shape.series,
            person=Person(shape.person.name, shape.person.role, shape.person.organization),
            photo=_photo(draft, shape, remarks),
            follow=tuple(link for link in links if link is not None),
            reading=tuple(ReadingEntry(entry.title, entry.url, entry.lang) for entry in shape.reading),
            related=shape.related,
            tags=unique(shape.tags),
            categories=unique(shape.categories),
            date=shape.date,
            status=shape.status,
            excerpt=shape.excerpt,
            title=shape.title,
            slug=shape.slug,
            id=shape.id,
            lang=shape.lang,
            comments=shape.comments,
            author=shape.author,
            kept=kept,
        ),
        remarks,
    )


def unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names in their order, each once, whatever the case: WordPress has one term for "Santé" and "santé"."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.casefold(), name)
    return tuple(first.values())


def _photo(draft: Draft, shape: DraftShape, remarks: list[Remark]) -> Photo | None:
    if shape.photo is None:
        return None
    file = workspace_path(draft.path, shape.photo.file)
    if file is None:
        message = f"The photo “{shape.photo.file}” is not a file beside the draft."
        hint = "Put the picture into the drafts folder and write its path, such as images/camille.jpg."
        remarks.append(Remark("F007", *draft.place_at(("photo", "file")), message, hint))
        return None
    return Photo(file, shape.photo.alt, shape.photo.credit)
