"""The reading list.

Each portrait ends with what the person recommends to read. The series says how many entries make a list (`reading:
{min: 1, max: 10}`).

## R001

The list has fewer entries than the series' `min`, or more than its `max`. Readers expect the list at the end of every
portrait of the series, and one that goes on for ever is not read. When an entry has an error of its own, only that is
reported.

Wrong, where `min` is 1:

```yaml
reading: []
```

Right:

```yaml
reading:
  - {title: Écrire pour le Web, url: https://example.org/ecrire}
```

To mend it: add or remove entries, or change `reading` in the series. A list that is too long is marked at the first
entry too many.

## R005

Two entries lead to the same place; `http` or `https`, `www.`, a slash at the end and what follows `#` make no difference.

Wrong:

```yaml
reading:
  - {title: Écrire pour le Web, url: https://example.org/ecrire}
  - {title: Écrire en ligne, url: https://www.example.org/ecrire/}
```

Right:

```yaml
reading:
  - {title: Écrire pour le Web, url: https://example.org/ecrire}
```

To mend it: take the second one out, or correct its address.

## R006

Another portrait recommends the same text already. That may be what you want; in a series, it may also be the trace of a
draft that was copied.

Wrong, where `drafts/camille-roy.md` has the same entry:

```yaml
reading:
  - {title: Le comptoir, url: https://editions.example.org/le-comptoir}
```

Right:

```yaml
reading:
  - {title: Bibliothèques de rivière, url: https://bibliotheque.example.org/rivieres}
```

To mend it: replace the entry, or leave it: this is a hint only. It is told in every draft but the first.

## R007

The title is evidently in another language than the portrait, and nothing says so. Without `lang`, a program that reads the page
aloud pronounces an English title in French.

Wrong, in a portrait in French:

```yaml
reading:
  - {title: The art of letting books go, url: https://example.com/weeding}
```

Right:

```yaml
reading:
  - {title: The art of letting books go, url: https://example.com/weeding, lang: en}
```

To mend it: add the language. French and English are told apart, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from wp_portraits.check.addresses import same_place
from wp_portraits.check.language import evident_language
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.schema.read import ReadDraft

_NAMES = {"en": "English", "fr": "French"}


def findings(read: ReadDraft, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """R001 and R005 to R007 for one draft."""
    yield from _length(read)
    yield from _repeated(read, surroundings)
    lang = (read.front.lang or (read.series.lang if read.series is not None else "")).partition("-")[0].lower()
    for place, entry in enumerate(read.front.reading if lang in _NAMES else ()):
        evident = evident_language(entry.title) if entry.lang is None else None
        if evident is not None and evident != lang:
            message = f"This title seems to be in {_NAMES[evident]}."
            yield finding("R007", read.entry_span("reading", place, "title"), message, f"Add “lang: {evident}”.")


def _repeated(read: ReadDraft, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """R005 and R006, at the address."""
    lines: dict[str, int] = {}
    for place, entry in enumerate(read.front.reading):
        where, span = same_place(entry.url), read.entry_span("reading", place, "url")
        first = surroundings.readings.get(where, read.draft.path)
        if where in lines:
            message = f"This text stands in the list already, on line {lines[where]}."
            yield finding("R005", span, message, "Take this one out, or correct its address.")
        elif first != read.draft.path:
            yield finding("R006", span, f"{first} recommends the same text.", "Leave it, if that is what you want.")
        lines.setdefault(where, span.line)


def _length(read: ReadDraft) -> Iterator[Diagnostic]:
    """R001."""
    if read.series is None:
        return
    count, least, most = len(read.front.reading), read.series.reading_min, read.series.reading_max
    if most is not None and count > most:
        message = f"The reading list has {count} entries; its series allows {most}."
        hint = f"Remove {count - most}, or raise “reading: max” in {read.series.path}."
        yield finding("R001", read.entry_span("reading", most), message, hint)
    elif count < least and not _already_told(read):
        entries = "entry" if count == 1 else "entries"
        message = f"The reading list has {count or 'no'} {entries}; its series asks for at least {least}."
        yield finding(
            "R001", read.draft.span_at(("reading",), key=True), message, "Add “- {title: …, url: https://…}”."
        )


def _already_told(read: ReadDraft) -> bool:
    """Whether entries are missing only because each was reported for something else."""
    front = read.draft.front
    entry = front.entry("reading") if front is not None else None
    if entry is None:
        return front is None
    begin = read.draft.span(entry.key_start, entry.key_end)
    end = read.draft.span(entry.value.start, entry.value.end)
    first, last = (begin.line, begin.column), (end.end_line, end.end_column)
    return any(first <= (told.span.line, told.span.column) <= last for told in read.diagnostics)
