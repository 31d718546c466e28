"""Comparing what came back with what was asked: what the site altered is said, and remembered as the post's base."""

from __future__ import annotations

from urllib.parse import unquote

from wp_portraits.errors import SiteError
from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.plan.base import Base
from wp_portraits.plan.differences import difference, readable
from wp_portraits.plan.fields import changed_fields, identified
from wp_portraits.plan.fingerprint import Rev, fingerprint, flags_of
from wp_portraits.render.identity import read_identity
from wp_portraits.wordpress.site import Site

_WORDS = {
    "categories": "The site did not take all categories.",
    "tags": "The site did not take all tags.",
    "featured_media": "The site did not take the featured picture.",
    "author": "The site did not take the author.",
    "date": "The site changed the date.",
    "title": "The site changed the title.",
    "excerpt": "The site changed the excerpt.",
    "comment_status": "The site did not open or close comments as asked.",
}


def stored_print(post: RemotePost, key: str, asked: str) -> str:
    """The fingerprint of a post as the site has it, over the fields that ``asked`` covers."""
    return fingerprint(identified(post.fields, key), managed=flags_of(asked))


def is_marked(post: RemotePost, key: str, asked: str) -> bool:
    """Whether the revision inside a post says what the site made of it and what was asked."""
    identity = read_identity(post.fields.content)
    return identity is not None and identity.rev == str(Rev(stored_print(post, key, asked), asked))


def base_of(key: str, path: str, own: str, post: RemotePost, asked: str, *, marked: bool = True) -> Base:
    """What to remember of a post as it stands on the site now."""
    return Base(
        key=key,
        post_id=post.id,
        url=post.link,
        path=path,
        title=post.fields.title,
        asked=asked,
        stored=stored_print(post, key, asked),
        own=own,
        modified_gmt=post.modified_gmt,
        marked=marked,
        text=readable(post.fields, flags_of(asked)),
    )


def notices(site: Site, desired: PostFields, post: RemotePost) -> tuple[str, ...]:
    """A sentence for everything the site made different from what was asked."""
    altered = changed_fields(desired, post.fields)
    sentences = [_WORDS[name] for name in altered if name in _WORDS]
    if "slug" in altered:
        sentences.append(_about_slug(site, desired.slug, post))
    if "status" in altered:
        sentences.append(f"The site made the post “{post.fields.status}” instead of “{desired.status}”.")
    if "content" in altered:
        sentences.append(_about_content(desired, post.fields))
    return tuple(sentences)


def _about_slug(site: Site, slug: str, post: RemotePost) -> str:
    if not post.fields.slug:
        return "The site gives it an address when somebody publishes it."
    try:
        holders = [other for other in site.posts_with_slugs([slug]) if other.id != post.id]
    except SiteError:
        holders = []
    who = f"post {holders[0].id} ({holders[0].link})" if holders else "something else on the site"
    return f"The address became “{unquote(post.fields.slug)}”, because {who} holds “{unquote(slug)}”."


def _about_content(desired: PostFields, stored: PostFields) -> str:
    if read_identity(stored.content) is None:
        return "The site removed the key inside the post: without local state, it cannot be told from somebody else's."
    lines = difference(readable(desired, ""), readable(stored, ""), short=True)
    first = next((line for line in lines if line.startswith("-") and not line.startswith("-slug")), "")
    return f"The site changed the HTML, as it does where a role may not use some of it: {first[1:121]}".rstrip(": ")
