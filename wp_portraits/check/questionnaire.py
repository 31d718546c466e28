"""Questions and answers.

A series asks everybody the same questions; readers compare the answers, and each answer of the questionnaire has the
same address in every portrait (`…/camille-roy/#debut`). These rules hold a draft against its series' questionnaire. A
series without questions is content with any headings.

The examples belong to a series with these lines:

```yaml
questions:
  - {id: debut, text: "Comment as-tu commencé?", required: true}
  - {id: bref, text: "Décris ton travail en 140 caractères.", max_chars: 140}
minimum_answers: 2
```

## Q001

The series marks a question `required: true`, and no heading of the draft asks it. Readers of the series look for that
answer in every portrait. The finding stands at the draft's `series`, since the question itself is nowhere in the
draft. A required question whose answer is empty is reported as Q006 instead.

Wrong: a draft whose only question is

```markdown
## Décris ton travail en 140 caractères.

J’écoute et je réponds.
```

Right: the required question is there, worded as in the questionnaire or marked with its id

```markdown
## Alors, Camille, ce début? {#debut}

Par la file d’attente téléphonique.
```

To mend it: add the heading the hint shows and the person's answer, or take `required: true` out of the series.

## Q002

The series promises readers a short answer (`max_chars`), and this one is longer. What counts is what a reader sees:
letters, signs and single spaces, without markup, addresses and alternative texts. An accented letter counts once
however it was typed, and so does an emoji made of several (👩🏽‍💻 is one).

Wrong, where `max_chars` is 10:

```markdown
## Décris ton travail en 140 caractères.

J’écoute *tout le monde*.
```

Right:

```markdown
## Décris ton travail en 140 caractères.

**J’écoute.**
```

To mend it: shorten the answer; the hint shows the last words that still fit.

## Q003

The heading matches no question of the questionnaire: perhaps a slip, perhaps a question of the interviewer's own. It
is published either way, but an answer under a mistyped question has another address than in the other portraits, and
the question it was meant for counts as not answered.

Wrong:

```markdown
## Comment as-tu comencé?

Par la file d’attente téléphonique.
```

Right:

```markdown
## Comment as-tu commencé?

Par la file d’attente téléphonique.
```

To mend it: take over the wording the hint suggests, or give the heading the question's id (`{#debut}`) to keep your
own words. Case, spaces and punctuation do not matter. For a question of your own there is nothing to mend.

## Q004

The series asks for at least `minimum_answers` answers, and the draft has fewer. A portrait of two short answers
disappoints readers of a series that promises an interview. Empty answers do not count; a question answered twice
counts once; questions of your own count.

Wrong, where `minimum_answers` is 2:

```markdown
## Comment as-tu commencé?

Par la file d’attente téléphonique.
```

Right:

```markdown
## Comment as-tu commencé?

Par la file d’attente téléphonique.

## Décris ton travail en 140 caractères.

J’écoute et je réponds.
```

To mend it: ask some more, or lower `minimum_answers` in the series.

## Q005

Two headings of the draft ask the same question: of the questionnaire, or the very same words. Only one of them can
have the question's address, and a reader meets the same question twice.

Wrong:

```markdown
## Comment as-tu commencé?

Par hasard.

## Comment as-tu commencé? {#debut}

Par la file d’attente téléphonique.
```

Right:

```markdown
## Comment as-tu commencé?

Par hasard, par la file d’attente téléphonique.
```

To mend it: join the two answers, or reword the second heading (and take its `{#…}` away) if it asks something else.

## Q006

Nothing stands below the heading: no text, no picture, no embed. On the page a question would stand without an answer.
A comment (`<!-- à venir -->`) or a line (`---`) is no answer.

Wrong:

```markdown
## Comment as-tu commencé?

## Décris ton travail en 140 caractères.

J’écoute et je réponds.
```

Right:

```markdown
## Décris ton travail en 140 caractères.

J’écoute et je réponds.
```

To mend it: write the answer, or delete the heading; the portrait needs not answer every question.
"""

from __future__ import annotations

from collections.abc import Iterator

from wp_portraits.check.length import character_count, cut_to, visible_text
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.drafts.draft import Section
from wp_portraits.model.markdown import Kind
from wp_portraits.model.series import Question, Series
from wp_portraits.schema.matching import normal_wording, suggest
from wp_portraits.schema.read import ReadDraft

_HINT_LENGTH = 40
"""Characters shown of the end of what still fits."""


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """Q001 to Q006 for one draft."""
    pairs = tuple(zip(read.draft.sections, read.matches, strict=False))
    for section, question in pairs:
        yield from _answer(section, question)
    yield from _repeated(pairs)
    if read.series is not None and read.series.questions:
        yield from _strangers(pairs, read.series)
        yield from _unanswered(read, read.series)
    if read.series is not None:
        yield from _too_few(read, read.series)


def _answer(section: Section, question: Question | None) -> Iterator[Diagnostic]:
    """Q002 and Q006: the answer by itself."""
    if is_empty(section):
        hint = "Write the answer below the question, or delete the question."
        yield finding("Q006", section.heading_span, f"The question {_quoted(section)} has no answer.", hint)
    if question is None or question.max_chars is None:
        return
    text = visible_text(section.body)
    length = character_count(text)
    if length > question.max_chars:
        over = length - question.max_chars
        end = cut_to(text, question.max_chars)[-_HINT_LENGTH:]
        message = f"This answer has {length} characters, {over} more than the {question.max_chars} its question allows."
        yield finding("Q002", section.heading_span, message, f"What fits ends with “…{end}”.")


def is_empty(section: Section) -> bool:
    """Whether a reader sees nothing below the heading: no text, no picture, nothing of raw HTML."""
    for event in section.body:
        if event.tag == "image" or (event.kind in (Kind.TEXT, Kind.CODE) and str(event.value).strip()):
            return False
    return not visible_text(section.body)


def _repeated(pairs: tuple[tuple[Section, Question | None], ...]) -> Iterator[Diagnostic]:
    """Q005, at the second heading and every further one."""
    first: dict[str, Section] = {}
    for section, question in pairs:
        asked = f"#{question.id}" if question is not None else normal_wording(section.heading_text)
        if not asked:
            continue
        earlier = first.setdefault(asked, section)
        if earlier is not section:
            line = earlier.heading_span.line
            message = f"The question {_quoted(section)} is already answered on line {line}."
            yield finding("Q005", section.heading_span, message, "Join the two answers, or ask something else here.")


def _strangers(pairs: tuple[tuple[Section, Question | None], ...], series: Series) -> Iterator[Diagnostic]:
    """Q003, with the question that was probably meant."""
    ids = ", ".join(question.id for question in series.questions)
    for section, question in pairs:
        if question is not None:
            continue
        asked = _quoted(section) if section.heading_text else "A heading without words"
        message = f"{asked} is not in the questionnaire of “{series.name}”."
        if section.anchor is not None:
            message = f"“#{section.anchor}” is not the id of a question of “{series.name}”."
        meant = suggest(section.heading_text, series)
        hint = f"Did you mean “{meant.text}” {{#{meant.id}}}?" if meant is not None else ""
        if not hint:
            hint = f"As a question of your own it is fine. The questionnaire's ids are: {ids}."
        yield finding("Q003", section.heading_span, message, hint)


def _unanswered(read: ReadDraft, series: Series) -> Iterator[Diagnostic]:
    """Q001, at the draft's ``series``."""
    asked = {question.id for question in read.matches if question is not None}
    nearly: dict[str, int] = {}
    for section, question in zip(read.draft.sections, read.matches, strict=False):
        meant = suggest(section.heading_text, series) if question is None else None
        if meant is not None:
            nearly.setdefault(meant.id, section.heading_span.line)
    for question in series.questions:
        if question.required and question.id not in asked:
            message = f"The question “{question.text}” must be answered, and is not."
            hint = f"Add it: ## {question.text} {{#{question.id}}}"
            if question.id in nearly:
                hint = (
                    f"If the heading on line {nearly[question.id]} asks it, add {{#{question.id}}} at that line's end."
                )
            yield finding("Q001", read.draft.span_at(("series",)), message, hint)


def _too_few(read: ReadDraft, series: Series) -> Iterator[Diagnostic]:
    """Q004, at the draft's ``series``."""
    answered: set[str] = set()
    for section, question in zip(read.draft.sections, read.matches, strict=False):
        if not is_empty(section):
            answered.add(f"#{question.id}" if question is not None else normal_wording(section.heading_text))
    least, count = series.minimum_answers, len(answered)
    if count < least:
        noun = "answer" if count == 1 else "answers"
        message = f"The draft has {count} {noun}; its series asks for at least {least}."
        yield finding("Q004", read.draft.span_at(("series",)), message, f"{least - count} more would do.")


def _quoted(section: Section) -> str:
    return f"“{section.heading_text}”" if section.heading_text else "without words"
