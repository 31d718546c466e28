"""Addresses, networks and links.

Links lead to the web (`https://…`), to a place on the site (`/a-propos/`), to a place in the page (`#debut`), or to
another draft (`[Camille](camille-roy.md)`), which becomes the address of its post.

## U001

The address cannot lead anywhere: it lacks its `https://`, has a space or no host in it, carries a password, or is of
a kind that is not published (`javascript:`, `data:`, `file:`). A reader who clicks it lands on an error page, or
nowhere.

Wrong:

```markdown
On y trouve [son carnet](www.example.org/carnet).
```

Right:

```markdown
On y trouve [son carnet](https://www.example.org/carnet).
```

To mend it: copy the address from the browser once more. For a page of your own site, begin with a slash: `/a-propos/`.

## U002

The network of a `follow` entry is not one known here, so no address can be made from a handle. The entry is shown as
it is written, with its own `url` if it has one. A slip in the name is the usual reason.

Wrong:

```yaml
follow:
  - mastodom: "@camille@example.social"
```

Right:

```yaml
follow:
  - mastodon: "@camille@example.social"
```

To mend it: write the name the hint suggests, or give the whole address with `network` and `url`.

## U003

The handle does not look like one of its network: the address made from it would be somebody else's, or nobody's.

Wrong, since a handle on Mastodon names its server:

```yaml
follow:
  - mastodon: "@camille"
```

Right:

```yaml
follow:
  - mastodon: "@camille@example.social"
```

To mend it: write the handle as the hint shows, or the profile's whole address.

## U004

The link leads to a draft that does not exist. It cannot become an address; on the page, words would stand where the
link should be. Paths count from the folder of the draft that has the link.

Wrong:

```markdown
Relisez [Camille](camile-roy.md).
```

Right:

```markdown
Relisez [Camille](camille-roy.md).
```

To mend it: write the path the hint suggests. Files whose names begin with `_` or `.` are no drafts.

## U005

The address begins with `http://`. What a reader sees there can be read and altered on the way, and browsers warn of it;
nearly every site answers at `https://` too. `check --links` asks it.

Wrong:

```markdown
On y trouve [son carnet](http://www.example.org/carnet).
```

Right:

```markdown
On y trouve [son carnet](https://www.example.org/carnet).
```

To mend it: try the address with `https://` in a browser, and write it so when it leads to the same page. All networks known
here answer so: in `follow` and `reading`, `check --fix` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname, relpath
from urllib.parse import urlsplit

from wp_portraits.check.references import Reference, references_of
from wp_portraits.check.suggestions import nearest_path
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.edit import Edit
from wp_portraits.diagnostics.span import Span
from wp_portraits.drafts.draft import Draft
from wp_portraits.schema.addresses import AddressProblem, address_problem
from wp_portraits.schema.networks import SECURE_HOSTS
from wp_portraits.schema.read import ReadDraft

SCHEMES = frozenset(("http", "https", "mailto", "tel", "sms", "xmpp", "ftp", "ftps", "webcal"))
"""The kinds of address a page may link to; what the page's renderer lets through."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MAIL = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?#]|\Z)", re.IGNORECASE)
"""What begins like the name of a server."""
_HERE = re.compile(
    r"http://(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[|[\w.-]+\.(?:local|internal|onion|test)(?:[:/]|\Z))",
    re.IGNORECASE,
)
"""Hosts that have no certificate to offer."""


def findings(read: ReadDraft, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """U001 and U004 for the links and pictures of one draft's text, U005 for all of its addresses."""
    yield from _plain_entries(read)
    for reference in references_of(read):
        yield from _plain(reference.url.strip(), reference.span)
        if reference.tag == "link" and _names_a_draft(reference):
            if reference.target not in surroundings.drafts:
                message = f"There is no draft {reference.target}{_whose(reference)}."
                yield finding("U004", reference.span, message, _draft_hint(reference, surroundings))
            continue
        problem = _link_problem(reference) if reference.tag == "link" else _picture_problem(reference)
        if problem is not None:
            yield finding("U001", reference.span, problem.message, problem.hint)


def _plain_entries(read: ReadDraft) -> Iterator[Diagnostic]:
    """U005 in the front matter."""
    urls: dict[str, list[str | None]] = {
        "follow": [link.url for link in read.front.follow],
        "reading": [entry.url for entry in read.front.reading],
    }
    for name, listed in urls.items():
        for place, url in enumerate(listed):
            if url is not None and url[:5].lower() == "http:":
                span = read.entry_span(name, place, "url")
                yield from _plain(url, span, _secure_fix(read.draft, url, span))


def _secure_fix(draft: Draft, url: str, span: Span) -> tuple[Edit, ...]:
    """The edit of an address of a network, all of which answer over https, where the file has it letter for letter."""
    if urlsplit(url).netloc.lower() not in SECURE_HOSTS:
        return ()
    start, end = (draft.lines.offset(*place) for place in ((span.line, span.column), (span.end_line, span.end_column)))
    at = draft.text.find(url, start, end)
    return (Edit(at, at + 4, "https"),) if at >= 0 else ()


def _plain(url: str, span: Span, fix: tuple[Edit, ...] = ()) -> Iterator[Diagnostic]:
    """U005, unless the address is one of this machine or network."""
    if url[:5].lower() == "http:" and address_problem(url) is None and not _HERE.match(url):
        secure = f"https{url[4:]}"
        yield finding(
            "U005", span, "This address is not encrypted.", f"Write {secure}, if it leads to the same page.", fix
        )


def _names_a_draft(reference: Reference) -> bool:
    return reference.target is not None and reference.target.lower().endswith(".md")


def _whose(reference: Reference) -> str:
    return "" if reference.source == reference.span.path else f" (linked from {reference.source})"


def _draft_hint(reference: Reference, surroundings: Surroundings) -> str:
    """The existing draft that was probably meant, as the linking file would write it."""
    target, folder = reference.target or "", dirname(reference.source)
    if basename(target).startswith(("_", ".")):
        return "Files whose names begin with “_” or “.” are no drafts and are never published."
    meant = nearest_path(target, surroundings.drafts - {reference.span.path})
    return f"Did you mean “{relpath(meant, folder)}”?" if meant is not None else "Paths count from this draft's folder."


def _link_problem(reference: Reference) -> AddressProblem | None:
    """What is wrong with a link that does not name a draft."""
    url = reference.url.strip()
    if not url:
        return AddressProblem("This link has no address.", "Write it between the parentheses: [words](https://…).")
    if url.startswith("//"):
        return address_problem(f"https:{url}")
    if url.startswith(("/", "#", "?")):
        return None
    scheme = _SCHEME.match(url)
    if scheme is not None and (scheme[1].lower() in SCHEMES or not _HOST.match(url)):
        return _scheme_problem(scheme[1].lower(), url)
    return address_problem(url) if _HOST.match(url) else _no_page(url)


def _scheme_problem(kind: str, url: str) -> AddressProblem | None:
    if kind in ("http", "https"):
        return address_problem(url)
    if kind not in SCHEMES:
        return AddressProblem(f"Links of the kind “{kind}:” are not published.", "Link to an https:// address.")
    if kind == "mailto" and not _MAIL.match(url):
        return AddressProblem(f"“{url}” has no e-mail address in it.", "Write mailto:camille@example.org.")
    return None


def _no_page(url: str) -> AddressProblem:
    """A relative path that is neither a draft nor the name of a server."""
    message = f"“{url}” leads nowhere: a link names a web address or another draft."
    return AddressProblem(message, f"Write https://… or, for a page of the site, /{url.lstrip('./')}.")


def _picture_problem(reference: Reference) -> AddressProblem | None:
    """What is wrong with the address of a picture that is no file of the workspace."""
    url = reference.url.strip()
    if reference.target is not None or (url.startswith("/") and not url.startswith("//")):
        return None
    if not url:
        return AddressProblem("This picture has no file.", "Write its path between the parentheses: ![…](images/…).")
    return address_problem(f"https:{url}" if url.startswith("//") else url)
