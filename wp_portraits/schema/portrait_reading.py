"""A draft and its series → a portrait, or everything that stands in its way."""

from __future__ import annotations

from collections.abc import Collection
from posixpath import dirname, relpath
from urllib.parse import quote

from wp_portraits.diagnostics.diagnostic import Severity
from wp_portraits.diagnostics.spelling import near
from wp_portraits.drafts.draft import Draft, Section
from wp_portraits.drafts.paths import workspace_path
from wp_portraits.drafts.remark import Remark, diagnostics_of
from wp_portraits.model.markdown import Event, Fragment, Kind
from wp_portraits.model.portrait import Answer, Portrait, RelatedChoice
from wp_portraits.model.series import Question, Series
from wp_portraits.schema.front import FrontMatter
from wp_portraits.schema.front_reading import read_front, unique
from wp_portraits.schema.leaves import KEY_PATTERN, malformed_key
from wp_portraits.schema.matching import questionnaire_of
from wp_portraits.schema.patterns import PatternProblem, fill
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.slugs import readable_key, readable_slug, slugify


def read_portrait(draft: Draft, series: Series | None, *, known_series: Collection[str] = ()) -> ReadDraft:
    """Hold a draft against the schema and its series.

    ``series`` is the one the draft names (:func:`series_name`), None when there is none that can be used;
    ``known_series`` the ids of all series files: they decide between S002 (the file has errors) and S001 (no such
    file). Never raises.
    """
    front, remarks = read_front(draft, series.lang if series is not None else "fr-CA")
    key = _key(draft, front, remarks)
    remarks += _series_remarks(draft, front, series, known_series)
    title = front.title or _filled(draft, "title", front, series, remarks) or front.person.name or key
    labels = [
        _filled(draft, label, front, series, remarks) for label in ("follow_label", "reading_label", "related_label")
    ]
    slug = front.slug or slugify(title) or key
    questionnaire = questionnaire_of(series.questions if series is not None else ())
    matches = tuple(questionnaire.question(section.heading_text, section.anchor) for section in draft.sections)
    found = [*draft.diagnostics, *diagnostics_of(remarks, draft.path, draft.lines)]
    diagnostics = tuple(sorted(found, key=lambda one: one.sort_key))
    portrait = None
    if series is not None and not any(one.severity is Severity.ERROR for one in diagnostics):
        portrait = _portrait(draft, front, series, (key, title, slug), (labels[0], labels[1], labels[2]), matches)
    return ReadDraft(draft, front, series, key, slug, title, matches, portrait, diagnostics)


def _key(draft: Draft, front: FrontMatter, remarks: list[Remark]) -> str:
    """``id``, else the file's name: K003 when that is no good key."""
    if front.id is not None:
        return front.id
    if KEY_PATTERN.fullmatch(draft.key):
        return draft.key
    message, _ = malformed_key(draft.key, f"The file's name, “{draft.key}”, is the portrait's key: it")
    if draft.front is None or draft.front.entry("id") is None:
        wanted = readable_key(draft.key) or "camille-roy"
        hint = f"Rename the file, for example to {wanted}.md, or add “id: {wanted}” to the front matter."
        remarks.append(Remark("K003", *draft.place_at(()), message, hint))
    return draft.key


def _series_remarks(draft: Draft, front: FrontMatter, series: Series | None, known: Collection[str]) -> list[Remark]:
    """S001 or S002 when the series the draft names cannot be used."""
    if series is not None or not front.series:
        return []
    place = draft.place_at(("series",))
    if front.series in known:
        hint = "Correct the series file: its findings are listed with it."
        return [Remark("S002", *place, f"The file of the series “{front.series}” has errors.", hint)]
    close = near(front.series, known, 0.6)
    hint = f"Did you mean {close}?" if close else f"Create drafts/series/{front.series}.yml, or correct the name."
    if not close and known:
        hint = f"There are: {', '.join(sorted(known))}."
    return [Remark("S001", *place, f"There is no series “{front.series}”.", hint)]


def _filled(draft: Draft, name: str, front: FrontMatter, series: Series | None, remarks: list[Remark]) -> str:
    """One of the series' patterns, filled in for this draft's person; S003 when that fails."""
    if series is None or not front.person.name:
        return ""
    try:
        return fill(getattr(series, name), front.person, series.name, front.lang or series.lang)
    except PatternProblem as problem:
        label = name.removesuffix("_label")
        message = f"The series' pattern “{label}” does not work for this draft. {problem.message}"
        remarks.append(
            Remark("S003", *draft.place_at(("series",)), message, f"Correct {series.path}. {problem.hint}".rstrip())
        )
        return ""


def _portrait(
    draft: Draft,
    front: FrontMatter,
    series: Series,
    identity: tuple[str, str, str],
    labels: tuple[str, str, str],
    matches: tuple[Question | None, ...],
) -> Portrait:
    """The portrait of a draft without errors; ``identity`` is key, title and slug, ``labels`` those of follow, reading and
    related."""
    key, title, slug = identity
    related = front.related or RelatedChoice(series.related_mode)
    return Portrait(
        key=key,
        path=draft.path,
        series=series.id,
        series_lang=series.lang,
        lang=front.lang or series.lang,
        title=title,
        slug=slug,
        person=front.person,
        photo=front.photo,
        series_intro=_moved(series.intro, series.path, draft.path),
        intro=draft.intro.body,
        answers=_answers(draft.sections, matches),
        follow=front.follow,
        reading=front.reading,
        related=RelatedChoice(related.mode, related.keys, series.related_limit),
        follow_label=labels[0],
        reading_label=labels[1],
        related_label=labels[2],
        mentions=series.mentions,
        tags=front.tags,
        categories=unique((*series.categories, *front.categories)),
        date=front.date,
        status=front.status,
        excerpt=front.excerpt,
        comments_open=series.comments_open if front.comments is None else front.comments == "open",
        author=front.author,
    )


def _answers(sections: tuple[Section, ...], matches: tuple[Question | None, ...]) -> tuple[Answer, ...]:
    """The answers with anchors that are unique in the page: the question's id, the draft's own, or the heading's
    slug.
    """
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    answers = []
    for section, question in zip(sections, matches, strict=True):
        wanted = (
            question.id if question is not None else section.anchor or readable_slug(section.heading_text) or "question"
        )
        anchor = wanted
        while anchor in taken:
            numbers[wanted] = numbers.get(wanted, 1) + 1
            anchor = f"{wanted}-{numbers[wanted]}"
        taken.add(anchor)
        question_id = question.id if question is not None else None
        answers.append(Answer(question_id, anchor, section.heading, section.heading_text, section.body))
    return tuple(answers)


def _moved(intro: Fragment, series_path: str, draft_path: str) -> Fragment:
    """The series' introduction with its relative links and pictures as seen from the draft."""
    return tuple(_moved_event(event, series_path, draft_path) for event in intro)


def _moved_event(event: Event, series_path: str, draft_path: str) -> Event:
    if event.kind is not Kind.ENTER or event.tag not in ("link", "image"):
        return event
    url, title = event.value
    target = workspace_path(series_path, url)
    if target is None:
        return event
    rest = url[min((url.find(sign) for sign in "?#" if sign in url), default=len(url)) :]
    return event._replace(value=(quote(relpath(target, dirname(draft_path) or ".")) + rest, title))
