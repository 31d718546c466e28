"""The files a new workspace begins with."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parent.parent.parent

_GITIGNORE = ".env\n.wp-portraits/\n"


def starter_files() -> dict[str, str]:
    """Path inside the workspace → text. The wheel carries ``.env.example`` beside this module."""
    example = _HERE / "env.example"
    if not example.is_file():
        example = _CHECKOUT / ".env.example"
    return {
        ".env.example": example.read_text(encoding="utf-8"),
        ".gitignore": _GITIGNORE,
        "drafts/series/portraits.yml": (_HERE / "portraits.yml").read_text(encoding="utf-8"),
    }
