"""The files of pictures.

These rules look at the files themselves: the photo, the pictures in the text, and those in the series' introduction
(reported at the draft's `series`).

## I005

The file has more than two megabytes. Many hosts refuse such an upload (PHP's own limit is 2 MB), and readers on a
telephone wait for it.

Wrong: a photo of 4,200,000 bytes, as it came from the camera.

Right: the same photo, saved with quality 80 and 2000 pixels wide: 400,000 bytes.

To mend it: save the picture smaller, or as JPEG or WebP instead of PNG.

## I006

The picture has more than 2560 pixels on one side. WordPress shows a copy that it makes smaller itself, and keeps the
large file; on small hosts it runs out of memory while it does.

Wrong: a photo of 6000 × 4000 pixels.

Right: the same photo at 2400 × 1600 pixels.

To mend it: save the picture with at most 2560 pixels on its longer side.

## I007

The name's ending does not say what the file is: a PNG picture named `.jpg`, or a name without an ending. WordPress renames
such files, or refuses them.

Wrong: a PNG picture named `agenda.jpg`.

Right: the same picture named `agenda.png`.

To mend it: rename the file as the hint says, and correct the path in the draft.

## I008

The alternative text is the file's name. Read aloud, “I M G underscore 2 0 4 7” says nothing about the picture.

Wrong:

```markdown
![IMG_2047](images/IMG_2047.jpg)
```

Right:

```markdown
![Le comptoir du prêt, un chat roux endormi sur les retours](images/IMG_2047.jpg)
```

To mend it: say in one sentence what the picture shows.

## I009

The picture tells where it was taken: its file carries the place that the telephone's satellite receiver noted, to a few
metres. Whoever downloads it from the site can read the address of the person's home in it.

Wrong: a photo as it came from the telephone.

Right: the same photo, saved without its metadata.

To mend it: remove the place (most programs have “remove location” or “save for the Web”; `exiftool -gps:all= -xmp:geotag=
photo.jpg` does it, too).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, splitext

from wp_portraits.check.pictures import Shown, shown_pictures
from wp_portraits.check.surroundings import Surroundings
from wp_portraits.diagnostics.diagnostic import Diagnostic, finding
from wp_portraits.model.picture import Picture
from wp_portraits.schema.read import ReadDraft

MOST_BYTES = 2 * 1024 * 1024
"""PHP's ``upload_max_filesize`` where nobody changed it."""
MOST_PIXELS = 2560
"""WordPress's ``big_image_size_threshold``."""

_ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
}
_CAMERA = re.compile(
    r"(?:IMG|DSC|DSCN|DSCF|PXL|MVIMG|GOPR|WP|VID|Screenshot|Capture d.écran)[ _-]?\d[\w .-]*", re.IGNORECASE
)
_NO_WORD = re.compile(r"[\d_-].*\.")
"""What tells a file's name from a word, before its ending."""


def findings(read: ReadDraft, surroundings: Surroundings) -> Iterator[Diagnostic]:
    """I005 to I009 for one draft: each file's once, at the first place that shows it."""
    told: set[str] = set()
    for shown in shown_pictures(read):
        yield from _alt(shown)
        picture = surroundings.pictures.get(shown.target)
        if picture is not None and picture.mime and shown.target not in told:
            told.add(shown.target)
            yield from _file(shown, picture)


def _alt(shown: Shown) -> Iterator[Diagnostic]:
    """I008."""
    name = basename(shown.target)
    alt = shown.alt.strip()
    names = {name.casefold(), splitext(name)[0].casefold() if _NO_WORD.search(name) else ""}
    if alt and (alt.casefold() in names or _CAMERA.fullmatch(alt)):
        message = f"“{alt}” is a file's name and tells nothing of the picture."
        yield finding("I008", shown.span, message, "Say in one sentence what it shows.")


def _file(shown: Shown, picture: Picture) -> Iterator[Diagnostic]:
    """I005, I006, I007 and I009."""
    path, span = shown.target, shown.span
    if picture.size > MOST_BYTES:
        message = f"{path} has {picture.size / 1_000_000:.1f} MB; many hosts take 2 MB at most."
        yield finding("I005", span, message, "Save it smaller, or as JPEG or WebP.")
    if max(picture.width, picture.height) > MOST_PIXELS:
        message = f"{path} has {picture.width} × {picture.height} pixels; WordPress shows {MOST_PIXELS} at most."
        yield finding("I006", span, message, f"Save it with at most {MOST_PIXELS} pixels on its longer side.")
    endings, ending = _ENDINGS.get(picture.mime, ()), splitext(path)[1].lower()
    if endings and ending not in endings:
        kind = picture.mime.removeprefix("image/").upper()
        message = f"{path} is a {kind} picture, whatever its name says."
        yield finding("I007", span, message, f"Rename it to {splitext(basename(path))[0]}{endings[0]}.")
    if picture.located:
        message = f"{path} tells in its metadata where it was taken."
        yield finding("I009", span, message, "Save it without its metadata, or remove the place from it.")
