"""The person and where to follow them.

The person's name stands in the post's title and address, and at the head of the "Pour suivre …" list.

## P001

The name is not a name yet: it is still the one of a model, or something that stands for a name.

Wrong:

```yaml
person:
  name: Prénom Nom
```

Right:

```yaml
person:
  name: Camille Roy
```

To mend it: write the person's name.

## P002

The name is written in capitals, or without any. In a title it would shout, or look unfinished; readers' screens and search
engines take it as it is written.

Wrong:

```yaml
person:
  name: CAMILLE ROY
```

Right:

```yaml
person:
  name: Camille Roy
```

To mend it: write the name as the person does. If that is in small letters, silence the finding.

## P003

The address of a `follow` entry is not one of the network it names. Readers would be sent elsewhere than the link says.

Wrong:

```yaml
follow:
  - {network: linkedin, url: https://www.facebook.com/camille.roy}
```

Right:

```yaml
follow:
  - {network: facebook, url: https://www.facebook.com/camille.roy}
```

To mend it: correct the network, or the address.

## P004

The same place is named twice in the `follow` list.

Wrong:

```yaml
follow:
  - {network: blog, url: https://camille.example.org}
  - {network: site, url: https://camille.example.org/}
```

Right:

```yaml
follow:
  - {network: blog, url: https://camille.example.org}
```

To mend it: take the second one out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wp_portraits.check.addresses import same_place
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.model.portrait import FollowLink
from wp_portraits.schema.matching import normal_wording
from wp_portraits.schema.networks import network_named, network_of_address
from wp_portraits.schema.read import ReadDraft

_STANDING_IN = frozenset(
    map(
        normal_wording,
        (
            *(
                "Prénom Nom",
                "Nom Prénom",
                "Prénom",
                "Nom",
                "Prénom et nom",
                "Nom de la personne",
                "À venir",
                "À compléter",
            ),
            *(
                "First Last",
                "First name Last name",
                "Firstname Lastname",
                "First name",
                "Full name",
                "Name",
                "Your name",
            ),
            *("Nombre Apellido", "Vorname Nachname", "Jean Untel", "John Doe", "Jane Doe", "TODO", "TBD", "XXX", "N/A"),
        ),
    )
)
_UNFINISHED = re.compile(r"[,;:/&+–—-]\Z|\?\?|\.\.\.|…|[<>{}\[\]@]|://")
_ROMAN = re.compile(r"[IVX]+\.?")


def findings(read: ReadDraft, _surroundings: Surroundings) -> Iterator[Diagnostic]:
    """P001 to P004 for one draft."""
    name = read.front.person.name
    if name:
        yield from _name(read, name)
    lines: dict[str, int] = {}
    for place, link in enumerate(read.front.follow):
        yield from _network(read, place, link)
        span = read.entry_span("follow", place)
        where = same_place(link.url) if link.url else f"{link.network} {link.label}".casefold()
        if where in lines:
            message = f"This stands in the list already, on line {lines[where]}."
            yield finding("P004", span, message, "Take this one out.")
        lines.setdefault(where, span.line)


def _name(read: ReadDraft, name: str) -> Iterator[Diagnostic]:
    """P001 or P002."""
    span = read.draft.span_at(("person", "name"))
    if normal_wording(name) in _STANDING_IN or _UNFINISHED.search(name):
        yield finding("P001", span, f"“{name}” is not a name yet.", "Write the person's name.")
        return
    words = [word for word in name.split() if not _ROMAN.fullmatch(word)]
    letters = "".join(words)
    if len(words) > 1 and len(letters) > 4 and (letters.isupper() or letters.islower()):
        how = "in capitals only" if letters.isupper() else "without any capital"
        yield finding("P002", span, f"The name is written {how}.", f"Write it as the person does: {name.title()}?")


def _network(read: ReadDraft, place: int, link: FollowLink) -> Iterator[Diagnostic]:
    """P003: the address of a network whose addresses are known."""
    network = network_named(link.network)
    if network is None or not network.hosts or link.url is None:
        return
    leading = network_of_address(link.url)
    if leading is not network:
        known = f" but of {leading.name}" if leading.hosts else ""
        message = f"{link.url} is not an address of {network.name}{known}."
        hint = f"Write “network: {leading.id}”, or correct the address."
        yield finding("P003", read.entry_span("follow", place, "url"), message, hint)
