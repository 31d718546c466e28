"""The Jinja2 templates of a workspace: the built-in ones, and the workspace's in their place."""

from __future__ import annotations

from pathlib import Path

from wp_portraits.errors import ConfigurationError
from wp_portraits.workspace.locate import Workspace

_PACKAGED = Path(__file__).parent.parent / "templates"
_CHECKOUT = Path(__file__).parent.parent.parent / "templates"


def template_sources(workspace: Workspace) -> dict[str, str]:
    """Template name (``blocks/photo.html``) → source. The wheel carries the built-in ones inside the package."""
    built_in = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return {**_sources_below(built_in), **_sources_below(workspace.templates)}


def _sources_below(folder: Path) -> dict[str, str]:
    sources = {}
    for path in sorted(folder.rglob("*.html")):
        try:
            sources[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"{path} cannot be read: a template must be a UTF-8 text file.", hint="Save it again as UTF-8."
            ) from error
    return sources
