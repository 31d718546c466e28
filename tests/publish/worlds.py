"""A site and the other people at it: in RAM, or a real WordPress."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any, Protocol

from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.wordpress.memory import MemorySite
from wp_portraits.wordpress.site import Site

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a346d6b0000000049454e44ae426082"
)


class World(Protocol):
    """What the laws need of a site beside the contract: to see everything, and other people's hands."""

    site: Site

    def posts(self) -> dict[int, RemotePost]:
        """Every post, the bin included."""

    def pictures(self) -> list[str]:
        """The digest of each picture in the media library."""

    def save(self, post_id: int, **fields: Any) -> None:
        """Save a post in the editor of wp-admin."""

    def bin(self, post_id: int) -> None:
        """Move a post to the bin."""

    def restore(self, post_id: int) -> None:
        """Take it out of the bin."""

    def delete(self, post_id: int) -> None:
        """Delete it for good."""

    def write(self, fields: PostFields) -> None:
        """Write a post by hand."""

    def wait(self, time: timedelta) -> bool:
        """Let time pass; False where one cannot."""


class InMemory:
    """The site in RAM."""

    def __init__(self) -> None:
        self.site = MemorySite()

    def posts(self) -> dict[int, RemotePost]:
        return dict(self.site.posts)

    def pictures(self) -> list[str]:
        return [hashlib.sha256(body).hexdigest() for body in self.site._library.bodies.values()]

    def save(self, post_id: int, **fields: Any) -> None:
        self.site.save(post_id, **fields)

    def bin(self, post_id: int) -> None:
        self.site._shelf.trash(post_id)

    def restore(self, post_id: int) -> None:
        self.site.restore(post_id)

    def delete(self, post_id: int) -> None:
        self.site.delete(post_id)

    def write(self, fields: PostFields) -> None:
        self.site._shelf.create(fields, str)

    def wait(self, time: timedelta) -> bool:
        self.site.now += time
        return True
