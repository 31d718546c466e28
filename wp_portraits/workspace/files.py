"""The workspace's files: which are drafts, reading them, writing without ever leaving half a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from wp_portraits.errors import UsageError
from wp_portraits.workspace.locate import Workspace


def list_drafts(workspace: Workspace) -> list[Path]:
    """Every draft: ``*.md`` below ``drafts/``, in order; what begins with ``_`` or ``.`` is ignored."""
    return sorted(_drafts_below(workspace.drafts))


def list_files(workspace: Workspace) -> list[str]:
    """The path, inside the workspace, of every file below ``drafts/``: what a draft may refer to."""
    return [
        workspace.relative(Path(parent, name))
        for parent, _, names in os.walk(workspace.drafts)
        for name in sorted(names)
    ]


def list_series(workspace: Workspace) -> list[Path]:
    """Every series file: ``drafts/series/*.yml`` and ``*.yaml``, in order."""
    found = [*workspace.series.glob("*.yml"), *workspace.series.glob("*.yaml")]
    return sorted(path for path in found if not _ignored(path.name))


def select_drafts(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """The drafts the command names: files or folders, from where it was called; all of them when it names none.

    A series file stands for its drafts; which these are is for them to say (:func:`select_series`). UsageError for a
    name that is no draft of this workspace, with the nearest one.
    """
    every = list_drafts(workspace)
    of_series = select_series(workspace, names)
    if not names:
        return every
    chosen: dict[Path, None] = {}
    for name in names:
        path = (workspace.start / name).resolve()
        below = [draft for draft in every if draft == path or path in draft.parents]
        if not below and path not in of_series:
            raise _not_a_draft(workspace, name, path, every)
        chosen.update(dict.fromkeys(below))
    return list(chosen)


def select_series(workspace: Workspace, names: Sequence[str]) -> list[Path]:
    """The series files among what the command names."""
    named = {(workspace.start / name).resolve() for name in names}
    return [path for path in list_series(workspace) if path in named]


def read_bytes(path: Path) -> bytes | str:
    """The file's bytes, or, as text, why it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        return error.strerror or str(error)


def write_atomically(path: Path, text: str | Iterable[str], *, mode: int = 0o644) -> None:
    """Write the whole file, from one text or from pieces of it, or leave it as it was; folders are made. UsageError when
    the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.writelines([text] if isinstance(text, str) else text)
            Path(temporary).chmod(mode)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}.", hint="Check the folder's permissions and the disk."
        ) from error


def write_state(path: Path, text: str) -> None:
    """Write a file of the local state, for us alone; a disk that refuses it changes nothing.

    Its folder keeps itself out of Git, whatever the workspace's own ``.gitignore`` says.
    """
    ignore = path.parent / ".gitignore"
    try:
        if not ignore.exists():
            write_atomically(ignore, "*\n")
        write_atomically(path, text, mode=0o600)
    except (UsageError, OSError):
        return


def _drafts_below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _ignored(name)]
        yield from (Path(parent, name) for name in files if name.endswith(".md") and not _ignored(name))


def _ignored(name: str) -> bool:
    return name.startswith(("_", "."))


def _not_a_draft(workspace: Workspace, name: str, path: Path, every: Sequence[Path]) -> UsageError:
    if not path.exists():
        near = get_close_matches(path.stem, [draft.stem for draft in every], n=1)
        hint = f"Did you mean {near[0]}.md?" if near else f"Drafts are looked for in {workspace.drafts}."
        return UsageError(f"{name}: there is no such file.", hint=hint)
    if _ignored(path.name):
        return UsageError(f"{name}: names beginning with _ or . are not drafts.", hint="Rename the file to publish it.")
    return UsageError(
        f"{name} is not a draft of this workspace.", hint=f"Drafts are the .md files below {workspace.drafts}."
    )
