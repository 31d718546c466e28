"""Pictures.

A picture is a file beside the drafts, named relative to the draft that shows it: `images/camille.jpg` in
`drafts/camille-roy.md` is `drafts/images/camille.jpg`. It is uploaded when the portrait is published. A picture
elsewhere on the web (`https://…`) is shown from there and not looked at. These rules hold for the photo, for the
pictures in the text, and for those in the series' introduction (reported at the draft's `series`, since they stand in
another file).

## I001

There is no such file. The page would have a hole where the picture should be. The message says where the file was
looked for; on the machines that publish, unlike on some desktops, `Camille.JPG` and `camille.jpg` are two different
names.

Wrong, when the file is `drafts/images/camille.jpg`:

```yaml
photo: {file: images/camile.jpg, alt: Camille Roy à son bureau}
```

Right:

```yaml
photo: {file: images/camille.jpg, alt: Camille Roy à son bureau}
```

To mend it: correct the name, or put the file where it is looked for (and into version control, if CI is to find it).

## I002

The file is there, but it is not a picture that WordPress takes: a document renamed to `.jpg`, a format other than
JPEG, PNG, GIF and WebP, an empty or damaged file. The site would refuse it in the middle of publishing.

Wrong:

```markdown
![Le local des béquilles](images/local.heic)
```

Right:

```markdown
![Le local des béquilles](images/local.jpg)
```

To mend it: export the picture again as JPEG or PNG.

## I003

The picture has no alternative text. Readers who cannot see it hear nothing, or a file name read aloud; search engines
and anybody whose connection drops the picture get nothing either.

Wrong:

```markdown
![](images/agenda.png)
```

Right:

```markdown
![Agenda hebdomadaire à cinq colonnes](images/agenda.png)
```

To mend it: say in one sentence what the picture tells. For the photo that is `photo: {file: …, alt: …}`.

## I004

The picture lies outside the drafts folder. Drafts and pictures travel together, to a colleague, to CI, to a backup;
what lies elsewhere stays behind, and a draft could publish any file of the machine.

Wrong:

```markdown
![Le local](../../Photos/local.jpg)
```

Right:

```markdown
![Le local](images/local.jpg)
```

To mend it: copy the file into the drafts folder and write its path from the draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, relpath
from typing import NamedTuple

from wp_portraits.check.references import DRAFTS, references_of
from wp_portraits.check.suggestions import nearest_path
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.diagnostics.span import Span
from wp_portraits.schema.read import ReadDraft

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".bmp", ".tif", ".tiff", ".svg")


class Shown(NamedTuple):
    """A picture file the page shows: its path inside the workspace, its alternative text, who names it, and where."""

    target: str
    alt: str
    source: str
    span: Span


def pictures_of(read: ReadDraft) -> tuple[tuple[str | None, Span], ...]:
    """Every picture the page shows, the photo first: its path inside the workspace, and where the draft names it.

    None for a picture that must not be looked at: elsewhere on the web, or outside the drafts folder.
    """
    shown: list[tuple[str | None, Span]] = []
    if read.front.photo is not None:
        photo = _photo(read, read.front.photo.file, "")
        shown.append((photo.target if photo.target.startswith(DRAFTS) else None, photo.span))
    shown += [(reference.local, reference.span) for reference in references_of(read) if reference.tag == "image"]
    return tuple(shown)


def shown_pictures(read: ReadDraft) -> Iterator[Shown]:
    """Every picture of the page that is a file, the photo first."""
    if read.front.photo is not None:
        yield _photo(read, read.front.photo.file, read.front.photo.alt)
    for tag, _, target, words, source, span in references_of(read):
        if tag == "image" and target is not None:
            yield Shown(target, words, source, span)


def findings(read: ReadDraft, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """I001 to I004 for one draft."""
    for shown in shown_pictures(read):
        yield from _file(shown, surroundings)
    photo = read.front.photo
    if photo is not None and not photo.alt:
        hint = "Write photo: {file: …, alt: what the picture shows}."
        yield finding("I003", read.draft.span_at(("photo",), key=True), "The photo has no alternative text.", hint)
    for reference in references_of(read):
        if reference.tag == "image" and not reference.words:
            hint = "Write what it shows between the brackets: ![…](…)."
            yield finding("I003", reference.span, f"The picture “{reference.url}” has no alternative text.", hint)


def _photo(read: ReadDraft, file: str, alt: str) -> Shown:
    return Shown(file, alt, read.draft.path, read.draft.span_at(("photo", "file")))


def _file(shown: Shown, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """I001, I002 or I004: the file itself."""
    target, span = shown.target, shown.span
    whose = "" if shown.source == span.path else f" (in {shown.source})"
    if not target.startswith(DRAFTS):
        hint = (
            "Copy the file into the drafts folder, for example into drafts/images, and write its path from the draft."
        )
        yield finding("I004", span, f"The picture {target} lies outside the drafts folder{whose}.", hint)
        return
    picture = surroundings.pictures.get(target)
    if picture is None:
        yield finding("I001", span, f"There is no picture {target}{whose}.", _hint(shown, surroundings))
    elif not picture.mime:
        problem = picture.problem or "it is not a picture"
        hint = "Export the picture again as JPEG, PNG, GIF or WebP."
        yield finding("I002", span, f"WordPress would not take {target}{whose}: {problem}.", hint)


def _hint(shown: Shown, surroundings: Surroundings) -> str:
    """The name of an existing picture that is near, as the file that names it would write it."""
    known = {path for path, picture in surroundings.pictures.items() if picture.mime}
    known |= {file for file in surroundings.files if file.lower().endswith(_PICTURES)}
    meant = nearest_path(shown.target, known)
    if meant is None:
        return "Put the file there, or correct the path: it counts from the folder of the file that names it."
    if meant.casefold() == shown.target.casefold():
        return f"The file is called {meant}: write capital and small letters as in its name."
    return f"Did you mean “{relpath(meant, dirname(shown.source))}”?"
