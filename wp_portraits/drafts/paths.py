"""References in a draft → paths inside the workspace."""

from __future__ import annotations

import re
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_AFTER_FILE = re.compile(r"[?#]")


def workspace_path(draft_path: str, reference: str) -> str | None:
    """Where a draft's picture or link points inside the workspace, as a normalised path with ``/``.

    ``draft_path`` is the draft's path inside the workspace. ``%20`` and the like are decoded, ``?query`` and
    ``#fragment`` left out, ``\\`` counts as ``/``. None when the reference is no file: an address with a scheme or
    host, a path from the site's root, a mere ``#fragment`` or nothing. A reference that leaves the workspace keeps
    its leading ``../``.
    """
    reference = reference.strip().replace("\\", "/")
    if _SCHEME.match(reference) or reference.startswith("/"):
        return None
    file = unquote(_AFTER_FILE.split(reference, maxsplit=1)[0])
    if not file or "\0" in file:
        return None
    return normpath(join(dirname(draft_path), file))


def key_of(path: str) -> str:
    """A draft's (or series') default key: its file's name without folder and extension."""
    return re.sub(r"\.[^.]*\Z", "", basename(path.replace("\\", "/")))
