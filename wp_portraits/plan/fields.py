"""From a wanted post, with names, to the fields the site takes, with ids and the identity inside."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from wp_portraits.model.post import PostFields, Taxonomy
from wp_portraits.plan.fingerprint import Rev, covers, fingerprint, flags_of, managed_by, normalised
from wp_portraits.plan.values import Knowledge, Wanted
from wp_portraits.render.identity import read_identity, with_identity

MISSING_PICTURE: Final = -1
"""Stands for the id of a picture the site does not have yet."""


def desired_fields(wanted: Wanted, knowledge: Knowledge) -> PostFields:
    """The post as it is to be sent, its identity and revision inside.

    Terms and pictures the site does not have yet get ids below zero: such a post can be planned, not sent.
    """
    bare = PostFields(
        title=wanted.title,
        slug=wanted.slug,
        content=with_identity(wanted.content, wanted.key, ""),
        excerpt=wanted.excerpt,
        status=wanted.status,
        date=wanted.date,
        categories=_ids("category", wanted.categories, knowledge),
        tags=_ids("post_tag", wanted.tags, knowledge),
        featured_media=_featured(wanted, knowledge),
        comment_status=wanted.comment_status,
        author=knowledge.authors.get(wanted.author) if wanted.author else None,
    )
    asked = fingerprint(bare)
    return _with_content(bare, with_identity(wanted.content, wanted.key, str(Rev(asked, asked))))


def asked_print(desired: PostFields) -> str:
    """The fingerprint of a post that :func:`desired_fields` made; it stands inside the post, so nothing is computed."""
    identity = read_identity(desired.content)
    rev = Rev.parse(identity.rev) if identity else None
    return rev.asked if rev else fingerprint(desired)


def _ids(taxonomy: Taxonomy, names: tuple[str, ...], knowledge: Knowledge) -> tuple[int, ...]:
    known = {knowledge.terms.get((taxonomy, name), -1 - place) for place, name in enumerate(names)}
    return tuple(sorted(known))


def _featured(wanted: Wanted, knowledge: Knowledge) -> int:
    if wanted.photo_digest is None:
        return 0
    media = knowledge.media.get(wanted.photo_digest)
    return media.id if media else MISSING_PICTURE


def _with_content(fields: PostFields, content: str) -> PostFields:
    return PostFields(**(fields.as_mapping() | {"content": content}))


def re_marked(content: str, key: str, rev: Rev) -> str:
    """The content as the site keeps it, with another revision in its identity."""
    return with_identity(content, key, str(rev))


def identified(fields: PostFields, key: str) -> PostFields:
    """The fields of a remote post, its identity put back where an editor dropped it: for comparing, never for
    sending."""
    if read_identity(fields.content) is not None:
        return fields
    return _with_content(fields, with_identity(fields.content, key, ""))


def changed_fields(desired: PostFields, remote: PostFields, before: Rev | None = None) -> tuple[str, ...]:
    """The names of the fields that differ, in the order of :class:`PostFields`.

    Left to the site: a field the draft does not name. ``before``: the revision the post carries; categories it covered
    and the draft no longer names are to go, and so is the date that a post still waits for.
    """
    flags = managed_by(desired)
    values = desired.as_mapping()
    names = [
        name
        for name, there in remote.as_mapping().items()
        if covers(flags, name) and normalised(name, values[name]) != normalised(name, there)
    ]
    given_up = [name for name in ("categories", "date") if is_named(before, name) and not covers(flags, name)]
    names += [name for name in given_up if name != "date" or (remote.status, desired.status) == ("future", "publish")]
    return tuple(name for name in values if name in names)


def is_named(rev: Rev | None, field_name: str) -> bool:
    """Whether the draft that made this revision named an optional field."""
    return rev is not None and covers(flags_of(rev.stored), field_name)


def meaning(wanted: Wanted) -> str:
    """A digest of what publishing a post comes to: with names in place of ids, whatever the order of terms and
    pictures.

    Ask it of a post composed without pictures, with stand-ins for addresses: what the site has made in the meantime is
    then no part of it.
    """
    names = ("title", "slug", "content", "excerpt", "status", "date", "comment_status")
    said: dict[str, Any] = {name: normalised(name, getattr(wanted, name)) for name in names}
    said |= {"author": wanted.author, "categories": sorted({*wanted.categories}), "tags": sorted({*wanted.tags})}
    said |= {
        "photo": wanted.photo_digest,
        "pictures": sorted([one.digest, one.slug, one.alt] for one in wanted.pictures),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def own_print(wanted: Wanted) -> str:
    """A digest of what the draft itself says. Ask it of a portrait composed with empty knowledge: links to others, the
    related block and ids are then no part of it."""
    own: dict[str, Any] = {
        name: getattr(wanted, name)
        for name in ("title", "slug", "content", "excerpt", "status", "comment_status", "author")
    }
    own |= {"date": str(wanted.date), "terms": [wanted.categories, wanted.tags]}
    own |= {"pictures": [wanted.photo_digest, *(picture.digest for picture in wanted.pictures)]}
    written = json.dumps(own, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:32]
