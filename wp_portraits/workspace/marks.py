"""Marks by which a file that did not change is known without reading it, and the program without loading it."""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

import wp_portraits

Mark = tuple[int, ...]
"""Size, moments of the last change of content and of anything (ns), inode: whatever writes to a file changes one of them."""

_TICK = 2_000_000_000
"""Nanoseconds: coarser than the clock of any file system."""


def mark_of(path: Path | str) -> Mark | None:
    """The file's mark, None where there is no file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of them, and a Path costs more than the answer
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def settled(mark: Mark | None, moment: int) -> bool:
    """Whether a mark taken at ``moment`` (ns) can be trusted: a file changed just then could change again and keep it."""
    return mark is not None and max(mark[1], mark[2]) < moment - _TICK


def program_mark() -> str:
    """Changes with the program, with Python, and with the installed libraries."""
    package = Path(wp_portraits.__file__).parent
    sources = [
        (path, entry.stat().st_size, entry.stat().st_mtime_ns)
        for path, entry in sorted((entry.path, entry) for entry in _sources(package))
    ]
    libraries = sorted({name for folder in sys.path for name in _installed(folder)})
    return sha256(repr((wp_portraits.__version__, sys.version, sources, libraries)).encode()).hexdigest()


def _sources(folder: Path) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found += _sources(Path(entry.path))
            elif entry.name.endswith(".py"):
                found.append(entry)
    return found


def _installed(folder: str) -> list[str]:
    """The libraries in a folder of modules, with their versions."""
    try:
        return [name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info"))]  # noqa: PTH208
    except OSError:
        return []
