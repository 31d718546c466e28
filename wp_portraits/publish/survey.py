"""Reading what a plan needs to know, in as few requests as possible: one search for all our posts, the rest only if
needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from wp_portraits.errors import NotFound, PermissionRefused
from wp_portraits.model.picture import Media
from wp_portraits.model.post import RemotePost, Taxonomy
from wp_portraits.plan.base import Base
from wp_portraits.plan.permalinks import pattern_of, predictor
from wp_portraits.plan.values import Knowledge, PictureFile, Survey, Wanted
from wp_portraits.publish.checking import base_of, is_marked
from wp_portraits.publish.sight import by_key, look
from wp_portraits.render.identity import read_identity
from wp_portraits.state.posts import PostStore
from wp_portraits.wordpress.site import Site

TAXONOMIES: tuple[Taxonomy, ...] = ("category", "post_tag")

TermIds = dict[tuple[Taxonomy, str], int]


def survey(site: Site, store: PostStore, wanted: Sequence[Wanted]) -> Survey:
    """Read site and records for these drafts, whose content plays no part in it: two requests when nothing is new.

    Raises the SiteError of a read that failed, StateError when the records cannot be read.
    """
    facts, seen = look(site, store.copies, datetime.now(UTC))
    posts = by_key(seen)
    _record_arrived(store, posts)
    bases = store.bases()
    hidden = _add_unmarked(site, posts, bases)
    holders = _holders(site, posts, wanted)
    if "edit_others_posts" not in facts.capabilities:
        hidden |= _out_of_sight(site, posts, [post for post in wanted if post.slug not in holders])
    known = Knowledge(
        media=_media(site, store, wanted),
        terms=_terms(site, store, wanted),
        authors=_authors(site, store, wanted),
    )
    examples = [post for found in posts.values() for post in found]
    if any(post.key not in posts for post in wanted) and not any(map(pattern_of, examples)):
        examples = [post for post in [site.any_post()] if post]
    return Survey(facts, posts, holders, bases, known, predictor(examples), frozenset(hidden))


def _record_arrived(store: PostStore, posts: Mapping[str, tuple[RemotePost, ...]]) -> None:
    """Updates whose answer never came, but which the site carried out: what they asked for is what we published
    last."""
    arrived = []
    for update in store.expected():
        for post in posts.get(update.key, ()):
            if is_marked(post, update.key, update.asked):
                arrived.append(base_of(update.key, update.path, update.own, post, update.asked))
    store.record(arrived)


def _add_unmarked(site: Site, posts: dict[str, tuple[RemotePost, ...]], bases: Mapping[str, Base]) -> set[str]:
    """Posts of ours whose identity an editor dropped: local state still knows their numbers. The keys of those that our
    user, who is another than the one who published them, may not see."""
    hidden = set[str]()
    taken = {post.id for found in posts.values() for post in found}
    for key, base in bases.items():
        if key in posts or base.post_id in taken:
            continue
        try:
            post = site.post(base.post_id)
        except NotFound:
            continue
        except PermissionRefused:
            hidden.add(key)
            continue
        identity = read_identity(post.fields.content)
        if identity is None or identity.key == key:
            posts[key] = (post,)
    return hidden


def _out_of_sight(site: Site, posts: Mapping[str, tuple[RemotePost, ...]], wanted: Iterable[Wanted]) -> set[str]:
    """The keys of drafts without a living post whose slugs are held by posts that our user may not see."""
    living = {key for key, found in posts.items() if any(post.fields.status != "trash" for post in found)}
    keys = {post.slug: post.key for post in wanted if post.key not in living}
    return {keys[slug] for slug in site.slugs_out_of_sight(sorted(keys))} if keys else set()


def _holders(site: Site, posts: dict[str, tuple[RemotePost, ...]], wanted: Sequence[Wanted]) -> dict[str, RemotePost]:
    """Who holds the slugs of drafts that have no post; a post of theirs that the search missed joins ``posts``."""
    new = {post.slug: post.key for post in wanted if post.key not in posts}
    holders: dict[str, RemotePost] = {}
    for post in site.posts_with_slugs(sorted(new)) if new else ():
        identity = read_identity(post.fields.content)
        if identity and identity.key in new.values():
            posts[identity.key] = (post,)
        elif post.fields.slug in new:
            holders[post.fields.slug] = post
    return holders


def _media(site: Site, store: PostStore, wanted: Iterable[Wanted]) -> dict[str, Media]:
    pictures = {picture.digest: picture for post in wanted for picture in post.pictures}
    known = {digest: media for digest, media in store.media().items() if digest in pictures}
    return known | media_on_site(site, [picture for digest, picture in pictures.items() if digest not in known])


def media_on_site(site: Site, pictures: Iterable[PictureFile]) -> dict[str, Media]:
    """The pictures the site has, by digest: their names carry it."""
    slugs = {picture.slug: picture.digest for picture in pictures}
    found = site.media_with_slugs(sorted(slugs)) if slugs else ()
    return {slugs[media.slug]: media for media in found if media.slug in slugs}


def _terms(site: Site, store: PostStore, wanted: Sequence[Wanted]) -> TermIds:
    remembered = store.names()
    known: TermIds = {}
    for taxonomy in TAXONOMIES:
        names = names_of(wanted, taxonomy)
        known |= {(taxonomy, name): remembered[taxonomy, name] for name in names if (taxonomy, name) in remembered}
        known |= terms_on_site(site, taxonomy, [name for name in names if (taxonomy, name) not in known])
    return known


def names_of(wanted: Iterable[Wanted], taxonomy: Taxonomy) -> list[str]:
    """The names of the terms these posts want, each once."""
    return sorted({name for post in wanted for name in post.names(taxonomy)})


def terms_on_site(site: Site, taxonomy: Taxonomy, names: Sequence[str]) -> TermIds:
    """The ids of the terms the site has. Upper and lower case are one to WordPress, so usual spellings are asked for
    too."""
    spellings: list[Callable[[str], str]] = [str, str.lower, str.capitalize, str.upper]
    asked = sorted({spell(name) for name in names for spell in spellings})
    found = site.terms(taxonomy, asked) if names else []
    exact = {term.name: term.id for term in found}
    folded = {term.name.casefold(): term.id for term in found}
    ids = {name: exact.get(name, folded.get(name.casefold())) for name in names}
    return {(taxonomy, name): number for name, number in ids.items() if number is not None}


def _authors(site: Site, store: PostStore, wanted: Iterable[Wanted]) -> dict[str, int]:
    remembered = store.names()
    known: dict[str, int] = {}
    for name in sorted({post.author for post in wanted if post.author}):
        number = remembered.get(("author", name)) or site.user_id(name)
        if number is not None:
            known[name] = number
    return known
