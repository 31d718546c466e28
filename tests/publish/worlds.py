"""A site and the other people at it: in RAM, or a real WordPress."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from time import sleep
from typing import Any, Protocol

from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.wordpress.memory.site import MemorySite
from wp_portraits.wordpress.rest.site import RestSite
from wp_portraits.wordpress.site import Site

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180"
    "5a346d6b0000000049454e44ae426082"
)


class World(Protocol):
    """What the laws need of a site beside the contract: to see everything, and other people's hands."""

    site: Site
    today: datetime
    """In the site's time zone, when the world was made."""

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

    def wait(self, time: timedelta) -> None:
        """Let time pass; a second at most where it cannot be made to."""


class InMemory:
    """The site in RAM."""

    def __init__(self) -> None:
        self.site = MemorySite()
        self.today = self.site.now

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

    def wait(self, time: timedelta) -> None:
        self.site.now += time


class OnWordPress:
    """A real WordPress, emptied; the other people are an editor of the site, over REST and in wp-admin."""

    def __init__(self, box: Sandbox, ours: RestSite, editor: RestSite, eyes: RestSite) -> None:
        self.site = ours
        self._box, self._editor, self._eyes = box, editor, eyes
        self._hands = 0
        self._seen: tuple[object, dict[int, RemotePost]] = (None, {})
        self._run(_EMPTY)
        self.today = eyes.facts().now.replace(minute=0, second=0, microsecond=0)

    def posts(self) -> dict[int, RemotePost]:
        """Read again only when somebody sent something since."""
        now = (self.site.requests, self._editor.requests, self._hands)
        if self._seen[0] != now:
            self._seen = now, {post.id: post for post in self._eyes.posts_containing("")}
        return self._seen[1]

    def pictures(self) -> list[str]:
        return self._run(_PICTURES).split()

    def save(self, post_id: int, **fields: Any) -> None:
        (answer,) = self._editor.update_posts([(post_id, fields)])
        assert isinstance(answer, RemotePost), answer

    def bin(self, post_id: int) -> None:
        self._editor.trash_post(post_id)

    def restore(self, post_id: int) -> None:
        self._run(f"wp_untrash_post({post_id});")

    def delete(self, post_id: int) -> None:
        self._run(f"wp_delete_post({post_id}, true);")

    def write(self, fields: PostFields) -> None:
        self._editor.create_posts([fields])

    def wait(self, time: timedelta) -> None:
        sleep(min(1.0, time.total_seconds()))

    def _run(self, code: str) -> str:
        self._hands += 1
        return self._box.eval_php(code)


_EMPTY = """
foreach (get_posts(['post_type' => ['post', 'attachment'], 'numberposts' => -1, 'fields' => 'ids',
    'post_status' => array_values(get_post_stati())]) as $id) wp_delete_post($id, true);"""
_PICTURES = """
foreach (get_posts(['post_type' => 'attachment', 'numberposts' => -1, 'fields' => 'ids']) as $id)
    echo hash_file('sha256', get_attached_file($id)), ' ';"""
