"""Related portraits named by hand.

`related: auto` chooses by itself. A draft may name them instead, by their keys: a draft's `id`, or its file name
without `.md`.

## R002

No draft has this key. Usually it is a slip, a person's name or a slug instead of a key, or a draft that was renamed.
Publishing would leave a hole in the block that the author wanted filled.

Wrong:

```yaml
related: [camile-roy]
```

Right:

```yaml
related: [camille-roy]
```

To mend it: write the key the hint suggests, or take the entry out.

## R003

The portrait names itself. A reader who has just read it gains nothing from a link to the same page.

Wrong, in `drafts/camille-roy.md`:

```yaml
related: [camille-roy, lea-tremblay]
```

Right:

```yaml
related: [lea-tremblay]
```

To mend it: take the entry out.

## R004

The same portrait is named twice. It is shown once, at its first place.

Wrong:

```yaml
related: [lea-tremblay, nadia-benali, lea-tremblay]
```

Right:

```yaml
related: [lea-tremblay, nadia-benali]
```

To mend it: take the second one out, or write the key that was meant.

## R008

This portrait names another one, which names others by hand, but not this one. A reader who comes from here finds no way
back.

Wrong, where `drafts/lea-tremblay.md` has `related: [nadia-benali]`:

```yaml
related: [lea-tremblay]
```

Right:

```yaml
related: [nadia-benali]
```

To mend it: name this portrait in the other one too, or leave it: this is a hint only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from wp_portraits.check.suggestions import nearest
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.schema.read import ReadDraft
from wp_portraits.schema.slugs import slugify


def findings(read: ReadDraft, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """R002, R003, R004 and R008 for one draft, each at its entry of the list."""
    lines: dict[str, int] = {}
    for place, key in enumerate(read.front.related.keys if read.front.related is not None else ()):
        span = read.entry_span("related", place)
        if key in lines:
            yield finding(
                "R004", span, f"“{key}” stands in the list already, on line {lines[key]}.", "Take this one out."
            )
        elif key == read.key:
            yield finding("R003", span, f"“{key}” is this portrait itself.", "Take it out of the list.")
        elif key not in surroundings.keys:
            yield finding("R002", span, f"No draft has the key “{key}”.", _hint(read, key, surroundings))
        elif read.key not in surroundings.named.get(key, (read.key,)):
            message = f"“{key}” names other portraits, and not this one."
            yield finding("R008", span, message, f"Add {read.key} to its “related”, if readers are to come back.")
        lines.setdefault(key, span.line)


def _hint(read: ReadDraft, key: str, surroundings: Surroundings) -> str:
    """The key that was meant: named by a slip, a file, a slug or a person's name."""
    others = [other for other in surroundings.keys if other != read.key]
    for owner, paths in surroundings.keys.items():
        if paths[0] in surroundings.slugs.get(key, ()):
            return f"That is a slug; the portrait's key is “{owner}”."
    plain = slugify(re.sub(r"\.md\Z", "", basename(key), flags=re.IGNORECASE))
    meant = plain if plain in others else nearest(plain, others)
    if meant is not None:
        return f"Did you mean “{meant}”?"
    return f"The keys are: {', '.join(sorted(others)[:10])}{'…' if len(others) > 10 else ''}." if others else ""
