"""Silencing findings.

A finding that is not to be mended may be silenced in the draft itself, for `check`, `plan` and `publish` alike: by a
comment with the codes, separated by commas. In the front matter, a comment on a line of its own holds for the whole
draft, one at a line's end for the findings on that line:

```yaml
# wp-portraits: ignore Q007
person:
  name: CAMILLE ROY  # wp-portraits: ignore P002
```

In the text, a comment holds for the block below it (a paragraph, a list, a picture), one before a question or in its
heading for the question and all of its answer, and one inside a paragraph for that paragraph:

```markdown
<!-- wp-portraits: ignore Q002, Q003 -->
## Et les loutres?

Une réponse un peu trop longue.
```

These comments never reach the published page. Warnings and hints can be silenced, and so can errors about what the
series asks for; other errors cannot, since no post could be made of the draft: their pages say so.

## X001

The comment names a code that does not exist, or asks for something else than `ignore`. It would silence nothing.

Wrong:

```yaml
# wp-portraits: ignore Q07
series: s
```

Right:

```yaml
series: s
```

To mend it: write the code as `check` shows it, whole, and several with commas.

## X002

Nothing is found where the comment holds: what it silenced was mended, or the comment stands in another place than the
finding. It would hide the next finding of that code without a word.

Wrong:

```markdown
<!-- wp-portraits: ignore Q003 -->

La réponse tient en une ligne.
```

Right:

```markdown
La réponse tient en une ligne.
```

To mend it: delete the code, or move the comment. Codes that begin with L need the network and are left alone.

## X003

The comment names an error without whose mending no post can be made of the draft. It is told all the same.

Wrong:

```yaml
staus: draft  # wp-portraits: ignore F005
```

Right:

```yaml
status: draft
```

To mend it: mend what the error says, and delete the code from the comment.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from wp_portraits.check.suggestions import nearest
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.register import CODES
from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.front_matter import find_front_matter
from wp_portraits.drafts.yaml_tree import YamlList, YamlNode, YamlText
from wp_portraits.model.markdown import Event, Fragment, Kind
from wp_portraits.schema.read import ReadDraft

_MARK = "wp-portraits:"
_IN_YAML = re.compile(r"(?:(?<=\s)|^)#[ \t]*wp-portraits:(?P<told>[^\r\n]*)")
_IN_HTML = re.compile(r"<!--\s*wp-portraits:(?P<told>.*?)-->", re.DOTALL)
_CODE = re.compile(r"[^\s,]+")
_BLOCKS = frozenset(("paragraph", "heading", "item", "table"))
_ONLINE = "L"
"""The family whose findings come from asking the web: without them, nothing is known of what a comment silences."""


class _Comment(NamedTuple):
    """A comment of ours: where what it says stands (offsets), and the lines it holds for, both included."""

    start: int
    end: int
    first: int
    last: int


class _Silence(NamedTuple):
    """A code that is silenced on some lines, and where it is written."""

    code: str
    start: int
    end: int
    first: int
    last: int


def unsilenced(read: ReadDraft, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings that no comment of the draft silences."""
    silences, _ = _silences(read)
    if not silences:
        return tuple(found)
    covered = _covered(silences)
    return tuple(each for each in found if not _holds(covered.get(each.code, []), each.span.line))


def _covered(silences: Iterable[_Silence]) -> dict[str, list[tuple[int, int]]]:
    """For each code the lines, from first to last, on which it is silenced: in order, and apart."""
    covered: dict[str, list[tuple[int, int]]] = {}
    for code, first, last in sorted((each.code, each.first, each.last) for each in silences):
        lines = covered.setdefault(code, [])
        if lines and first <= lines[-1][1]:
            lines[-1] = (lines[-1][0], max(last, lines[-1][1]))
        else:
            lines.append((first, last))
    return covered


def _holds(covered: list[tuple[int, int]], line: int) -> bool:
    place = bisect_right(covered, line, key=itemgetter(0))
    return place > 0 and line <= covered[place - 1][1]


def silenced_lines(read: ReadDraft, code: str) -> tuple[tuple[int, int], ...]:
    """The lines, from first to last, on which the draft silences ``code``: for rules that tell many places at once."""
    silences, _ = _silences(read)
    return tuple((silence.first, silence.last) for silence in silences if silence.code == code)


def with_silencing(read: ReadDraft, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """``found`` without what the draft silences, and with X001 to X003 about the comments that do it; sorted."""
    silences, wrong = _silences(read)
    told = [*unsilenced(read, found), *wrong, *(_idle(read.draft, each) for each in _without_effect(silences, found))]
    return tuple(sorted(told, key=lambda one: one.sort_key))


def _without_effect(silences: list[_Silence], found: Iterable[Diagnostic]) -> Iterator[_Silence]:
    lines: dict[str, list[int]] = {}
    for code, line in sorted((each.code, each.span.line) for each in found) if silences else ():
        lines.setdefault(code, []).append(line)
    for silence in silences:
        of_code = lines.get(silence.code, [])
        place = bisect_left(of_code, silence.first)
        if silence.code[0] != _ONLINE and (place == len(of_code) or of_code[place] > silence.last):
            yield silence


def _silences(read: ReadDraft) -> tuple[list[_Silence], list[Diagnostic]]:
    """What the draft's comments silence, and what is wrong with them."""
    if "silences" not in read.notes:
        read.notes["silences"] = _read_comments(read.draft) if _MARK in read.draft.text else ([], [])
    kept: tuple[list[_Silence], list[Diagnostic]] = read.notes["silences"]
    return kept


def _read_comments(draft: Draft) -> tuple[list[_Silence], list[Diagnostic]]:
    silences: list[_Silence] = []
    wrong: list[Diagnostic] = []
    for comment in (*_in_front_matter(draft), *_in_text(draft)):
        words = list(_CODE.finditer(draft.text, comment.start, comment.end))
        if len(words) < 2 or words[0][0] != "ignore":
            wrong.append(_no_order(draft, comment))
            continue
        for code in words[1:]:
            silence = _Silence(code[0].upper(), code.start(), code.end(), comment.first, comment.last)
            if silence.code not in CODES:
                wrong.append(_unknown(draft, code[0], silence))
            elif CODES[silence.code].firm:
                wrong.append(_firm(draft, silence))
            else:
                silences.append(silence)
    return silences, wrong


def _in_front_matter(draft: Draft) -> Iterator[_Comment]:
    """Comments of the YAML; what looks like one inside a value is text."""
    place = find_front_matter(draft.text)
    values = list(_values(draft.front)) if draft.front is not None else []
    for match in _IN_YAML.finditer(draft.text, place.start, place.end):
        before = bisect_right(values, match.start(), key=lambda value: value.start) - 1
        if before >= 0 and match.start() < values[before].end:
            continue
        line, column = draft.lines.place(match.start())
        alone = not draft.text[match.start() - column + 1 : match.start()].strip()
        first, last = (1, len(draft.lines.starts)) if alone else (line, line)
        yield _Comment(*match.span("told"), first, last)


def _values(node: YamlNode) -> Iterator[YamlText]:
    if isinstance(node, YamlText):
        yield node
        return
    for child in node.entries if isinstance(node, YamlList) else (entry.value for entry in node.entries):
        yield from _values(child)


def _in_text(draft: Draft) -> Iterator[_Comment]:
    """Comments of the text, each with the lines of the block or question it holds for."""
    sections = (draft.intro, *draft.sections)
    ends = [section.heading_span.line - 1 for section in draft.sections] + [len(draft.lines.starts)]
    for place, (section, end) in enumerate(zip(sections, ends, strict=True)):
        for event in section.heading:
            if event.kind is Kind.INLINE_HTML:
                yield from _comments(draft, event, (section.heading_span.line, end))
        following = sections[place + 1] if place + 1 < len(sections) else None
        below = (following.heading_span.line, ends[place + 1]) if following is not None else (0, 0)
        yield from _in_blocks(draft, section.body, below)


def _in_blocks(draft: Draft, body: Fragment, below: tuple[int, int]) -> Iterator[_Comment]:
    """The comments among some blocks; ``below`` are the lines of the question that follows them."""
    waiting: list[Event] = []
    around, inside = (0, 0), False
    for event in body:
        if inside:
            inside = event.tag != "html_block"
        elif event.kind is Kind.ENTER and event.tag == "html_block" and _is_ours(draft, event):
            waiting.append(event)
            inside = True
        else:
            for comment in waiting:
                yield from _comments(draft, comment, (0, 0) if event.kind is Kind.LEAVE else _lines(draft, event))
            waiting = []
            if event.kind is Kind.ENTER and event.tag in _BLOCKS:
                around = _lines(draft, event)
            elif event.kind is Kind.INLINE_HTML:
                yield from _comments(draft, event, around)
    for comment in waiting:
        yield from _comments(draft, comment, below)


def _is_ours(draft: Draft, event: Event) -> bool:
    return _IN_HTML.search(draft.text, event.start, event.end) is not None


def _lines(draft: Draft, event: Event) -> tuple[int, int]:
    return draft.lines.place(event.start)[0], draft.lines.place(max(event.start, event.end - 1))[0]


def _comments(draft: Draft, event: Event, lines: tuple[int, int]) -> Iterator[_Comment]:
    for match in _IN_HTML.finditer(draft.text, event.start, event.end):
        yield _Comment(*match.span("told"), *lines)


def _no_order(draft: Draft, comment: _Comment) -> Diagnostic:
    told = draft.text[comment.start : comment.end].strip()
    message = f"This comment asks for “{told}”, which is not known." if told else "This comment asks for nothing."
    return finding("X001", draft.span(comment.start, comment.end), message, "Write: wp-portraits: ignore CODE.")


def _unknown(draft: Draft, name: str, silence: _Silence) -> Diagnostic:
    near = nearest(name.upper().replace("O", "0"), CODES)
    hint = f"Did you mean {near}?" if near else "wp-portraits explain lists the codes."
    return finding("X001", draft.span(silence.start, silence.end), f"There is no code “{name}”.", hint)


def _idle(draft: Draft, silence: _Silence) -> Diagnostic:
    message = f"There is no {silence.code} to silence here."
    return finding("X002", draft.span(silence.start, silence.end), message, "Delete the code, or move the comment.")


def _firm(draft: Draft, silence: _Silence) -> Diagnostic:
    message = f"{silence.code} ({CODES[silence.code].title.lower()}) cannot be silenced."
    hint = "Mend what it says." if silence.code[0] != "X" else "Correct the comment it is about."
    return finding("X003", draft.span(silence.start, silence.end), message, hint)
