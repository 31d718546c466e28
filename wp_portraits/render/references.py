"""What a portrait's text points at: the drafts it links to and the pictures it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wp_portraits.drafts.paths import workspace_path
from wp_portraits.model.markdown import Event, Fragment, Kind
from wp_portraits.model.portrait import Answer, Portrait
from wp_portraits.render.tree import closing, grow, plain_text

_RAW = _HTML, _INLINE_HTML = (Kind.HTML, Kind.INLINE_HTML)
_POINTERS = frozenset(("link", "image"))


def linked_drafts(portrait: Portrait) -> frozenset[str] | None:
    """The paths of the drafts whose addresses the portrait's page may show.

    None when they cannot be told without rendering it, because raw HTML in it has links: then it may be any.
    """
    paths: set[str] = set()
    for fragment in (*_bodies(portrait), *(answer.heading for answer in portrait.answers)):
        for event in fragment if _points(fragment) else ():
            if event.tag == "link":
                paths.update(_draft(portrait.path, event))
            elif not event.tag and event.kind in _RAW and "href" in event.value.lower():
                return None
    return frozenset(paths)


def stands_alone(fragment: Fragment, path: str) -> bool:
    """Whether a fragment of the draft at ``path`` looks the same on every page: no draft is linked to in it, no picture
    shown, and there is no raw HTML."""
    for event in fragment if _points(fragment) else ():
        if event.tag == "image" or (event.tag == "link" and _draft(path, event)):
            return False
        if not event.tag and event.kind in _RAW:
            return False
    return True


def without_settled_texts(portrait: Portrait) -> Portrait:
    """The portrait without the Markdown that :func:`stands_alone`: enough for :func:`texts_of` with texts made before."""

    def left(fragment: Fragment) -> Fragment:
        return () if stands_alone(fragment, portrait.path) else fragment

    answers = [
        answer
        if left(answer.heading) or left(answer.body)
        else Answer(answer.question_id, answer.anchor, (), answer.heading_text, ())
        for answer in portrait.answers
    ]
    return replace(
        portrait, series_intro=left(portrait.series_intro), intro=left(portrait.intro), answers=tuple(answers)
    )


def shown_pictures(portrait: Portrait) -> dict[str, str]:
    """The pictures of the workspace that the page shows, the photo first: path → its first alternative text."""
    alts = {portrait.photo.file: portrait.photo.alt} if portrait.photo else {}
    for fragment in filter(_points, _bodies(portrait)):
        for place, event in enumerate(fragment):
            if event.tag == "image" and event.kind is Kind.ENTER:
                path = workspace_path(portrait.path, event.value[0])
                if path is not None:
                    alts.setdefault(path, plain_text(grow(fragment[place + 1 : closing(fragment, place)])))
    return alts


def _points(fragment: Fragment) -> bool:
    """Whether a link, a picture or raw HTML stands in a fragment. Most have none, and need no closer look."""
    for event in fragment:  # noqa: SIM110 - a generator takes twice as long
        if event[1] in _POINTERS or event[0] is _HTML or event[0] is _INLINE_HTML:
            return True
    return False


def _bodies(portrait: Portrait) -> Iterator[Fragment]:
    yield portrait.series_intro
    yield portrait.intro
    for answer in portrait.answers:
        yield answer.body


def _draft(path: str, link: Event) -> tuple[str, ...]:
    """The path of the draft a link leads to, if this is the beginning of one that does."""
    if link.kind is Kind.LEAVE:
        return ()
    target = workspace_path(path, link.value[0])
    return (target,) if target is not None and target.lower().endswith(".md") else ()
