"""The mirror equals the site after every sync, and is untouched by one that does not finish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from wp_portraits.comments import sync as sync_module
from wp_portraits.comments.sync import FEW, SyncOutcome, sync
from wp_portraits.errors import NoAnswer, SiteError
from wp_portraits.model.comment import Comment
from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.state.mirror import KnownPost, Mirror, storable
from wp_portraits.wordpress.comment_pages import CommentPage
from wp_portraits.wordpress.memory.site import MemorySite
from wp_portraits.wordpress.site import Abilities

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def blog(*slugs: str, site: MemorySite | None = None) -> MemorySite:
    site = site or MemorySite()
    content = "<p>Portrait</p>"
    for slug in slugs or ("camille-roy", "lea-tremblay"):
        site.create_posts([PostFields(slug, slug, content, "", "publish", None, (), (), 0, "open")])
    return site


def portraits(site: MemorySite) -> list[KnownPost]:
    """Every post of the site, as portraits."""
    return [known(post) for post in site.posts.values()]


def known(post: RemotePost) -> KnownPost:
    key = post.fields.slug.removesuffix("__trashed")
    return KnownPost(post.id, key, post.fields.title, post.link, post.fields.status == "trash")


def on_site(site: MemorySite, *, personal: bool = False, posts: Sequence[int] | None = None) -> list[Comment]:
    wanted = sorted(site.posts) if posts is None else posts
    return sorted((storable(comment) for comment in site.comments(wanted, personal=personal)), key=lambda one: one.id)


def counts(outcome: SyncOutcome) -> tuple[int, int, int, int, int]:
    return outcome.new, outcome.edited, outcome.moderated, outcome.removed, outcome.total


@pytest.fixture
def site() -> MemorySite:
    return blog()


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[Mirror]:
    with Mirror(tmp_path / "comments.sqlite") as opened:
        yield opened


def crowd(site: MemorySite, number: int, post: int = 1) -> None:
    for position in range(number):
        site.visitor_comment(post, f"Commentaire {position}")


def test_the_first_sync_brings_everything(site: MemorySite, mirror: Mirror) -> None:
    first = site.visitor_comment(1, "Merci Camille!")
    site.visitor_comment(1, "Moi aussi", parent=first.id)
    site.visitor_comment(2, "À vérifier", status="hold")
    site.visitor_comment(2, "Achetez", status="spam")
    before = site.requests
    outcome = sync(site, mirror, portraits(site), now=NOW)
    assert counts(outcome) == (4, 0, 0, 0, 4)
    assert outcome.requests == site.requests - before == 1
    assert list(mirror.comments()) == on_site(site)
    assert mirror.posts() == {post.id: post for post in portraits(site)}


def test_a_second_sync_finds_nothing(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 3)
    sync(site, mirror, portraits(site), now=NOW)
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (0, 0, 0, 0, 3)


def test_edits_moderation_and_deletion_are_told_apart(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 5)
    sync(site, mirror, portraits(site), now=NOW)
    site.reword(1, "Corrigé")
    site.moderate(2, "spam")
    site.reword(3, "Corrigé et retenu")
    site.moderate(3, "hold")
    site.moderate(4, "deleted")
    site.visitor_comment(2, "Nouveau")
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (1, 2, 2, 1, 5)
    assert list(mirror.comments()) == on_site(site)


def test_a_late_approval_and_an_old_date_are_noticed(site: MemorySite, mirror: Mirror) -> None:
    site.visitor_comment(1, "Retenu", status="hold", date_gmt=datetime(1999, 1, 1))
    sync(site, mirror, portraits(site), now=NOW)
    site.moderate(1, "approved")
    site.visitor_comment(1, "Importé", date_gmt=datetime(2004, 5, 6))
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (1, 0, 1, 0, 2)


def test_binned_and_deleted_posts(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 2)
    crowd(site, 3, post=2)
    sync(site, mirror, portraits(site), now=NOW)
    site.trash_post(1)
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (0, 0, 2, 0, 5)
    assert mirror.totals() == {"approved": 3, "post-trashed": 2}
    site.delete(1)
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (0, 0, 0, 2, 3)
    assert list(mirror.posts()) == [2]


def test_comments_of_other_posts_are_ignored(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 2)
    crowd(site, 3, post=2)
    assert counts(sync(site, mirror, portraits(site)[:1], now=NOW)) == (2, 0, 0, 0, 2)
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (3, 0, 0, 0, 5)
    assert counts(sync(site, mirror, portraits(site)[:1], now=NOW)) == (0, 0, 0, 3, 2)


def test_without_portraits_the_site_is_not_even_asked(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 2)
    assert sync(site, mirror, [], now=NOW) == SyncOutcome(0, 0, 0, 0, 0, 0)


def test_a_quick_pass_reads_one_page_and_the_totals(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, FEW + 200)
    sync(site, mirror, portraits(site), now=NOW)
    site.calls.clear()
    site.visitor_comment(1, "Nouveau")
    site.reword(FEW + 150, "Corrigé, parmi les cent derniers")
    site.moderate(FEW + 140, "deleted")
    before = site.requests
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (1, 1, 0, 1, FEW + 200)
    assert site.calls == ["comment_pages", "comments_add_up"]
    assert site.requests - before == 4
    assert list(mirror.comments()) == on_site(site)


def test_totals_that_disagree_make_it_a_full_pass(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, FEW + 200)
    sync(site, mirror, portraits(site), now=NOW)
    site.moderate(3, "spam")
    site.moderate(4, "deleted")
    site.reword(5, "Corrigé")
    later = NOW + timedelta(hours=2)
    assert counts(sync(site, mirror, portraits(site), now=later)) == (0, 1, 1, 1, FEW + 199)
    assert mirror.progress().last_full == later
    assert list(mirror.comments()) == on_site(site)


@pytest.mark.parametrize(
    ("asked", "now"),
    [({"full": True}, NOW), ({}, NOW + timedelta(days=1)), ({}, NOW - timedelta(minutes=1)), ({"personal": True}, NOW)],
)
def test_an_edit_of_an_old_comment_is_found_by_a_full_pass(
    site: MemorySite, mirror: Mirror, asked: dict[str, bool], now: datetime
) -> None:
    crowd(site, FEW + 200)
    sync(site, mirror, portraits(site), now=NOW)
    site.reword(1, "Corrigé, tout au fond")
    assert sync(site, mirror, portraits(site), now=NOW).edited == 0
    assert sync(site, mirror, portraits(site), now=now, **asked).edited == 1
    assert mirror.progress().last_full == now


def test_a_portrait_that_joins_brings_its_old_comments(mirror: Mirror) -> None:
    site = blog("camille-roy", "lea-tremblay", "nadia-benali")
    crowd(site, 5, post=3)
    crowd(site, FEW + 200)
    sync(site, mirror, portraits(site)[:2], now=NOW)
    site.calls.clear()
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (5, 0, 0, 0, FEW + 205)
    assert site.calls == ["comment_pages", "comment_pages", "comments_add_up"]
    assert list(mirror.comments()) == on_site(site)


def test_a_reply_of_ours_does_not_hide_what_came_before_it(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, FEW + 200)
    sync(site, mirror, portraits(site), now=NOW)
    crowd(site, 150)
    mirror.store(site.reply(1, 0, "Notre réponse"))
    site.calls.clear()
    assert counts(sync(site, mirror, portraits(site), now=NOW)) == (150, 0, 0, 0, FEW + 351)
    assert site.calls == ["comment_pages", "comments_add_up"]


def test_addresses_are_kept_only_while_they_are_asked_for(site: MemorySite, mirror: Mirror) -> None:
    told = {"email": "nadia@example.org", "ip": "192.0.2.7", "agent": "Lynx/2.9"}
    site.visitor_comment(1, "Bonjour", **told)
    nothing = dict.fromkeys(told, "")
    for personal, kept in ((False, nothing), (True, told), (False, nothing)):
        sync(site, mirror, portraits(site), now=NOW, personal=personal)
        [comment] = mirror.comments()
        assert {name: getattr(comment, name) for name in told} == kept


class Telltale(MemorySite):
    """Tells e-mail and IP addresses whether it is asked to or not."""

    def comment_pages(self, scope: Any = None, *, personal: bool = False, known: int = 0) -> Iterator[CommentPage]:
        return super().comment_pages(scope, personal=True, known=known)


def test_addresses_that_a_site_tells_unasked_are_not_kept(mirror: Mirror) -> None:
    site = blog(site=Telltale())
    site.visitor_comment(1, "Bonjour", email="nadia@example.org", ip="192.0.2.7", agent="Lynx")
    sync(site, mirror, portraits(site), now=NOW)
    assert [(one.email, one.ip, one.agent) for one in mirror.comments()] == [("", "", "")]


@pytest.mark.parametrize(
    ("many", "full", "method"),
    [(40, False, "comment_pages"), (FEW + 200, True, "comment_pages"), (FEW + 200, False, "comments_add_up")],
)
def test_an_answer_that_breaks_off_leaves_the_mirror_as_it_was(
    site: MemorySite, mirror: Mirror, many: int, full: bool, method: str
) -> None:
    crowd(site, many)
    sync(site, mirror, portraits(site), now=NOW)
    before, progress = list(mirror.comments()), mirror.progress()
    crowd(site, 30)
    site.reword(many, "Corrigé")
    site.moderate(many - 1, "deleted")
    site.fail(method, NoAnswer("The site stopped answering."), after_write=True)
    with pytest.raises(SiteError):
        sync(site, mirror, portraits(site), now=NOW + timedelta(hours=1), full=full)
    assert (list(mirror.comments()), mirror.progress()) == (before, progress)
    assert counts(sync(site, mirror, portraits(site), now=NOW + timedelta(hours=1))) == (30, 1, 0, 1, many + 29)
    assert list(mirror.comments()) == on_site(site)


class AnyHistory(RuleBasedStateMachine):
    """Visitors, moderators and interruptions in any order; after each sync that ends, mirror and site are equal.

    The limits are lowered so that small histories walk the ways of large ones.
    """

    def __init__(self) -> None:
        super().__init__()
        self.site = blog("camille-roy", "lea-tremblay", "recette")
        self.folder = TemporaryDirectory()
        self.mirror = Mirror(Path(self.folder.name) / "comments.sqlite")
        self.now = NOW
        self.posts = [1]
        self.everything = False
        self.fresh = False
        self.few = sync_module.FEW
        self.site.page, sync_module.FEW = 3, 4  # type: ignore[misc]

    def teardown(self) -> None:
        sync_module.FEW = self.few  # type: ignore[misc]
        self.mirror.close()
        self.folder.cleanup()

    @rule(post=st.integers(1, 3), status=st.sampled_from(["approved", "hold", "spam"]), number=st.integers(1, 5))
    def visitors_comment(self, post: int, status: str, number: int) -> None:
        for _ in range(number):
            self.site.visitor_comment(post, "Bonjour", status=status)
        self.fresh = False

    @rule(choice=st.randoms(use_true_random=False), status=st.sampled_from(["approved", "hold", "spam", "deleted"]))
    @precondition(lambda self: self.site.comments_by_id)
    def moderate(self, choice: Any, status: str) -> None:
        self.site.moderate(choice.choice(sorted(self.site.comments_by_id)), status)
        self.fresh = False

    @rule(choice=st.randoms(use_true_random=False), content=st.sampled_from(["Corrigé", "Bonjour"]))
    @precondition(lambda self: self.site.comments_by_id)
    def edit(self, choice: Any, content: str) -> None:
        self.site.reword(choice.choice(sorted(self.site.comments_by_id)), content)
        self.fresh = False

    @rule(posts=st.sampled_from([[1], [1, 2], [2]]), most_named=st.sampled_from([0, 500]), everything=st.booleans())
    def portraits_change(self, posts: list[int], most_named: int, everything: bool) -> None:
        """``most_named`` 0: an API that cannot list the comments of some posts alone."""
        self.posts, self.site.most_named, self.everything = posts, most_named, everything
        self.fresh = False

    @rule(post=st.integers(1, 3), binned=st.booleans())
    def bin_or_restore_a_post(self, post: int, binned: bool) -> None:
        if binned:
            self.site.trash_post(post)
        elif self.site.posts[post].fields.status == "trash":
            self.site.restore(post)
        self.fresh = False

    @rule(by_id=st.booleans())
    def transport_changes(self, by_id: bool) -> None:
        self.site.abilities = Abilities(comments_by_id=by_id)

    @rule(method=st.sampled_from(["comment_pages", "comments_add_up"]), after=st.booleans())
    def interrupted_sync(self, method: str, after: bool) -> None:
        before = list(self.mirror.comments())
        self.site.fail(method, NoAnswer("The site stopped answering."), after_write=after)
        try:
            self._synced(full=True)
        except NoAnswer:
            assert list(self.mirror.comments()) == before

    @rule()
    def full_sync(self) -> None:
        self._sync(full=True)
        self.fresh = True

    @rule()
    def quick_sync(self) -> None:
        """Equal too, but for the words of a comment edited outside the newest page."""
        self._sync(full=False)
        without_words = [replace(one, content="") for one in self._on_site()]
        assert [replace(one, content="") for one in self.mirror.comments()] == without_words

    def _sync(self, *, full: bool) -> None:
        while True:
            ids = {one.id for one in self.mirror.comments()}
            try:
                outcome = self._synced(full=full)
            except NoAnswer:
                continue
            break
        after = {one.id for one in self.mirror.comments()}
        assert (outcome.new, outcome.removed, outcome.total) == (len(after - ids), len(ids - after), len(after))

    def _synced(self, *, full: bool) -> SyncOutcome:
        posts = [known(self.site.posts[number]) for number in self.posts]
        return sync(self.site, self.mirror, posts, now=self.now, full=full, everything=self.everything)

    def _on_site(self) -> list[Comment]:
        return on_site(self.site, posts=sorted(self.site.posts) if self.everything else self.posts)

    @invariant()
    def equal_after_a_full_sync(self) -> None:
        if self.fresh:
            assert list(self.mirror.comments()) == self._on_site()


AnyHistory.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestAnyHistory = AnyHistory.TestCase
