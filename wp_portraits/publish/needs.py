"""What posts need before they can be sent: pictures in the media library, categories and tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wp_portraits.errors import Failure, SiteError, Unreachable
from wp_portraits.model.picture import Media
from wp_portraits.model.post import PostFields, RemotePost, Taxonomy, Term
from wp_portraits.plan.values import Knowledge, PictureFile, Wanted
from wp_portraits.publish.survey import TAXONOMIES, media_on_site, names_of
from wp_portraits.state.posts import NameKind, PostStore
from wp_portraits.wordpress.outcomes import NOTHING_TRIED
from wp_portraits.wordpress.site import Site, Upload


@dataclass(slots=True)
class Needs:
    """What was found or made. ``problems``: key → why this post cannot be sent."""

    knowledge: Knowledge
    problems: dict[str, Failure] = field(default_factory=dict)


def meet_needs(
    site: Site, store: PostStore, wanted: Sequence[Wanted], known: Knowledge, there: Mapping[str, RemotePost]
) -> Needs:
    """Make what is missing of everything these posts need.

    What is ``known`` of terms is believed: the site drops those it no longer has, which shows in its answer. Pictures
    are looked for again, unless the post on the site shows them already (``there``: the posts as they are, by key). A
    picture or term that cannot be made keeps back only the posts that need it. An error that means that the site does
    not take anything is raised.
    """
    needs = Needs(known)
    _pictures(site, store, _unseen(wanted, known, there), needs)
    for taxonomy in TAXONOMIES:
        _terms(site, taxonomy, wanted, needs)
    store.remember_names(known_names(needs.knowledge))
    return needs


def known_names(knowledge: Knowledge) -> dict[tuple[NameKind, str], int]:
    """The ids of terms and users, as state keeps them."""
    names: dict[tuple[NameKind, str], int] = {("author", name): number for name, number in knowledge.authors.items()}
    return names | dict(knowledge.terms)


def _unseen(wanted: Sequence[Wanted], known: Knowledge, there: Mapping[str, RemotePost]) -> list[Wanted]:
    """The posts with those pictures only that the post on the site does not show."""
    unseen = []
    for post in wanted:
        content = there[post.key].fields.content if post.key in there else ""
        pictures = [one for one in post.pictures if not _is_shown(known.media.get(one.digest), content)]
        unseen.append(replace(post, pictures=tuple(pictures)))
    return unseen


def _is_shown(media: Media | None, content: str) -> bool:
    return media is not None and media.url in content


def _pictures(site: Site, store: PostStore, wanted: Sequence[Wanted], needs: Needs) -> None:
    pictures = {picture.digest: picture for post in wanted for picture in post.pictures}
    media = media_on_site(site, pictures.values())
    store.remember_media(media)
    # A picture we uploaded under a name that was taken bears another slug: only state knows it.
    elsewhere = {digest: one for digest, one in store.media().items() if one.slug != _slug(pictures, digest)}
    for digest, picture in pictures.items():
        if digest in media or digest in elsewhere:
            continue
        try:
            media[digest] = upload_once(site, picture)
        except Failure as error:
            _keep_back(needs, error, [post for post in wanted if _shows(post, digest)])
        else:
            store.remember_media({digest: media[digest]})
    kept = {digest: one for digest, one in needs.knowledge.media.items() if digest not in pictures}
    needs.knowledge = replace(needs.knowledge, media=kept | elsewhere | media)


def _shows(post: Wanted, digest: str) -> bool:
    return any(picture.digest == digest for picture in post.pictures)


def _slug(pictures: dict[str, PictureFile], digest: str) -> str:
    return pictures[digest].slug if digest in pictures else ""


def upload_once(site: Site, picture: PictureFile) -> Media:
    """Upload a picture; after an answer in doubt, look for it before trying a second and last time."""
    upload = Upload(picture.filename, picture.mime, picture.load(), picture.alt)
    try:
        return site.upload(upload)
    except SiteError as error:
        if not error.outcome_unknown:
            raise
    found = media_on_site(site, [picture])
    return found.get(picture.digest) or site.upload(upload)


def _terms(site: Site, taxonomy: Taxonomy, wanted: Sequence[Wanted], needs: Needs) -> None:
    """Create the missing terms together. A term is created once by nature: asked for again, the site answers with the
    one that exists."""
    names = [name for name in names_of(wanted, taxonomy) if (taxonomy, name) not in needs.knowledge.terms]
    outcomes = dict(zip(names, site.create_terms(taxonomy, names), strict=True)) if names else {}
    doubtful = [name for name, outcome in outcomes.items() if isinstance(outcome, SiteError) and _is_doubtful(outcome)]
    if doubtful:
        outcomes |= dict(zip(doubtful, site.create_terms(taxonomy, doubtful), strict=True))
    for name, outcome in outcomes.items():
        if isinstance(outcome, SiteError):
            _keep_back(needs, outcome, [post for post in wanted if name in post.names(taxonomy)])
    found = {(taxonomy, name): outcome.id for name, outcome in outcomes.items() if isinstance(outcome, Term)}
    needs.knowledge = replace(needs.knowledge, terms={**needs.knowledge.terms, **found})


def dropped_terms(knowledge: Knowledge, desired: PostFields, post: RemotePost) -> set[tuple[Taxonomy, str]]:
    """The terms, of those we know, that the site did not give to a post though it was asked to: it has them no more."""
    dropped = {
        "category": set(desired.categories) - set(post.fields.categories),
        "post_tag": set(desired.tags) - set(post.fields.tags),
    }
    return {pair for pair, number in knowledge.terms.items() if number in dropped[pair[0]]}


def _is_doubtful(error: SiteError) -> bool:
    """Whether the term may exist, or was not tried because another was in doubt."""
    return error.outcome_unknown or isinstance(error, Unreachable)


def _keep_back(needs: Needs, error: Failure, posts: Sequence[Wanted]) -> None:
    if isinstance(error, NOTHING_TRIED):
        raise error
    for post in posts:
        needs.problems.setdefault(post.key, error)
