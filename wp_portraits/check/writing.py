"""The writing.

What is easily left behind in a text: a note to oneself, an address that nobody can click, a heading of the wrong
level. These rules look at the introduction, the questions and the answers; code is left alone.

## W001

The heading skips a level: below a question (`##`) stands `###`, below that `####`. Readers who cannot see the page go
through it by its headings, and look for what the skipped one announced.

Wrong:

```markdown
## Comment as-tu commencé?

#### Les premiers mois

Par hasard.
```

Right:

```markdown
## Comment as-tu commencé?

### Les premiers mois

Par hasard.
```

To mend it: take away some `#`, or make it bold text if it is no heading.

## W002

A heading of level 1 (`#`) stands in the text. Level 1 is the post's own title; on the page this heading would be one of
level 3, inside the answer above it. Usually a question lacks its second `#`.

Wrong:

```markdown
# Comment as-tu commencé?

Par hasard.
```

Right:

```markdown
## Comment as-tu commencé?

Par hasard.
```

To mend it: write `##` for a question, `###` for a heading inside an answer.

## W003

A note to oneself was left behind: `TODO`, `FIXME`, `TBD`, `[à compléter]`, “Lorem ipsum”, or dots in the place of a
text. In the front matter, that is a value made of nothing else; in the text, a paragraph made of dots, or one of
these words anywhere.

Wrong:

```markdown
## Comment as-tu commencé?

Par hasard. TODO : redemander l’année.
```

Right:

```markdown
## Comment as-tu commencé?

Par hasard, en 2009.
```

To mend it: write what is missing, or delete the note.

## W004

The link has no words. It is not shown at all: whoever reads does not see that there is one.

Wrong:

```markdown
Elle tient un carnet.[](https://example.org/carnet)
```

Right:

```markdown
Elle tient [un carnet](https://example.org/carnet).
```

To mend it: write between the brackets what the link leads to.

## W005

The address stands bare in the text. It is shown as plain text: no reader can click it. (An address alone in its
paragraph is something else: where WordPress knows the site, it becomes a player.)

Wrong:

```markdown
Son carnet, https://example.org/carnet, a dix ans.
```

Right:

```markdown
[Son carnet](https://example.org/carnet) a dix ans.
```

To mend it: make a link of the words before it, or put the address between `<` and `>`, as `check --fix` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wp_portraits.check.references import references_of
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.yaml_tree import YamlList, YamlNode, YamlText
from wp_portraits.model.markdown import Event, Fragment, Kind
from wp_portraits.schema.read import ReadDraft

_DOTS = frozenset(("…", "...", "....", "[…]", "[...]", "(…)", "(...)", "???", "xxx", "XXX"))
_WORDS = ("TODO", "FIXME", "TBD")
_SIGNS = (*_WORDS, "orem ipsum", "à compléter", "to be completed")
"""What a text with a note to oneself has in it, looked for before the pattern: most texts have none."""
_NOTE = re.compile(r"\b(?:TODO|FIXME|TBD)\b|[Ll]orem ipsum|[\[(](?:à compléter|to be completed)\b[^\])]*[\])]")
_SPANISH = ("es", "pt", "gl")
"""Languages in which TODO is a word."""
_ADDRESS = re.compile(r"(?:https?://|www\.[\w-]+\.)[^\s<>\"“”«»|`]+", re.IGNORECASE)
_ENDINGS = frozenset(".,;:!?…'’*_~)]}")
"""What may follow an address without belonging to it."""
_TEXT, _ENTER, _LEAVE, _INLINE_HTML = Kind.TEXT, Kind.ENTER, Kind.LEAVE, Kind.INLINE_HTML
_QUIET = frozenset(("link", "image", "code_block"))
_RAW_LINK = re.compile(r"<(/?)a(?=[\s>])", re.IGNORECASE)


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """W001 to W005 for one draft."""
    draft = read.draft
    notes = any(sign in draft.text for sign in _SIGNS)
    spanish = _language(read) in _SPANISH
    yield from _values(draft, draft.front)
    yield from _wordless(read)
    for section in (draft.intro, *draft.sections):
        above = 2
        for body in (section.heading, section.body):
            for place in _noteworthy(body, notes):
                if body[place].kind is _ENTER:
                    yield from _heading(draft, body[place], above)
                    above = max(body[place].value[0], 2)
                else:
                    yield from _text(draft, body, place, spanish)


def _language(read: ReadDraft) -> str:
    lang = read.front.lang or (read.series.lang if read.series is not None else "")
    return lang.partition("-")[0].lower()


def _noteworthy(body: Fragment, notes: bool) -> Iterator[int]:
    """The indices of headings, and of texts outside links and code in which there may be something to find."""
    quiet = 0
    for place, (kind, tag, value, _, _) in enumerate(body):
        if kind is _TEXT:
            if not quiet and (notes or len(value) <= 5 or "://" in value or "www." in value):
                yield place
        elif kind is _ENTER:
            if tag == "heading":
                yield place
            elif tag in _QUIET:
                quiet += 1
        elif kind is _LEAVE:
            quiet -= tag in _QUIET
        elif kind is _INLINE_HTML:
            quiet = max(0, quiet + sum(-1 if closing else 1 for closing in _RAW_LINK.findall(value)))


def _values(draft: Draft, node: YamlNode | None) -> Iterator[Diagnostic]:
    """W003 in the front matter."""
    if isinstance(node, YamlText):
        text = node.text.strip()
        if text in _DOTS or text in _WORDS or (text[:1] in ("[", "(", "l", "L") and _NOTE.fullmatch(text)):
            yield _left_behind(draft, node.start, node.end, text)
    elif node is not None:
        for child in node.entries if isinstance(node, YamlList) else [entry.value for entry in node.entries]:
            yield from _values(draft, child)


def _left_behind(draft: Draft, start: int, end: int, text: str) -> Diagnostic:
    return finding("W003", draft.span(start, end), f"“{text}” was left behind.", "Write what is missing, or delete it.")


def _heading(draft: Draft, heading: Event, above: int) -> Iterator[Diagnostic]:
    """W001 or W002; ``above`` is the level of the heading before it."""
    line = re.split(r"[\r\n]", draft.text[heading.start : heading.end], maxsplit=1)[0].rstrip()
    level, span = heading.value[0], draft.span(heading.start, heading.start + len(line))
    if level == 1:
        message = "This heading has the level of the post's title."
        yield finding("W002", span, message, "Write “##” for a question, “###” for a heading inside an answer.")
    elif level > above + 1:
        message = f"This heading has level {level}, and the one above it level {above}."
        yield finding("W001", span, message, f"Write “{'#' * (above + 1)}”.")


def _text(draft: Draft, body: Fragment, place: int, spanish: bool) -> Iterator[Diagnostic]:
    """W003 and W005 in one text of a body."""
    event = body[place]
    around = {body[place - 1].tag, body[place + 1].tag} if 0 < place < len(body) - 1 else set()
    written = draft.text[event.start : event.end].strip()
    if written in _DOTS and around and around <= {"paragraph", "item"}:
        yield _left_behind(draft, event.start, event.end, written)
        return
    for match in _NOTE.finditer(draft.text, event.start, event.end):
        if not (spanish and match[0] == "TODO"):
            yield _left_behind(draft, match.start(), match.end(), match[0])
    for match in _ADDRESS.finditer(draft.text, event.start, event.end):
        address = _trimmed(match[0])
        if around != {"paragraph"} or address != written:
            yield _bare(draft, match.start(), address)


def _bare(draft: Draft, start: int, address: str) -> Diagnostic:
    """W005, with its fix where the address is a whole one."""
    end = start + len(address)
    begun = draft.text[start - 1 : start] == "<"  # a link was meant, and something in it is wrong
    whole = not begun and "://" in address and not re.search(r"[\\&<>\x00-\x20\x7f-\x9f]", address)
    fix = (Edit(start, start, "<"), Edit(end, end, ">")) if whole else ()
    hint = f"Write <{address}>, or [words]({address})." if "://" in address else f"Write [words](https://{address})."
    return finding("W005", draft.span(start, end), "This address is no link: nobody can click it.", hint, fix)


def _trimmed(address: str) -> str:
    """The address without the punctuation of its sentence; a closing bracket stays where one is opened."""
    end, unopened = len(address), address.count(")") - address.count("(")
    while end and address[end - 1] in _ENDINGS and (address[end - 1] != ")" or unopened > 0):
        end -= 1
        unopened -= address[end] == ")"
    return address[:end]


def _wordless(read: ReadDraft) -> Iterator[Diagnostic]:
    """W004; a link around a picture without words is the picture's matter, raw HTML is its author's."""
    references = references_of(read)
    for reference, inside in zip(references, (*references[1:], None), strict=False):
        if reference.tag != "link" or reference.words or not reference.url.strip():
            continue
        around = inside is not None and inside.tag == "image" and _within(inside.span, reference.span)
        if not around and "<" not in _written(read.draft, reference.span):
            message = f"The link to {reference.url} has no words, so that nobody sees it."
            yield finding("W004", reference.span, message, "Write between its brackets what it leads to.")


def _written(draft: Draft, span: Span) -> str:
    lines = draft.lines
    return draft.text[lines.offset(span.line, span.column) : lines.offset(span.end_line, span.end_column)]


def _within(inner: Span, outer: Span) -> bool:
    return (inner.line, inner.column) < (outer.end_line, outer.end_column)
