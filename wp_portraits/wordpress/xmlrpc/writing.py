"""Creating and changing posts over XML-RPC: one call a post, for each must have an outcome of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from wordpress_xmlrpc.methods.posts import EditPost, NewPost

from wp_portraits.errors import NoAnswer, RequestRefused, SiteError
from wp_portraits.model.post import PostChanges, PostFields, RemotePost, Taxonomy
from wp_portraits.wordpress.outcomes import FULL_STOP, NOTHING_TRIED, not_sent
from wp_portraits.wordpress.rules import unique
from wp_portraits.wordpress.wellformed import refusals_of_posts
from wp_portraits.wordpress.xmlrpc.client import Client
from wp_portraits.wordpress.xmlrpc.posts import Posts
from wp_portraits.wordpress.xmlrpc.shapes import TAXONOMIES, number_of, post_struct
from wp_portraits.wordpress.xmlrpc.terms import Terms

_LATEST: Final = {"orderby": "modified", "order": "DESC"}
"""The posts just written come first, so that one page shows them."""

Write = Callable[[], int]
"""Writes a post; returns its id."""


class Writing:
    """Creating and changing."""

    def __init__(self, client: Client, posts: Posts, terms: Terms) -> None:
        self._client = client
        self._posts = posts
        self._terms = terms

    def create(self, posts: Sequence[PostFields]) -> list[RemotePost | SiteError]:
        """Create each, then read them back together."""
        wanted: list[PostChanges] = [post.as_mapping() for post in posts]
        refusals = refusals_of_posts(wanted)
        if any(_keeps_its_slug(post) for post in wanted) and len(refusals) < len(posts):
            wanted = _with_free_slugs(wanted, set(self._posts.slugs().values()))
        return self._carried_out([partial(self._new, fields) for fields in wanted], refusals)

    def change(self, changes: Sequence[tuple[int, PostChanges]]) -> list[RemotePost | SiteError]:
        """Change each, then read them back together."""
        refusals = refusals_of_posts([fields for _, fields in changes])
        if any("slug" in fields for _, fields in changes) and len(refusals) < len(changes):
            changes = _with_own_slugs(changes, self._posts.slugs())
        return self._carried_out([partial(self._edit, number, fields) for number, fields in changes], refusals)

    def _new(self, fields: PostChanges) -> int:
        struct = {name: value for name, value in post_struct(fields).items() if value != ""}
        return number_of(self._sent(struct, lambda told: self._client.call(NewPost, told)), "a new post")

    def _edit(self, number: int, fields: PostChanges) -> int:
        self._sent(post_struct(fields), lambda told: self._client.call(EditPost, str(number), told))
        return number

    def _sent(self, struct: Mapping[str, Any], send: Callable[[Mapping[str, Any]], Any]) -> Any:
        """Send a post; where the site refuses it for terms that it does not have, without them, as REST drops them."""
        try:
            return send(struct)
        except RequestRefused:
            terms: Mapping[Taxonomy, Sequence[str]] = struct.get("terms", {})
            known = {taxonomy: self._terms.known(taxonomy, terms.get(taxonomy, ())) for taxonomy in TAXONOMIES.values()}
            kept = {taxonomy: [number for number in terms[taxonomy] if number in known[taxonomy]] for taxonomy in terms}
            if kept == terms:
                raise
        return send({**struct, "terms": kept})

    def _carried_out(self, writes: Sequence[Write], refusals: Mapping[int, SiteError]) -> list[RemotePost | SiteError]:
        """The outcome of each write, in order; those of ``refusals`` (by position) are not sent.

        When an error concerns every write, such as refused credentials, the rest is not sent; when that was the first
        one, the error is raised: nothing was tried.
        """
        written: list[int | SiteError] = []
        for position, write in enumerate(writes):
            written.append(refusals[position] if position in refusals else _outcome(write))
            last = written[-1]
            if isinstance(last, NOTHING_TRIED) and not any(_was_tried(outcome) for outcome in written):
                raise last
            if isinstance(last, FULL_STOP):
                written += [not_sent(last)] * (len(writes) - len(written))
                break
        return self._read_back(written)

    def _read_back(self, written: Sequence[int | SiteError]) -> list[RemotePost | SiteError]:
        numbers = {outcome for outcome in written if isinstance(outcome, int)}
        try:
            posts = {post.id: post for post in self._posts.several(numbers, _LATEST)}
        except SiteError as error:
            lost = NoAnswer(
                f"The site took the post, but what became of it could not be read: {error.message}", hint=error.hint
            )
            return [lost if isinstance(outcome, int) else outcome for outcome in written]
        gone = NoAnswer("The site took the post, but does not have it now.", hint="Look in wp-admin, then try again.")
        return [posts.get(outcome, gone) if isinstance(outcome, int) else outcome for outcome in written]


def _outcome(write: Write) -> int | SiteError:
    try:
        return write()
    except SiteError as error:
        return error


def _was_tried(outcome: int | SiteError) -> bool:
    return not isinstance(outcome, NOTHING_TRIED)


def _keeps_its_slug(post: PostChanges) -> bool:
    """Whether WordPress would store the slug as it is, taken or not: it makes a draft's unique over REST only."""
    return post["status"] in ("draft", "pending") and bool(post["slug"])


def _with_free_slugs(posts: Sequence[PostChanges], taken: set[str]) -> list[PostChanges]:
    free: list[PostChanges] = []
    for post in posts:
        slug = unique(post["slug"], taken) if _keeps_its_slug(post) else post["slug"]
        taken.add(slug)
        free.append({**post, "slug": slug})
    return free


def _with_own_slugs(
    changes: Sequence[tuple[int, PostChanges]], holders: Mapping[int, str]
) -> list[tuple[int, PostChanges]]:
    """The changes, a new slug made unique among those of other posts."""
    own: list[tuple[int, PostChanges]] = []
    for number, fields in changes:
        taken = {slug for holder, slug in holders.items() if holder != number}
        own.append((number, {**fields, "slug": unique(fields["slug"], taken)} if fields.get("slug") else fields))
    return own
