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
"""

from __future__ import annotations

from collections.abc import Iterator

from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics import Diagnostic, finding
from wp_portraits.schema import ReadDraft


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """R001 for one draft."""
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
