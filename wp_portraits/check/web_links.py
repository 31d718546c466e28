"""Links on the web.

`wp-portraits check --links` asks every address of the drafts that leads to the web: those of the follow and reading lists
(made from handles, too), of links, pictures and players in the text, and of the photo's credit. An address in several
places is asked once and reported at each. Without `--links` nothing is asked, and publishing never asks: none of these
findings stops it. Pages that answer, but not to programs (status 401, 403, 429 and the like, as some networks do), are not
reported.

## L001

The address is dead: its server says that there is no such page (status 404 or 410), or there is no such host. A reader
who clicks it lands on an error page.

Wrong, when nothing answers there any more:

```yaml
reading:
  - {title: Écrire pour le Web, url: https://example.org/ecrire}
```

Right:

```yaml
reading:
  - {title: Écrire pour le Web, url: https://example.org/archives/ecrire}
```

To mend it: search where the page went, link to a copy on web.archive.org, or take the link out.

## L002

The address moved for good (status 301 or 308), and its new place answers. The old one works as long as somebody keeps the
redirect up. Where everything leads to a site's front page, the page itself is probably gone.

Wrong, when the site redirects from one to the other:

```markdown
On y trouve [son carnet](https://example.org/blogue/carnet).
```

Right:

```markdown
On y trouve [son carnet](https://example.org/carnet).
```

To mend it: write the new address; `check --links --fix` does so where the draft has the old one letter for letter. What only
tracks readers (`utm_source=…` and its like) is left out of it.

## L003

The address begins with `http://`, and the site leads to the same one over https. The first request of each reader travels
in the clear.

Wrong:

```markdown
On y trouve [son carnet](http://example.org/carnet).
```

Right:

```markdown
On y trouve [son carnet](https://example.org/carnet).
```

To mend it: write `https`; `check --links --fix` does so.

## L004

The address could not be checked: no answer in time, a server in trouble, a certificate that cannot be trusted, a redirect
in a circle. That does not make it dead. When no address at all can be asked, one finding says so: the machine is probably
not online.

Wrong, when the server has been in trouble for weeks:

```markdown
On y trouve [son carnet](https://example.org/carnet).
```

Right, when a copy is kept elsewhere:

```markdown
On y trouve [son carnet](https://web.archive.org/web/2026/https://example.org/carnet).
```

To mend it: open it in a browser, and run the check again later. `--links-timeout` waits longer.

## L005

The address was not asked, because it, or one it redirects to, belongs to this machine or to a private network. Readers cannot
get there, and a draft must not make this machine knock at doors in its own network.

Wrong:

```markdown
On y trouve [son carnet](http://192.168.1.7/carnet).
```

Right:

```markdown
On y trouve [son carnet](https://example.org/carnet).
```

To mend it: write the public address. For a blog inside an intranet, permit its network: `--links-permit 192.168.1.0/24`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from wp_portraits.check.moves import Move, move_of
from wp_portraits.check.web_places import WebPlace
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.model.link import Fate, LinkAnswer

_SEARCH = "Search where the page went, link to a copy on web.archive.org, or take the link out."
_LATER = "Open it in a browser; run check --links again later."
_PERMIT = "Readers cannot get there. For a blog inside an intranet, name its network with --links-permit."

_SAFE = re.compile(r"https?://[\w.~:/?#@&=+%$!*-]*[\w/=#%~*-]", re.IGNORECASE)
"""What may stand in front matter and Markdown as it is, with quotes around it or without."""


def findings_of_answers(places: Iterable[WebPlace], answers: Mapping[str, LinkAnswer]) -> tuple[Diagnostic, ...]:
    """L001 to L005 for the places whose address has an answer, in order of place, each once."""
    found = {
        each for place in places if (answer := answers.get(place.url)) and (each := _finding(place, answer)) is not None
    }
    return tuple(sorted(found, key=lambda one: one.sort_key))


def finding_of_silence(places: Iterable[WebPlace], answers: Mapping[str, LinkAnswer]) -> Diagnostic | None:
    """The one L004 that stands for all when there is no answer from anywhere, neither a page nor a name server's; None
    when anything answered, or when only one host was asked."""
    asked = [place for place in places if place.url in answers and answers[place.url].fate is not Fate.BARRED]
    hosts = {urlsplit(place.url).netloc.lower() for place in asked}
    if len(hosts) < 2 or not all(_is_silence(answers[place.url]) for place in asked):
        return None
    first = min(asked, key=lambda place: place.span)
    many = len({place.url for place in asked})
    message = f"None of the {many} addresses could be checked: {answers[first.url].reason}."
    return finding("L004", first.span, message, "Is this machine online? Run check --links again when it is.")


def _is_silence(answer: LinkAnswer) -> bool:
    return answer.fate is Fate.UNKNOWN and answer.status is None and not answer.hops


def _finding(place: WebPlace, answer: LinkAnswer) -> Diagnostic | None:
    told = f"“{_short(place.url)}”"
    reason = answer.reason + _through(answer)
    if answer.fate is Fate.DEAD:
        return finding("L001", place.span, f"{told} is dead: {reason}.", _SEARCH)
    if answer.fate is Fate.UNKNOWN:
        return finding("L004", place.span, f"{told} could not be checked: {reason}.", _LATER)
    if answer.fate is Fate.BARRED:
        return finding("L005", place.span, f"{told} was not asked: {reason}.", _PERMIT)
    move = move_of(place.url, answer)
    return _of_move(place, told, move) if move is not None else None


def _through(answer: LinkAnswer) -> str:
    return f", after a redirect to {_short(answer.hops[-1].url)}" if answer.hops else ""


def _of_move(place: WebPlace, told: str, move: Move) -> Diagnostic:
    if move.front:
        message = f"{told} moved for good to the front page of its site: the page is probably gone."
        return finding("L002", place.span, message, _SEARCH)
    hint = f"Write {move.url}"
    if move.secure:
        return finding("L003", place.span, f"{told} answers over https.", hint, _fix(place, move.url))
    return finding("L002", place.span, f"{told} moved for good.", hint, _fix(place, move.url))


def _fix(place: WebPlace, url: str) -> tuple[Edit, ...]:
    """The new address in the place of the old one, where both are letter for letter what the file has or may have."""
    if place.written is None or not _SAFE.fullmatch(url):
        return ()
    return (Edit(*place.written, url),)


def _short(url: str) -> str:
    return url if len(url) <= 200 else f"{url[:199]}…"
