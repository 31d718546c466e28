"""Find the workspace and name its folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from wp_portraits.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with ``drafts/`` in it. ``start`` is where the command was called: relative paths begin there."""

    root: Path
    start: Path

    @property
    def drafts(self) -> Path:
        """One Markdown file a portrait."""
        return self.root / "drafts"

    @property
    def series(self) -> Path:
        """One YAML file a series."""
        return self.drafts / "series"

    @property
    def templates(self) -> Path:
        """Jinja2 templates that replace the built-in ones of the same name."""
        return self.root / "templates"

    @property
    def state(self) -> Path:
        """Local state: disposable, git-ignored."""
        return self.root / ".wp-portraits"

    def site_state(self, url: str) -> Path:
        """The state of one site (what was published, the comments), in a folder named after host, port and path."""
        parts = urlsplit(url.lower())
        name = re.sub(r"[^a-z0-9.]+", "-", f"{parts.netloc.rpartition('@')[2]}{parts.path}").strip("-")
        return self.state / "sites" / (name or "site")

    def relative(self, path: Path) -> str:
        """A file of the workspace as it is shown: from the root, with ``/``."""
        return path.relative_to(self.root).as_posix()


def locate(start: Path, names: Sequence[str] = ()) -> Workspace:
    """The workspace ``start`` lies in: the nearest folder, upwards, that holds ``drafts/``.

    Where there is none, that of the first of ``names``: files of a workspace below ``start``.
    """
    start = start.resolve()
    if not start.is_dir():
        raise ConfigurationError(f"{start} is not a folder.", hint="Name the folder that holds drafts/ after -C.")
    for below in (start, *((start / name).resolve() for name in names[:1])):
        root = _root(below)
        if root is not None:
            return Workspace(root, start)
    raise ConfigurationError(
        f"There is no drafts/ folder in {start}, nor above it.",
        hint="Go to your workspace, name it with -C DIR, or begin one with: wp-portraits init",
    )


def _root(place: Path) -> Path | None:
    for folder in (place, *place.parents):
        if folder.name == "drafts" and (folder / "series").is_dir():
            return folder.parent
        if (folder / "drafts").is_dir():
            return folder
    return None


def repository_of(workspace: Workspace, named: str = "") -> Path:
    """The folder that a CI system's paths begin at.

    That is ``named`` (where CI says it put the checkout) when the workspace lies in it; else the nearest folder,
    upwards, with a ``.git`` in it; else the workspace.
    """
    upwards = (workspace.root, *workspace.root.parents)
    if named and Path(named).resolve() in upwards:
        return Path(named).resolve()
    return next((folder for folder in upwards if (folder / ".git").exists()), workspace.root)
