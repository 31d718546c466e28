"""What a user must be allowed to do on the site."""

from __future__ import annotations

from typing import Final

NEEDED: Final = frozenset(
    {"delete_posts", "edit_others_posts", "edit_posts", "manage_categories", "publish_posts", "upload_files"}
)
"""Every capability, by WordPress's name, that a plan may need; the editor's role has them all."""
