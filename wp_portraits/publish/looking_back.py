"""After writing: what others did to our posts at the same time.

Another run, on another machine, may have created the same portrait between our look at the site and our write; whoever
looks later sees both. Of two, the one that was created first stays, and whoever made the other takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wp_portraits.errors import NotFound
from wp_portraits.model.post import RemotePost
from wp_portraits.publish.sight import FEW, by_key, latest
from wp_portraits.render.identity import MARKER
from wp_portraits.wordpress.site import Site


def work_of_others(site: Site, before: Iterable[RemotePost], written: Iterable[RemotePost]) -> list[RemotePost]:
    """The posts with our marker that are neither as they were ``before`` nor as we have ``written`` them.

    One request when there are none. Raises SiteError.
    """
    before = list(before)
    known = {post.id: post.modified_gmt for post in (*before, *written)}
    since = latest(before)
    stamps = site.stamps_containing(MARKER, modified_after=since)
    others = {number for number, stamp in stamps.items() if known.get(number) != stamp}
    if len(others) > FEW:
        return [post for post in site.posts_containing(MARKER, modified_after=since) if post.id in others]
    return [post for number in sorted(others) if (post := _read(site, number))]


def elder_twins(ours: Mapping[str, RemotePost], others: Iterable[RemotePost]) -> dict[str, RemotePost]:
    """Key → the post that somebody else created before ours and that readers may see, of the keys in ``ours``."""
    living = by_key(post for post in others if post.fields.status != "trash")
    elder = {key: min(living[key], key=lambda post: post.id) for key in ours.keys() & living.keys()}
    return {key: post for key, post in elder.items() if post.id < ours[key].id}


def _read(site: Site, number: int) -> RemotePost | None:
    try:
        return site.post(number)
    except NotFound:
        return None
