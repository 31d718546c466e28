"""Reading the evidence for one key: how its draft, its post on the site and its base stand to one another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.plan.base import Base
from wp_portraits.plan.decision import Evidence, Presence
from wp_portraits.plan.fields import identified
from wp_portraits.plan.fingerprint import Rev, fingerprint, flags_of
from wp_portraits.plan.values import Choice, Survey
from wp_portraits.render.identity import read_identity


@dataclass(frozen=True, slots=True)
class Desired:
    """A draft's side of the evidence. ``asked``: the fingerprint of ``fields``; ``before``: what it would be if no
    portrait's address were new; ``own``: the digest of what the draft itself says."""

    key: str
    fields: PostFields
    asked: str
    before: str
    own: str


@dataclass(frozen=True, slots=True)
class Found:
    """The site's side. ``post`` is the one to act upon (None: none); ``rev`` what it carries; ``print`` its fingerprint
    over the fields its revision covers."""

    presence: Presence
    post: RemotePost | None = None
    rev: Rev | None = None
    fields: PostFields | None = None
    print: str = ""

    @property
    def intact(self) -> bool:
        """Whether the post is what its revision says."""
        return self.rev is not None and self.rev.stored == self.print


def find(key: str, desired: Desired | None, survey: Survey) -> Found:
    """The post of a key: by the key inside it, then by the slug the draft wants."""
    living = survey.living(key)
    if living:
        return _found(Presence.LIVING if len(living) == 1 else Presence.TWICE, key, living[0])
    if key in survey.hidden:
        return Found(Presence.HIDDEN)
    binned = survey.posts.get(key, ())
    if binned:
        return _found(Presence.BINNED, key, binned[-1])
    holder = survey.holders.get(desired.fields.slug) if desired else None
    if desired is None or holder is None:
        return Found(Presence.ABSENT)
    if read_identity(holder.fields.content) is None and _same_but_for_identity(holder, desired):
        return _found(Presence.LIVING, key, holder)
    return _found(Presence.FOREIGN, key, holder)


def is_as_asked(post: RemotePost, key: str, asked: str) -> bool:
    """Whether the post is what publishing a draft with this fingerprint would make of it; then nothing needs to be
    sent."""
    found = _found(Presence.LIVING, key, post)
    return read_identity(post.fields.content) is not None and _equal(found, asked)


def is_intact(post: RemotePost) -> bool:
    """Whether nobody edited the post since it was published: it is what its revision says."""
    identity = read_identity(post.fields.content)
    return identity is not None and _found(Presence.LIVING, identity.key, post).intact


def _found(presence: Presence, key: str, post: RemotePost) -> Found:
    identity = read_identity(post.fields.content)
    rev = Rev.parse(identity.rev) if identity else None
    fields = identified(post.fields, key)
    flags = flags_of(rev.stored) if rev else ""
    return Found(presence, post, rev, fields, fingerprint(fields, managed=flags))


def _same_but_for_identity(post: RemotePost, desired: Desired) -> bool:
    there = fingerprint(identified(post.fields, desired.key), managed=flags_of(desired.asked))
    return there == desired.asked


def weigh(
    key: str, desired: Desired | None, found: Found, base: Base | None, choice: Choice, drafted: Collection[str]
) -> Evidence:
    """All the evidence for one key. ``drafted``: the keys that have a draft, whose posts are not up for adoption."""
    touched = _touched(found, base)
    edited = not found.intact or (base is not None and found.print in base.earlier)
    missing = found.post is not None and read_identity(found.post.fields.content) is None
    markable = base is None or base.marked
    return Evidence(
        drafted=desired is not None,
        presence=found.presence,
        known=base is not None,
        equal=desired is not None and _equal(found, desired.asked),
        sent=desired is not None and _sent(found, desired, base),
        touched=touched,
        edited=edited,
        own=desired is not None and _own(found, desired, base),
        unmarked=markable and (missing or (not touched and not found.intact)),
        overwrite=key in choice.overwrite,
        adopt=choice.adopt and _adoptable(found, drafted),
        prune=choice.prune,
    )


def _touched(found: Found, base: Base | None) -> bool:
    if base is None:
        return not found.intact
    return found.fields is not None and fingerprint(found.fields, managed=flags_of(base.stored)) != base.stored


def _equal(found: Found, asked: str) -> bool:
    """Whether the post is what publishing the draft would make of it, the site's own alterations included."""
    if found.fields is None:
        return False
    if found.intact and found.rev is not None and found.rev.asked == asked:
        return True
    flags = flags_of(asked)
    same_cover = found.rev is None or flags_of(found.rev.stored) == flags
    return same_cover and fingerprint(found.fields, managed=flags) == asked


def _sent(found: Found, desired: Desired, base: Base | None) -> bool:
    if base is not None:
        return base.asked == desired.asked
    return found.rev is not None and found.rev.asked == desired.asked


def _own(found: Found, desired: Desired, base: Base | None) -> bool:
    if base is not None:
        return base.own != desired.own
    return found.rev is None or found.rev.asked != desired.before


def _adoptable(found: Found, drafted: Collection[str]) -> bool:
    identity = read_identity(found.post.fields.content) if found.post else None
    return identity is None or identity.key not in drafted
