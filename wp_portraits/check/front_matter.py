"""The file and its front matter.

A draft begins with its front matter: keys and values in YAML between two lines `---`. These findings come from
reading the file, before any rule looks at what it says (F011 aside); a series file is read in the same way. Everything
that is wrong is reported, not only the first.

## F001

The file is not UTF-8 text: it was saved as Windows-1252, Latin-1 or UTF-16, or is no text at all. Accents would turn
into `Ã©` on the page.

Wrong: “Prénom” saved as Windows-1252, where `é` is the single byte E9.

Right: the same saved as UTF-8.

To mend it: open the file in an editor that shows the right letters, and save it with the encoding UTF-8.

## F002

There is no front matter: the first line is not `---`, or nothing closes it. Nothing tells whose portrait the text is.

Wrong:

```markdown
## Comment as-tu commencé?
```

Right:

```markdown
---
series: portrait-de-gestionnaire
person: {name: Camille Roy}
---

## Comment as-tu commencé?
```

To mend it: write the two lines `---`, the first of them at the very top, with at least `series` and `person` between.

## F003

The YAML cannot be read. The usual reasons are a colon followed by a space inside a text without quotes, a bracket
that is not closed, and a tab used for indenting.

Wrong:

```yaml
excerpt: Camille Roy : une vie en ligne
```

Right:

```yaml
excerpt: "Camille Roy : une vie en ligne"
```

To mend it: put the text in double quotes, or do what the hint says.

## F004

The same key stands twice in one mapping. YAML would silently keep the last one; which of the two was meant is not
ours to guess.

Wrong:

```yaml
tags: [santé]
date: 2026-11-20
tags: [relations publiques]
```

Right:

```yaml
tags: [santé, relations publiques]
date: 2026-11-20
```

To mend it: join the two, or delete one.

## F005

A key that means nothing here. It is nearly always a slip, and what it says would be left out of the post without a
word.

Wrong:

```yaml
reading:
  - {titel: Écrire pour le Web, url: https://example.org/ecrire}
```

Right:

```yaml
reading:
  - {title: Écrire pour le Web, url: https://example.org/ecrire}
```

To mend it: write the key the hint suggests.

## F006

A required key is missing or has no value: `series` and `person: name` in a draft, `name` in a series file, `title`
and `url` in a reading-list entry, `id` and `text` in a question.

Wrong:

```yaml
reading:
  - {title: Écrire pour le Web}
```

Right:

```yaml
reading:
  - {title: Écrire pour le Web, url: https://example.org/ecrire}
```

To mend it: add the key.

## F007

The value is of the wrong kind: a text where a list belongs, a word that is not among those allowed, a date that is
none. The hint says what fits.

Wrong:

```yaml
status: published
tags: santé
```

Right:

```yaml
status: publish
tags: [santé]
```

To mend it: write what the hint says.

## F008

The file is too large (over 2,000,000 bytes), or its YAML or Markdown is nested deeper or is longer than any
interview: no page could show it, and reading it could take the machine down.

Wrong: a photo saved as `camille-roy.md`.

Right: a text of some pages; a long interview has twenty thousand characters.

To mend it: split the draft, or bring quotes and lists up a few levels.

## F009

An invisible control character stands in the file. It comes with text copied from a PDF or a word processor; no reader
sees it, and a post that has one cannot be read over XML-RPC.

Wrong: “en­ligne” with the character U+0002 where the PDF broke the line.

Right: “en ligne”.

To mend it: delete the character; the message tells which one it is and the mark shows where.

## F010

The file is there but cannot be opened: its permissions, or a link that leads nowhere.

Wrong: a draft that only another user of the machine may read.

Right: a draft that you can open in an editor.

To mend it: give yourself the right to read the file, or remove the link.

## F011

Two tags, or two categories, are the same but for capital letters. WordPress has one term for both; the post gets the
first.

Wrong:

```yaml
tags: [santé, Santé]
```

Right:

```yaml
tags: [santé]
```

To mend it: take one of the two out.
"""

from __future__ import annotations

from collections.abc import Iterator

from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.drafts.yaml_tree import YamlList, YamlText
from wp_portraits.schema.read import ReadDraft


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """F011 for one draft; what else this page tells of is found in reading the file."""
    for name in ("tags", "categories"):
        entry = read.draft.front.entry(name) if read.draft.front is not None else None
        if entry is None or not isinstance(entry.value, YamlList):
            continue
        seen: dict[str, str] = {}
        for node in entry.value.entries:
            text = " ".join(node.text.split()) if isinstance(node, YamlText) else ""
            if text.casefold() in seen:
                message = f"“{text}” is the same as “{seen[text.casefold()]}” above."
                yield finding("F011", read.draft.span(node.start, node.end), message, "Take one of the two out.")
            elif text:
                seen[text.casefold()] = text
