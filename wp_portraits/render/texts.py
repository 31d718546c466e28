"""What a portrait says, rendered: the part of its page that stays as it is when only the related portraits change."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from wp_portraits.model.portrait import Answer, Portrait
from wp_portraits.render.block_markup import BlockMarkup
from wp_portraits.render.canonical import finished, is_canonical, write_blocks
from wp_portraits.render.classic_markup import ClassicMarkup
from wp_portraits.render.grammar import Written, parse_blocks
from wp_portraits.render.inline import Inline
from wp_portraits.render.markdown import Body
from wp_portraits.render.page import MarkupName, Page
from wp_portraits.render.places import Places
from wp_portraits.render.references import stands_alone
from wp_portraits.render.templates import Markup, marked_safe

_MARKUPS: Mapping[MarkupName, BlockMarkup | ClassicMarkup] = {"blocks": BlockMarkup(), "classic": ClassicMarkup()}


class AnswerView(NamedTuple):
    """A question and its answer, rendered; ``heading_text`` is the wording as plain text."""

    question_id: str | None
    anchor: str
    heading: Markup
    heading_text: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Texts:
    """The introductions and answers of a portrait, as templates get them.

    ``written`` has, in the order of the page, each text in block markup and the canonical form of it. Two pages with
    the same markup, pictures and permalinks have the same texts.
    """

    series_intro: Markup
    intro: Markup
    answers: tuple[AnswerView, ...]
    written: tuple[tuple[Markup, Written], ...]


def texts_of(portrait: Portrait, page: Page, before: Texts | None = None) -> Texts:
    """Render what the portrait says for a page; ``page.related`` plays no part in it.

    ``before``: the portrait's texts for another page with the same markup; those in which nothing of the site stands
    are taken over.
    """
    lang, path = foreign_language(portrait), portrait.path
    places, markup = Places(page, path), _MARKUPS[page.markup]
    body = Body(markup, Inline(places, portrait.mentions, lang))
    series_body = body if lang is None else Body(markup, Inline(places, portrait.mentions, None))
    kept = before if before and stands_alone(portrait.series_intro, path) else None
    series_intro = kept.series_intro if kept else marked_safe(series_body.html(portrait.series_intro))
    kept = before if before and stands_alone(portrait.intro, path) else None
    intro = kept.intro if kept else marked_safe(body.html(portrait.intro))
    views = zip_longest(portrait.answers, before.answers if before else ())
    answers = tuple([_answer(answer, body, view, path) for answer, view in views])
    shown = (series_intro, intro, *(answer.body for answer in answers)) if page.markup == "blocks" else ()
    known = dict(before.written) if before else {}
    written = tuple([(text, known.get(text) or _written(text)) for text in shown if text])
    return Texts(series_intro, intro, answers, written)


def packed(texts: Texts) -> bytes:
    """The texts in a quarter of the room, for :func:`unpacked` in the same process."""
    answers = [
        (one.question_id, one.anchor, str(one.heading), one.heading_text, str(one.body)) for one in texts.answers
    ]
    changed = [None if canonical.text == text else canonical.text for text, canonical in texts.written]
    return marshal.dumps((str(texts.series_intro), str(texts.intro), answers, changed))


def unpacked(pack: bytes) -> Texts:
    """The texts again."""
    series_intro, intro, answers, changed = marshal.loads(pack)  # noqa: S302 - never left this process
    views = [
        AnswerView(one, at, marked_safe(heading), text, marked_safe(body)) for one, at, heading, text, body in answers
    ]
    texts = Texts(marked_safe(series_intro), marked_safe(intro), tuple(views), ())
    shown = [text for text in (texts.series_intro, texts.intro, *(view.body for view in views)) if text]
    pairs = zip(shown, changed, strict=False)  # classic markup has none
    return replace(texts, written=tuple([(text, Written(text if other is None else other)) for text, other in pairs]))


def pieces_of(content: str, written: Sequence[tuple[Markup, Written]]) -> Iterator[str | Written]:
    """A content in block markup, each of the texts that stands in it as it was given replaced by its canonical form.

    A text that a template left out, altered, moved before another or put inside a comment is not replaced. What stands
    between two texts is finished, too, where it can be.
    """
    done = 0
    for text, canonical in written:
        place = content.find(text, done)
        if place < 0 or content.rfind("<!--", done, place) > content.rfind("-->", done, place):
            continue
        yield finished(content[done:place]) if done else content[:place]
        yield canonical
        done = place + len(text)
    yield content[done:]


def foreign_language(portrait: Portrait) -> str | None:
    """The portrait's language where it is not that of its page, the series'."""
    return None if same_language(portrait.lang, portrait.series_lang) else portrait.lang


def same_language(one: str, other: str) -> bool:
    """Whether two BCP 47 tags are the same (their case does not count)."""
    return one.lower() == other.lower()


def _answer(answer: Answer, body: Body, before: AnswerView | None, path: str) -> AnswerView:
    if before and stands_alone(answer.heading, path) and stands_alone(answer.body, path):
        return before
    heading, text = marked_safe(body.heading_html(answer.heading)), marked_safe(body.html(answer.body))
    return AnswerView(answer.question_id, answer.anchor, heading, answer.heading_text, text)


def _written(text: Markup) -> Written:
    """The canonical form; it is usually the same text, which is then kept once."""
    plain = str(text)
    if is_canonical(plain):
        return Written(text)
    canonical = write_blocks(parse_blocks(plain))
    return Written(text if canonical == plain else canonical)
