"""A bug: one line for the user, the traceback into a log that holds no secret and nobody's e-mail address."""

from __future__ import annotations

import os
import re
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from wp_portraits import __version__

_E_MAIL: Final = re.compile(r"[^\s@‘'\"=]+@[^\s@’'\"]+")


def report_crash(bug: Exception, argv: list[str]) -> str:
    """Write the traceback to a log (0600) and give the line for the user that names it."""
    trace = "".join(traceback.format_exception(bug, limit=50))
    moment = datetime.now(UTC)
    text = f"wp-portraits {__version__}, {moment:%Y-%m-%d %H:%M:%S} UTC\nwp-portraits {' '.join(argv)}\n\n{trace}"
    name = f"crash-{moment:%Y%m%d-%H%M%S}-{os.getpid()}.log"
    for place in (".wp-portraits", ""):
        try:
            folder = Path(place or tempfile.gettempdir())  # which raises where nothing can be written at all
            _write(folder / name, _E_MAIL.sub("…@…", text))
        except OSError:
            continue
        return (
            f"wp-portraits: this is a bug, not your fault ({type(bug).__name__}). Please report it with {folder / name}"
        )
    return f"wp-portraits: this is a bug, not your fault ({type(bug).__name__})."


def _write(path: Path, text: str) -> None:
    """The whole text, or no file."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
            log.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise
