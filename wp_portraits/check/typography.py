"""Typography of the text.

What a reader's eye stumbles over although the words are right: quotation marks without a partner, a colon alone at the
start of a line, typewriter signs. Only the body is looked at, never its code, addresses, raw HTML or markup, and each
code is told once a draft, at its first place, with the number of places.

The usage is that of the language: the draft's `lang`, else its series'. In French it follows the country. `fr-CA`, after
the [Office québécois de la langue française](https://vitrinelinguistique.oqlf.gouv.qc.ca/22039/la-typographie/espacement/espacement-avant-et-apres-les-signes-de-ponctuation-et-les-symboles):
a no-break space before the colon and inside « », no space, or a thin one, before `;` `!` `?`. `fr` and `fr-FR`, after the
*Lexique des règles typographiques en usage à l’Imprimerie nationale*: a narrow no-break space before `;` `!` `?` too.
`fr-CH` has narrow ones throughout. Either no-break space (U+00A0, U+202F) that stands in a text already is left alone.
Other languages, and stretches that are plainly English or marked by raw HTML with another `lang`, get no French spaces.

`check --fix` mends what has one safe answer: all of this but quotation marks without a partner, and straight ones that
are no clear pair.

## T001

A « that is never closed, or a » that closes nothing, in one answer. The reader cannot tell where the quotation ends. A
quotation over several paragraphs may repeat its « at the start of each.

Wrong:

```markdown
Elle m’a dit : « Prends ton temps. Le reste viendra.
```

Right:

```markdown
Elle m’a dit : « Prends ton temps. » Le reste viendra.
```

To mend it: add the missing guillemet where the quotation ends or begins.

## T002

An ordinary space, or none, inside guillemets. A line may break there, and a guillemet stands alone at its end.

Wrong:

```markdown
On l’appelle « la gare » ou «le quai».
```

Right, with no-break spaces:

```markdown
On l’appelle « la gare » ou « le quai ».
```

To mend it: run `wp-portraits check --fix`, or type no-break spaces.

## T003

The space before `:` `;` `!` or `?` is an ordinary one, or is missing where the usage has one. A line may break before
the sign. In `fr-CA` an ordinary space before `;` `!` `?` is taken out; in other French it becomes a narrow no-break space.

Wrong:

```markdown
J’ai une règle: écouter. Tu viens ?
```

Right, in `fr-CA`:

```markdown
J’ai une règle : écouter. Tu viens?
```

To mend it: run `wp-portraits check --fix`.

## T004

An ordinary space, or none, between a number and its unit (`%`, `$`, `€`, `h`, `km`…), or an ordinary space between groups
of three digits. A line may break inside the number.

Wrong:

```markdown
La salle a 1 200 places, pleines à 80%, dès 9 h 30.
```

Right, with no-break spaces:

```markdown
La salle a 1 200 places, pleines à 80 %, dès 9 h 30.
```

To mend it: run `wp-portraits check --fix`.

## T005

The apostrophe of a typewriter. Typeset text has the curved one, as books and newspapers do; in French and English.

Wrong:

```markdown
L'équipe d'aujourd'hui.
```

Right:

```markdown
L’équipe d’aujourd’hui.
```

To mend it: run `wp-portraits check --fix`.

## T006

Three full stops instead of the one sign …, which no line break and no justification pulls apart; in French and English.

Wrong:

```markdown
Et puis...
```

Right:

```markdown
Et puis…
```

To mend it: run `wp-portraits check --fix`.

## T007

Straight quotation marks in French text, which has « ». Clear pairs are mended; where they are not clear (an odd number, markup
between them, a quotation within « »), the author decides.

Wrong:

```markdown
Il a dit "à demain" et rien d’autre.
```

Right:

```markdown
Il a dit « à demain » et rien d’autre.
```

To mend it: run `wp-portraits check --fix`, or type guillemets; “ ” for a quotation within a quotation.

## T008

Spaces at the end of a line, or on an empty one. They mean nothing, and every editor that removes them makes a change
nobody meant. Two spaces at the end of a line that goes on are a line break and stay.

Wrong: `Par hasard.` with a space after the full stop.

Right: `Par hasard.` without.

To mend it: run `wp-portraits check --fix`.

## T009

Two spaces, or a tab, between two words. A page shows one.

Wrong:

```markdown
Par  hasard.
```

Right:

```markdown
Par hasard.
```

To mend it: run `wp-portraits check --fix`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wp_portraits.check.blanks import trailing, wide
from wp_portraits.check.foreign import French, primary_of
from wp_portraits.check.prose import fragments_of, prose_of
from wp_portraits.check.quotation import straight_pairs, unpaired
from wp_portraits.check.silencing import silenced_lines
from wp_portraits.check.spacing import guillemets, numbers, signs, usage_of
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.drafts.draft import Draft
from wp_portraits.schema.read import ReadDraft

_APOSTROPHE = re.compile("'(?<=[^\\W\\d_]')(?=[\\w«“\"\ue000])")
_DOTS = re.compile(r"\.\.\.(?<![.…]\.\.\.)(?![.…/\\])(?!(?<=\d\.\.\.)\d)")

Place = tuple[int, tuple[Edit, ...]]
"""Where something is found, and the edits that mend it there: none when only the author can."""

_SHOWN = 5
"""How many lines a message names."""

_FIX = "wp-portraits check --fix"
_WORDING = {
    "T002": ("A space inside « » is ordinary or missing", f"A no-break space belongs there: {_FIX} writes it."),
    "T003": (
        "The space before a high sign is not as it should be",
        f"{_FIX} writes it as the language's usage has it.",
    ),
    "T004": ("A space in an amount is ordinary or missing", f"A no-break space belongs there: {_FIX} writes it."),
    "T005": ("A straight apostrophe", f"Typeset text has ’: {_FIX} writes it."),
    "T006": ("Three full stops", f"Typeset text has the one sign …: {_FIX} writes it."),
    "T007": (
        "A straight quotation mark",
        f"French has « », and “ ” within them: {_FIX} writes it where pairs are clear.",
    ),
    "T008": ("Blanks at the end of a line mean nothing", f"Delete them, or let {_FIX} do it."),
    "T009": ("Several blanks, or a tab, between two words", f"A page shows one space: {_FIX} leaves one."),
}
"""What is said of a code, and what to do."""


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """T001 for each answer, every other code once a draft with the edits of all its places."""
    draft = read.draft
    lang = read.front.lang or (read.series.lang if read.series is not None else "")
    primary = primary_of(lang)
    prose = prose_of(draft, lang)
    if primary == "fr":
        yield from _unpaired(draft, prose)
        for code, places in _french(prose, lang):
            yield from _told(read, code, places)
    if primary in ("fr", "en"):
        yield from _told(read, "T005", _each(Edit(*found.span(), "’") for found in _APOSTROPHE.finditer(prose)))
        yield from _told(read, "T006", _each(Edit(*found.span(), "…") for found in _DOTS.finditer(prose)))
    yield from _told(read, "T008", _each(trailing(draft)))
    yield from _told(read, "T009", _each(wide(prose)))


def _each(edits: Iterable[Edit]) -> Iterator[Place]:
    """A place for each edit."""
    return ((edit.start, (edit,)) for edit in sorted(edits))


def _french(prose: str, lang: str) -> Iterator[tuple[str, Iterator[Place]]]:
    """The places of T002, T003, T004 and T007, in the stretches that are French."""
    usage, french = usage_of(lang), French(prose)
    for code, rule in (("T002", guillemets), ("T003", signs), ("T004", numbers)):
        yield code, (place for place in _each(rule(prose, usage)) if french.at(place[0]))
    yield "T007", (place for place in straight_pairs(prose, usage.inside) if french.at(place[0]))


def _unpaired(draft: Draft, prose: str) -> Iterator[Diagnostic]:
    for fragment in fragments_of(draft):
        alone = unpaired(prose, fragment[0].start, fragment[-1].end) if fragment else []
        if alone:
            what = "This « is never closed" if prose[alone[0]] == "«" else "This » closes nothing"
            hint = "Write its partner where the quotation begins or ends, or delete it."
            message = f"{what}{_more(draft, alone[1:])}."
            yield finding("T001", draft.span(alone[0], alone[0] + 1), message, hint)


def _told(read: ReadDraft, code: str, places: Iterable[Place]) -> Iterator[Diagnostic]:
    """One finding for all the places; those that a comment of the draft silences, which is to go no further, apart."""
    groups: dict[tuple[int, int], list[Place]] = {}
    silenced = silenced_lines(read, code)
    for place in places:
        line = read.draft.lines.place(place[0])[0] if silenced else 0
        covering = next((lines for lines in silenced if lines[0] <= line <= lines[1]), (0, 0))
        groups.setdefault(covering, []).append(place)
    for group in groups.values():
        yield _diagnostic(read.draft, code, group)


def _diagnostic(draft: Draft, code: str, places: list[Place]) -> Diagnostic:
    """The finding of a code, marked at its first place."""
    what, hint = _WORDING[code]
    first, fix = places[0]
    end = max(first + 1, fix[0].end if fix else 0)
    message = f"{what}{_more(draft, [offset for offset, _ in places[1:]])}."
    return finding(
        code, draft.span(first, end), message, hint, tuple(sorted(edit for _, each in places for edit in each))
    )


def _more(draft: Draft, offsets: list[int]) -> str:
    """``, and 12 more, on lines 5, 7 …``; nothing without offsets."""
    if not offsets:
        return ""
    lines = list(dict.fromkeys(draft.lines.place(offset)[0] for offset in offsets))
    shown = f"{', '.join(map(str, lines[:_SHOWN]))}{' …' if len(lines) > _SHOWN else ''}"
    return f", and {len(offsets)} more, on line{'s' if len(lines) > 1 else ''} {shown}"
