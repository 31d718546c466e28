"""How handles and addresses are written.

They lead where they should, but not as people of the network write them, or by the old road. Looked at are the values of
`follow` and the addresses of `reading`; nothing else of the front matter is ever mended.

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

## T011

An address of a network begins with `http://`. Every network known here answers over https, and browsers warn of the other.

Wrong:

```yaml
follow:
  - {network: linkedin, url: http://www.linkedin.com/in/camille-roy}
```

Right:

```yaml
follow:
  - {network: linkedin, url: https://www.linkedin.com/in/camille-roy}
```

To mend it: run `wp-portraits check --fix`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics import Diagnostic, Edit, finding
from wp_portraits.drafts import Draft, YamlList, YamlMap, YamlNode, YamlText
from wp_portraits.schema import SECURE_HOSTS, ReadDraft, network_named

_PLAIN = re.compile(r"http(?=://([A-Za-z0-9.-]+)(?:[/?#]|\Z))")
_OTHER_KEYS = frozenset(("network", "url", "label", "note"))


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """T010 and T011, each at its value."""
    draft = read.draft
    for name in ("follow", "reading"):
        entry = draft.front.entry(name) if draft.front is not None else None
        for value in entry.value.entries if entry is not None and isinstance(entry.value, YamlList) else ():
            yield from _plain_addresses(draft, value)
            if name == "follow" and isinstance(value, YamlMap):
                yield from _unusual_handles(draft, value)


def _plain_addresses(draft: Draft, value: YamlNode) -> Iterator[Diagnostic]:
    texts = (
        [value]
        if isinstance(value, YamlText)
        else [entry.value for entry in value]
        if isinstance(value, YamlMap)
        else []
    )
    for text in texts:
        found = _PLAIN.match(text.text.strip()) if isinstance(text, YamlText) else None
        at = draft.text.find("http://", text.start, text.end)
        if found is not None and at >= 0 and found[1].lower() in SECURE_HOSTS:
            message = f"{found[1]} answers over https."
            hint = "Write https:// for http://."
            yield finding("T011", draft.span(text.start, text.end), message, hint, (Edit(at, at + 4, "https"),))


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
