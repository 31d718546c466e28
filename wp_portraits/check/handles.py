"""How handles are written.

A handle may lead where it should and still not be written as people of its network write it.

## T010

The handle lacks the `@` that people of the network write, or has spaces around it. Without a `label` the page shows the
handle as it is written.

Wrong:

```yaml
follow:
  - mastodon: camille@social.example
```

Right:

```yaml
follow:
  - mastodon: "@camille@social.example"
```

To mend it: run `wp-portraits check --fix`.
"""

from __future__ import annotations

from collections.abc import Iterator

from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.drafts.draft import Draft
from wp_portraits.drafts.yaml_tree import YamlList, YamlMap, YamlText
from wp_portraits.schema.networks import network_named
from wp_portraits.schema.read import ReadDraft

_OTHER_KEYS = frozenset(("network", "url", "label", "note"))


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """T010, at each handle."""
    draft = read.draft
    follow = draft.front.entry("follow") if draft.front is not None else None
    for entry in follow.value.entries if follow is not None and isinstance(follow.value, YamlList) else ():
        if isinstance(entry, YamlMap):
            yield from _unusual_handles(draft, entry)


def _unusual_handles(draft: Draft, value: YamlMap) -> Iterator[Diagnostic]:
    """T010 for the handle of one entry, unless it is wrong altogether or not shown."""
    label, named = value.entry("label"), value.entry("network")
    if label is not None and isinstance(label.value, YamlText) and label.value.text.strip():
        return
    for entry in value:
        written = entry.value
        name = named.value if named is not None and entry.key == "handle" else entry.key
        network = network_named(name.text if isinstance(name, YamlText) else str(name))
        if entry.key in _OTHER_KEYS or network is None or not isinstance(written, YamlText):
            continue
        handle = network.usual(written.text.strip())
        if handle != written.text and network.address_of(written.text) is not None and _is_flat(draft, written):
            edit = Edit(written.start, written.end, f'"{handle}"')
            message = f"People on {network.name} write “{handle}”."
            yield finding("T010", draft.span(written.start, written.end), message, f'Write "{handle}".', (edit,))


def _is_flat(draft: Draft, written: YamlText) -> bool:
    """Whether the value stands in the file as it reads, in quotes or without: no escape, no block of lines."""
    return draft.text[written.start : written.end].strip("\"'") == written.text
