"""WordPress's own rules that the site in RAM keeps and XML-RPC does not: slugs, names that are one, addresses,
roles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from pathlib import PurePosixPath
from typing import Final

from wp_portraits.errors import PermissionRefused
from wp_portraits.model.post import PostFields, Taxonomy

TRASHED: Final = "__trashed"
"""What WordPress appends to the slug of a post in the bin, so that another post may take it."""

SUBSCRIBER: Final = frozenset({"read"})
CONTRIBUTOR: Final = SUBSCRIBER | {"edit_posts", "delete_posts"}
AUTHOR: Final = CONTRIBUTOR | {"publish_posts", "upload_files", "edit_published_posts", "delete_published_posts"}
EDITOR: Final = AUTHOR | {
    "edit_others_posts",
    "delete_others_posts",
    "edit_private_posts",
    "read_private_posts",
    "delete_private_posts",
    "manage_categories",
    "moderate_comments",
    "unfiltered_html",
}
ADMINISTRATOR: Final = EDITOR | {"manage_options", "list_users"}
CAPABILITIES: Final = {
    "subscriber": SUBSCRIBER,
    "contributor": CONTRIBUTOR,
    "author": AUTHOR,
    "editor": EDITOR,
    "administrator": ADMINISTRATOR,
}
"""The capabilities, of those that matter here, that WordPress gives to each role."""


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def sanitized_slug(text: str) -> str:
    """The slug WordPress makes of ``text`` (for letters that have an ASCII equal)."""
    lowered = _without_accents(text).lower()
    return re.sub(r"[^\w]+", "-", lowered.replace("'", "").replace("’", "")).strip("-")


def same_name(left: str, right: str) -> bool:
    """Whether WordPress takes two term names for one: the case of A to Z does not count, all else does."""
    return left.encode().lower() == right.encode().lower()


def unique(wanted: str, taken: Container[str], *, first: int = 2) -> str:
    """``wanted``, or ``wanted-2``, ``wanted-3`` … when it is taken."""
    if wanted not in taken:
        return wanted
    number = first
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def unique_file(filename: str, taken: Container[str]) -> str:
    """The file name under which the media library keeps a picture: ``same.jpg``, ``same-1.jpg`` …"""
    path = PurePosixPath(filename)
    stem = sanitized_slug(path.stem)
    names = [f"{stem}{path.suffix}", *(f"{stem}-{number}{path.suffix}" for number in range(1, 1000))]
    return next(name for name in names if name not in taken)


def address(url: str, post_id: int, fields: PostFields) -> str:
    """A post's link: its permalink once people may see it, ``?p=ID`` before."""
    if fields.status in {"publish", "private"} and fields.slug:
        return f"{url}/{fields.slug}/"
    return f"{url}/?p={post_id}"


def require(role: str, capability: str, action: str) -> None:
    """PermissionRefused when WordPress does not let ``role`` do ``action``, for which ``capability`` is needed."""
    if capability not in CAPABILITIES[role]:
        raise PermissionRefused(
            f"The site does not let this user {action}.", hint=f"The role {role} lacks {capability}."
        )


def check_status(role: str, status: str) -> None:
    """PermissionRefused when ``role`` may not give a post this status, or write posts at all."""
    require(role, "edit_posts", "write posts")
    if status in {"publish", "future", "private"}:
        require(role, "publish_posts", "publish posts")


def check_term(role: str, taxonomy: Taxonomy) -> None:
    """PermissionRefused when ``role`` may not create terms: categories are the editors', tags everybody's."""
    require(role, "manage_categories" if taxonomy == "category" else "edit_posts", "create this term")
