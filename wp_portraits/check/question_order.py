"""The order of the questions.

## Q007

The draft asks a question of the questionnaire before one that comes earlier there. Readers who compare portraits look
for the answers in the order they know. Questions of your own may stand anywhere.

Wrong, where the questionnaire begins with “Comment as-tu commencé?”:

```markdown
## Décris ton travail en 140 caractères.

J’écoute et je réponds.

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

To mend it: move the question, or leave it where the conversation took it: this is a hint only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.schema.read import ReadDraft


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """Q007 at each question that would have to be moved; the fewest there can be."""
    if read.series is None:
        return
    order = {question.id: place for place, question in enumerate(read.series.questions)}
    asked = [
        (order.get(question.id, -1), section)
        for section, question in zip(read.draft.sections, read.matches, strict=False)
        if question is not None
    ]
    places = [place for place, _ in asked]
    if all(before <= after for before, after in pairwise(places)):
        return
    kept = _longest_rise(places)
    for number, (place, section) in enumerate(asked):
        if number not in kept and places.count(place) == 1:
            text = read.series.questions[place].text
            message = f"The questionnaire has “{text}” in another place."
            yield finding("Q007", section.heading_span, message, _hint(read, place, set(places)))


def _hint(read: ReadDraft, place: int, asked: set[int]) -> str:
    """Which question it would follow."""
    before = max((each for each in asked if each < place), default=None)
    if before is None or read.series is None:
        return "There it comes before the others of this draft."
    return f"There it comes after “{read.series.questions[before].text}”."


def _longest_rise(places: Sequence[int]) -> set[int]:
    """The indices of a longest rising sequence among ``places``."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        rank = bisect_left(tails, place)
        tails[rank : rank + 1] = [place]
        last[rank : rank + 1] = [number]
        before.append(last[rank - 1] if rank else -1)
    kept, number = set(), last[-1] if last else -1
    while number >= 0:
        kept.add(number)
        number = before[number]
    return kept
