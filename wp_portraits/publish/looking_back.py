"""While and after writing: what others did to our posts at the same time.

Another run, on another machine, may have created the same portrait between our look at the site and our write; whoever
looks later sees both. Of two, the one that was created first stays, and whoever made the other takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from wp_portraits.errors import NotFound
from wp_portraits.model.post import RemotePost
from wp_portraits.publish.sight import FEW, by_key, known_until
from wp_portraits.render.identity import MARKER
from wp_portraits.state.copies import Copies
from wp_portraits.wordpress.site import Site


def edits_of_others(site: Site, copies: Copies, written: Iterable[RemotePost]) -> list[RemotePost]:
    """The posts with our marker that were modified since we copied them, and not by us. One request when there are none.

    A post that others created under an earlier date is not among them. Raises SiteError.
    """
    known = copies.stamps() | {post.id: post.modified_gmt for post in written}
    since = known_until(copies)
    stamps = site.stamps_containing(MARKER, modified_after=since)
    return _read(site, {number for number, stamp in stamps.items() if known.get(number) != stamp}, since)


def elder_twins(site: Site, copies: Copies, created: Mapping[str, RemotePost]) -> dict[str, RemotePost]:
    """Key → the post that readers may see and that somebody else created before ours, of the keys ``created`` now.

    One request when as many posts are there as there should be. Raises SiteError.
    """
    known = copies.stamps().keys() | {post.id for post in created.values()}
    if not created or site.count_containing(MARKER) == len(known):
        return {}
    strangers = _read(site, site.stamps_containing(MARKER).keys() - known, None)
    living = by_key(post for post in strangers if post.fields.status != "trash")
    elder = {key: min(living[key], key=lambda post: post.id) for key in created.keys() & living.keys()}
    return {key: post for key, post in elder.items() if post.id < created[key].id}


def _read(site: Site, numbers: set[int], since: datetime | None) -> list[RemotePost]:
    if len(numbers) > FEW:
        return [post for post in site.posts_containing(MARKER, modified_after=since) if post.id in numbers]
    return [post for number in sorted(numbers) if (post := _one(site, number))]


def _one(site: Site, number: int) -> RemotePost | None:
    try:
        return site.post(number)
    except NotFound:
        return None
