"""The mirror equals the site after every sync, and is untouched by one that does not finish."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from wp_portraits.comments import sync as sync_module
from wp_portraits.comments.sync import FEW, PAGE, SyncOutcome, sync
from wp_portraits.errors import NoAnswer, SiteError
from wp_portraits.model.comment import Comment
from wp_portraits.model.post import PostFields
from wp_portraits.state.mirror import KnownPost, Mirror, storable
from wp_portraits.wordpress.memory import MemorySite

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def blog(*slugs: str) -> MemorySite:
    site = MemorySite()
    content = "<p>Portrait</p>"
    for slug in slugs or ("camille-roy", "lea-tremblay"):
        site.create_posts([PostFields(slug, slug, content, "", "publish", None, (), (), 0, "open")])
    return site


def keys_of(site: MemorySite) -> dict[int, str]:
    return {post.id: post.fields.slug.removesuffix("__trashed") for post in site.posts.values()}


def on_site(site: MemorySite, *, personal: bool = False, posts: dict[int, str] | None = None) -> list[Comment]:
    wanted = sorted(keys_of(site) if posts is None else posts)
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
    outcome = sync(site, mirror, keys_of(site), now=NOW)
    assert counts(outcome) == (4, 0, 0, 0, 4)
    assert outcome.requests == site.requests - before == 1
    assert list(mirror.comments()) == on_site(site)
    assert mirror.posts() == {1: KnownPost(1, "camille-roy"), 2: KnownPost(2, "lea-tremblay")}


def test_a_second_sync_finds_nothing(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 3)
    sync(site, mirror, keys_of(site), now=NOW)
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (0, 0, 0, 0, 3)


def test_edits_moderation_and_deletion_are_told_apart(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 5)
    sync(site, mirror, keys_of(site), now=NOW)
    site.reword(1, "Corrigé")
    site.moderate(2, "spam")
    site.reword(3, "Corrigé et retenu")
    site.moderate(3, "hold")
    site.moderate(4, "deleted")
    site.visitor_comment(2, "Nouveau")
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (1, 2, 2, 1, 5)
    assert list(mirror.comments()) == on_site(site)


def test_a_late_approval_and_an_old_date_are_noticed(site: MemorySite, mirror: Mirror) -> None:
    site.visitor_comment(1, "Retenu", status="hold", date_gmt=datetime(1999, 1, 1))
    sync(site, mirror, keys_of(site), now=NOW)
    site.moderate(1, "approved")
    site.visitor_comment(1, "Importé", date_gmt=datetime(2004, 5, 6))
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (1, 0, 1, 0, 2)


def test_binned_and_deleted_posts(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 2)
    crowd(site, 3, post=2)
    sync(site, mirror, keys_of(site), now=NOW)
    site.trash_post(1)
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (0, 0, 2, 0, 5)
    assert mirror.totals() == {"approved": 3, "post-trashed": 2}
    site.delete(1)
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (0, 0, 0, 2, 3)
    assert list(mirror.posts()) == [2]


def test_comments_of_other_posts_are_ignored(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 2)
    crowd(site, 3, post=2)
    assert counts(sync(site, mirror, {1: "camille-roy"}, now=NOW)) == (2, 0, 0, 0, 2)
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (3, 0, 0, 0, 5)
    assert counts(sync(site, mirror, {1: "camille-roy"}, now=NOW)) == (0, 0, 0, 3, 2)


def test_without_portraits_the_site_is_not_even_asked(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, 2)
    assert sync(site, mirror, {}, now=NOW) == SyncOutcome(0, 0, 0, 0, 0, 0)


def test_a_quick_pass_reads_one_page_and_the_totals(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, FEW + 200)
    sync(site, mirror, keys_of(site), now=NOW)
    site.calls.clear()
    site.visitor_comment(1, "Nouveau")
    site.reword(FEW + 150, "Corrigé, parmi les cent derniers")
    site.moderate(FEW + 140, "deleted")
    read = _count_reading(site)
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (1, 1, 0, 1, FEW + 200)
    assert site.calls == ["comments", "comment_totals"]
    assert read == [PAGE]
    assert list(mirror.comments()) == on_site(site)


def _count_reading(site: MemorySite) -> list[int]:
    """Lets every call of ``comments`` note how many were taken from it."""
    read: list[int] = []
    ask = site.comments

    def counting(*asked: Any, **more: Any) -> Iterator[Comment]:
        read.append(0)
        for comment in ask(*asked, **more):
            read[-1] += 1
            yield comment

    site.comments = counting  # type: ignore[method-assign]
    return read


def test_totals_that_disagree_make_it_a_full_pass(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, FEW + 200)
    sync(site, mirror, keys_of(site), now=NOW)
    site.moderate(3, "spam")
    site.moderate(4, "deleted")
    site.reword(5, "Corrigé")
    later = NOW + timedelta(hours=2)
    assert counts(sync(site, mirror, keys_of(site), now=later)) == (0, 1, 1, 1, FEW + 199)
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
    sync(site, mirror, keys_of(site), now=NOW)
    site.reword(1, "Corrigé, tout au fond")
    assert sync(site, mirror, keys_of(site), now=NOW).edited == 0
    assert sync(site, mirror, keys_of(site), now=now, **asked).edited == 1
    assert mirror.progress().last_full == now


def test_a_portrait_that_joins_brings_its_old_comments(mirror: Mirror) -> None:
    site = blog("camille-roy", "lea-tremblay", "nadia-benali")
    crowd(site, 5, post=3)
    crowd(site, FEW + 200)
    sync(site, mirror, {1: "camille-roy", 2: "lea-tremblay"}, now=NOW)
    site.calls.clear()
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (5, 0, 0, 0, FEW + 205)
    assert site.calls == ["comments", "comments", "comment_totals"]
    assert list(mirror.comments()) == on_site(site)


def test_a_reply_of_ours_does_not_hide_what_came_before_it(site: MemorySite, mirror: Mirror) -> None:
    crowd(site, FEW + 200)
    sync(site, mirror, keys_of(site), now=NOW)
    crowd(site, 150)
    mirror.store(site.reply(1, 0, "Notre réponse"))
    site.calls.clear()
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (150, 0, 0, 0, FEW + 351)
    assert site.calls == ["comments", "comment_totals"]


def test_addresses_are_kept_only_while_they_are_asked_for(site: MemorySite, mirror: Mirror) -> None:
    site.visitor_comment(1, "Bonjour", email="nadia@example.org", ip="192.0.2.7")
    sync(site, mirror, keys_of(site), now=NOW)
    assert [(one.email, one.ip) for one in mirror.comments()] == [("", "")]
    assert counts(sync(site, mirror, keys_of(site), now=NOW, personal=True)) == (0, 0, 0, 0, 1)
    assert [(one.email, one.ip) for one in mirror.comments()] == [("nadia@example.org", "192.0.2.7")]
    assert counts(sync(site, mirror, keys_of(site), now=NOW)) == (0, 0, 0, 0, 1)
    assert [(one.email, one.ip) for one in mirror.comments()] == [("", "")]


def test_addresses_that_a_site_tells_unasked_are_not_kept(site: MemorySite, mirror: Mirror) -> None:
    site.visitor_comment(1, "Bonjour", email="nadia@example.org", ip="192.0.2.7")
    tell = site.comments
    site.comments = lambda posts=None, *, personal=False: tell(posts, personal=True)  # type: ignore[method-assign]
    sync(site, mirror, keys_of(site), now=NOW)
    assert [(one.email, one.ip) for one in mirror.comments()] == [("", "")]


@pytest.mark.parametrize("many", [250, FEW + 250])
def test_a_deletion_between_two_pages_is_not_taken_for_another(site: MemorySite, mirror: Mirror, many: int) -> None:
    """The comment that slips from page 2 to page 1 while page 2 is fetched must not be lost."""
    crowd(site, many)
    sync(site, mirror, keys_of(site), now=NOW)
    crowd(site, 60)
    mirror.record_progress(replace(mirror.progress(), newest_id=many - 60))
    total = many + 60
    listed = site.comments
    slipping = iter([True])

    def paged(*asked: Any, **more: Any) -> Iterator[Comment]:
        slips = next(slipping, False)
        for position, comment in enumerate(listed(*asked, **more), start=1):
            if slips and position == PAGE + 1:
                site.moderate(total - 2, "deleted")
                continue
            yield comment

    site.comments = paged  # type: ignore[method-assign]
    sync(site, mirror, keys_of(site), now=NOW)
    assert mirror.comment(total - PAGE) is not None
    assert counts(sync(site, mirror, keys_of(site), now=NOW, full=True))[-1] == total - 1
    assert list(mirror.comments()) == on_site(site)


@pytest.mark.parametrize(
    ("many", "full", "method"),
    [(40, False, "comments"), (FEW + 200, True, "comments"), (FEW + 200, False, "comment_totals")],
)
def test_an_answer_that_breaks_off_leaves_the_mirror_as_it_was(
    site: MemorySite, mirror: Mirror, many: int, full: bool, method: str
) -> None:
    crowd(site, many)
    sync(site, mirror, keys_of(site), now=NOW)
    before, progress = list(mirror.comments()), mirror.progress()
    crowd(site, 30)
    site.reword(many, "Corrigé")
    site.moderate(many - 1, "deleted")
    site.fail(method, NoAnswer("The site stopped answering."), after_write=True)
    with pytest.raises(SiteError):
        sync(site, mirror, keys_of(site), now=NOW + timedelta(hours=1), full=full)
    assert (list(mirror.comments()), mirror.progress()) == (before, progress)
    assert counts(sync(site, mirror, keys_of(site), now=NOW + timedelta(hours=1))) == (30, 1, 0, 1, many + 29)
    assert list(mirror.comments()) == on_site(site)


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from wp_portraits.comments.sync import sync
from wp_portraits.state.mirror import Mirror
from wp_portraits.wordpress.memory import MemorySite
from wp_portraits.model.comment import Comment


class Stopping(MemorySite):
    def comments(self, posts=None, *, personal=False):
        for number in range(5000, 0, -1):
            if number == 1000:
                print("halfway", flush=True)
                sys.stdin.read()
            yield Comment(number, 1, 0, "Robot", "", datetime(2026, 11, 20), "Nouveau texte " * 50, "approved")


with Mirror(Path(sys.argv[1])) as mirror:
    sync(Stopping(), mirror, {1: "camille-roy"}, now=datetime(2026, 11, 20, 18, tzinfo=UTC), full=True)
"""


def test_a_killed_sync_leaves_the_mirror_as_it_was(site: MemorySite, tmp_path: Path) -> None:
    path = tmp_path / "comments.sqlite"
    crowd(site, 300)
    with Mirror(path) as mirror:
        sync(site, mirror, keys_of(site), now=NOW, personal=True)
        before, posts, progress = list(mirror.comments()), mirror.posts(), mirror.progress()
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "halfway\n"
        process.kill()
    assert process.returncode == -9
    with Mirror(path) as mirror:
        assert (list(mirror.comments()), mirror.posts(), mirror.progress()) == (before, posts, progress)
        assert counts(sync(site, mirror, keys_of(site), now=NOW, personal=True)) == (0, 0, 0, 0, 300)


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
        self.posts = {1: "camille-roy"}
        self.fresh = False
        self.limits = (sync_module.PAGE, sync_module.FEW)
        sync_module.PAGE, sync_module.FEW = 3, 4  # type: ignore[misc]

    def teardown(self) -> None:
        sync_module.PAGE, sync_module.FEW = self.limits  # type: ignore[misc]
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

    @rule(posts=st.sampled_from([{1: "camille-roy"}, {1: "camille-roy", 2: "lea-tremblay"}, {2: "lea-tremblay"}]))
    def portraits_change(self, posts: dict[int, str]) -> None:
        self.posts = posts
        self.fresh = False

    @rule(method=st.sampled_from(["comments", "comment_totals"]), after=st.booleans())
    def interrupted_sync(self, method: str, after: bool) -> None:
        before = list(self.mirror.comments())
        self.site.fail(method, NoAnswer("The site stopped answering."), after_write=after)
        try:
            sync(self.site, self.mirror, self.posts, now=self.now, full=True)
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
        without_words = [replace(one, content="") for one in on_site(self.site, posts=self.posts)]
        assert [replace(one, content="") for one in self.mirror.comments()] == without_words

    def _sync(self, *, full: bool) -> None:
        while True:
            ids = {one.id for one in self.mirror.comments()}
            try:
                outcome = sync(self.site, self.mirror, self.posts, now=self.now, full=full)
            except NoAnswer:
                continue
            break
        after = {one.id for one in self.mirror.comments()}
        assert (outcome.new, outcome.removed, outcome.total) == (len(after - ids), len(ids - after), len(after))

    @invariant()
    def equal_after_a_full_sync(self) -> None:
        if self.fresh:
            assert list(self.mirror.comments()) == on_site(self.site, posts=self.posts)


AnyHistory.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestAnyHistory = AnyHistory.TestCase


def test_outcome_names_are_those_of_the_json() -> None:
    assert list(asdict(SyncOutcome(1, 2, 3, 4, 5, 6))) == ["new", "edited", "moderated", "removed", "total", "requests"]
