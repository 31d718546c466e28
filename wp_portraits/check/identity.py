"""Keys and slugs.

A portrait's *key* is its permanent identity: it is stored inside the post, so that the post is found again whatever
happens to its title, address or file. The *slug* is the last part of the post's address. Both must be the portrait's
own in the whole workspace, across all its series.

## K001

Two drafts have the same key: the same file name in two folders, or an `id` that is another draft's name. Only one of
them can own the post; publishing the other would overwrite it. Both drafts are reported.

Wrong: `drafts/camille-roy.md` beside `drafts/archives/camille-roy.md`, neither with an `id`.

Right, in the second of them:

```yaml
id: camille-roy-2014
```

To mend it: rename the file that was never published, or give it an `id`. Leave the key of a published portrait alone.

## K002

Two drafts have the same slug, given with `slug` or made from the title. WordPress has one post for an address: it would
rename the second to `…-2` by itself, and links to it would break. Both drafts are reported.

Wrong, in two drafts:

```yaml
slug: camille-roy
```

Right, in one of them:

```yaml
slug: camille-roy-dix-ans-apres
```

To mend it: give one of the drafts another `slug`, or another `title`.

## K003

A key or slug that could not stand in an address as it is written. Keys have lowercase letters a to z, digits and
single hyphens; slugs must be what WordPress would keep unchanged. Without `id` the file's name is the key, so it must
be one too.

Wrong:

```yaml
id: Zoé Archambault
```

Right:

```yaml
id: zoe-archambault
```

To mend it: write what the hint shows, or rename the file.

## K004

WordPress keeps this slug for itself: at that address it offers a feed or an embedded view. It would name the post `feed-2`
by itself, and links to it would break.

Wrong:

```yaml
slug: feed
```

Right:

```yaml
slug: camille-roy
```

To mend it: give the draft another `slug`. The words are `feed`, `rdf`, `rss`, `rss2`, `atom` and `embed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from wp_portraits.check.suggestions import listed
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.schema.read import ReadDraft

_RESERVED = frozenset(("feed", "rdf", "rss", "rss2", "atom", "embed"))
"""What ``wp_unique_post_slug`` gives no post (WordPress 6.1 to 7.1)."""


def findings(read: ReadDraft, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """K001, K002 and K004 for one draft: at its ``id`` or ``slug``, else at the start of the file."""
    path = read.draft.path
    others = [other for other in surroundings.keys.get(read.key, ()) if other != path]
    if others:
        hint = "Rename the file that was never published, or give it an “id” of its own."
        message = f"The key “{read.key}” is also that of {listed(others)}."
        yield finding("K001", _place(read, "id", read.front.id), message, hint)
    others = [other for other in surroundings.slugs.get(read.slug, ()) if other != path]
    if others:
        hint = "Give one of them another “slug”: an address leads to one post only."
        message = f"The slug “{read.slug}” is also that of {listed(others)}."
        yield finding("K002", _place(read, "slug", read.front.slug), message, hint)
    if read.slug in _RESERVED:
        message = f"WordPress keeps the address “{read.slug}” for itself."
        yield finding("K004", _place(read, "slug", read.front.slug), message, "Give the draft another “slug”.")


def _place(read: ReadDraft, key: str, written: str | None) -> Span:
    return Span.whole(read.draft.path) if written is None else read.draft.span_at((key,))
