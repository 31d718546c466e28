"""What keeps the state from being read or written, in words: what the disk says, and what to do about it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from wp_portraits.errors import StateError

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM})
_IN_THE_WAY: Final = frozenset({errno.EEXIST, errno.ENOTDIR, errno.EISDIR})
_NO_LOCKS: Final = frozenset({errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP})


def disk_trouble(path: Path, error: OSError) -> StateError:
    """The exit for what the system said about a file or folder of the state."""
    said = error.strerror or str(error)
    if error.errno in _FULL:
        return StateError(f"{path}: the disk is full ({said}).", hint="Make room on it, then run the command again.")
    if error.errno == errno.EROFS:
        return StateError(f"{path}: the disk is read-only.", hint="Work in a folder that can be written to.")
    if error.errno in _FORBIDDEN:
        return StateError(f"{path}: {said}{_owner(path)}.", hint="Make it yours (chown, chmod), or work as its owner.")
    if error.errno in _IN_THE_WAY:
        return StateError(
            f"{path}: {said}.", hint="The local state has its place there: move away what is in its way and run again."
        )
    if error.errno in _NO_LOCKS:
        return StateError(
            f"{path}: the disk has no locks ({said}), so two runs at the same time could not be told apart.",
            hint="Move the workspace to a disk of this machine.",
        )
    return StateError(f"{path}: {said}.", hint="Check the permissions of the folder and its disk.")


def _owner(path: Path) -> str:
    """Whose it is, or whose the nearest folder above it is; nothing where the system does not tell."""
    for place in (path, *path.parents):
        try:
            name = place.owner()
        except FileNotFoundError:
            continue
        except (OSError, KeyError, NotImplementedError):
            return ""
        return f" ({place.name or place} belongs to {name})"
    return ""
