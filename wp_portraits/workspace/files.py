"""The workspace's files: which are drafts, reading them, writing without ever leaving half a file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from wp_portraits.diagnostics.spelling import near
from wp_portraits.errors import UsageError
from wp_portraits.folders import make_state_folder
from wp_portraits.workspace.locate import Workspace


def list_drafts(workspace: Workspace) -> list[Path]:
    """Every draft: ``*.md`` below ``drafts/``, in order; what begins with ``_`` or ``.`` is ignored."""
    return [workspace.root / path for path in draft_paths(workspace)]


def draft_paths(workspace: Workspace) -> list[str]:
    """The same as paths inside the workspace."""
    found: list[str] = []
    for parent, folders, names in os.walk(workspace.drafts):
        folders[:] = [name for name in folders if not _ignored(name)]
        shown = workspace.relative(Path(parent))
        found += [f"{shown}/{name}" for name in names if name.endswith(".md") and not _ignored(name)]
    return sorted(found, key=lambda path: path.split("/"))


def list_files(workspace: Workspace) -> list[str]:
    """The path, inside the workspace, of every file below ``drafts/``: what a draft may refer to."""
    found: list[str] = []
    for parent, _, names in os.walk(workspace.drafts):
        shown = workspace.relative(Path(parent))
        found += [f"{shown}/{name}" for name in sorted(names)]
    return found


def list_series(workspace: Workspace) -> list[Path]:
    """Every series file: ``drafts/series/*.yml`` and ``*.yaml``, in order."""
    found = [*workspace.series.glob("*.yml"), *workspace.series.glob("*.yaml")]
    return sorted(path for path in found if not _ignored(path.name))


def select_drafts(workspace: Workspace, names: Sequence[str], every: Sequence[str] | None = None) -> list[Path]:
    """The drafts the command names: files or folders, from where it was called; all of them when it names none.

    A series file stands for its drafts; which these are is for them to say (:func:`select_series`). UsageError for a
    name that is no draft of this workspace, with the nearest one. ``every``: the paths of all drafts, if they are known.
    """
    every = draft_paths(workspace) if every is None else every
    of_series = select_series(workspace, names)
    chosen: dict[str, None] = {} if names else dict.fromkeys(every)
    for name in names:
        paths = _meant(workspace, name)
        below = next((found for path in paths if (found := _below(workspace, path, every))), [])
        if not below and not any(path in of_series for path in paths):
            raise _not_a_draft(workspace, name, paths[-1], every)
        chosen.update(dict.fromkeys(below))
    return [workspace.root / path for path in chosen]


def select_series(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """The series files among what the command names."""
    named = {path for name in names for path in _meant(workspace, name)}
    return [path for path in list_series(workspace) if path in named]


def read_bytes(path: Path) -> bytes | str:
    """The file's bytes, or, as text, why it cannot be read."""
    try:
        return whole_file(path)
    except OSError as error:
        return error.strerror or str(error)


def whole_file(path: Path) -> bytes:
    """The file's bytes. OSError when it cannot be read, or is none: a pipe or a device, which a link may lead to, could
    be read for ever."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        kind = os.fstat(handle).st_mode
        if not stat.S_ISREG(kind):
            raise OSError(errno.EINVAL, "Is a directory" if stat.S_ISDIR(kind) else "Is a device or a pipe")
        with open(handle, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(handle)


def write_atomically(path: Path, text: str | Iterable[str], *, mode: int = 0o644) -> None:
    """Write the whole file, from one text or from pieces of it, or leave it as it was; folders are made. UsageError when
    the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.writelines([text] if isinstance(text, str) else text)
            temporary.chmod(mode)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}.", hint="Check the folder's permissions and the disk."
        ) from error


def write_state(path: Path, text: str) -> None:
    """Write a file of the local state, for us alone; a disk that refuses it changes nothing."""
    try:
        make_state_folder(path.parent)
        write_atomically(path, text, mode=0o600)
    except (UsageError, OSError):
        return


def _meant(workspace: Workspace, name: str) -> tuple[Path, Path]:
    """The path that a name says, and the one that links on its way lead to; the drafts folder may itself be a link."""
    written, drafts = workspace.start / name, workspace.drafts.resolve()
    real = written.resolve()
    inside = workspace.drafts / real.relative_to(drafts) if real.is_relative_to(drafts) else real
    return Path(os.path.normpath(written)), inside


def _below(workspace: Workspace, path: Path, every: Sequence[str]) -> list[str]:
    """Those of the drafts that a path names: one, or all in a folder."""
    if workspace.root.is_relative_to(path):
        return list(every)
    if not path.is_relative_to(workspace.root):
        return []
    shown = workspace.relative(path)
    return [draft for draft in every if draft == shown or draft.startswith(f"{shown}/")]


def _ignored(name: str) -> bool:
    return name.startswith(("_", "."))


def _not_a_draft(workspace: Workspace, name: str, path: Path, every: Sequence[str]) -> UsageError:
    if not path.exists():
        close = near(path.stem, [PurePosixPath(draft).stem for draft in every], 0.6)
        hint = f"Did you mean {close}.md?" if close else f"Drafts are looked for in {workspace.drafts}."
        return UsageError(f"{name}: there is no such file.", hint=hint)
    if _ignored(path.name):
        return UsageError(f"{name}: names beginning with _ or . are not drafts.", hint="Rename the file to publish it.")
    return UsageError(
        f"{name} is not a draft of this workspace.", hint=f"Drafts are the .md files below {workspace.drafts}."
    )
