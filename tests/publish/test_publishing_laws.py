"""A blog's life in any order: drafts and posts edited, state and answers lost, posts binned, runs in between."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from publish_workbench import Bench, Draft, statuses

from wp_portraits.errors import NoAnswer, Refusal, ServerFailure, SiteError, Unreachable
from wp_portraits.wordpress.memory import MemorySite

KEYS = ("camille-roy", "lea-tremblay", "nadia-benali", "thuy-linh-pham")
FAULTS = (NoAnswer("Pas de réponse."), ServerFailure("Erreur 503."), Unreachable("Pas de connexion."))
WRITES = ("create_posts", "update_posts", "upload", "create_term")


class BlogLife(RuleBasedStateMachine):
    """Never two posts with one key; what a person wrote on the site never disappears without being asked."""

    @initialize()
    def open_the_workspace(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.site = MemorySite()
        self.bench = Bench(Path(self.folder.name), self.site)
        self.bench.drafts["camille-roy"] = Draft("Camille Roy", more={"tags": ("santé",)})
        self.edits: dict[int, str] = {}
        self.number = 0

    def _new_words(self, who: str) -> str:
        self.number += 1
        return f"{who} a écrit la phrase {self.number}."

    @rule(key=st.sampled_from(KEYS), tag=st.sampled_from(["santé", "musée"]), picture=st.booleans())
    def write_a_draft(self, key: str, tag: str, picture: bool) -> None:
        body = b"\x89PNG " + key.encode() if picture else None
        self.bench.drafts[key] = Draft(key.title(), self._new_words("Le carnet"), picture=body, more={"tags": (tag,)})

    @rule(key=st.sampled_from(KEYS), status=st.sampled_from(["publish", "draft"]))
    def change_a_status(self, key: str, status: str) -> None:
        if key in self.bench.drafts:
            self.bench.drafts[key].more["status"] = status

    @precondition(lambda self: len(self.bench.drafts) > 1)
    @rule(key=st.sampled_from(KEYS))
    def delete_a_draft(self, key: str) -> None:
        self.bench.drafts.pop(key, None)

    @rule(key=st.sampled_from(KEYS))
    def edit_on_the_site(self, key: str) -> None:
        for number in self.bench.ids(key):
            words = self._new_words("Le site")
            fields = self.site.posts[number].fields
            self.site.edit(number, content=fields.content.replace("</article>", f"<p>{words}</p></article>"))
            self.edits[number] = words

    @rule(key=st.sampled_from(KEYS))
    def bin_on_the_site(self, key: str) -> None:
        for number in self.bench.ids(key):
            self.site.trash_post(number)
            self.edits.pop(number, None)

    @rule()
    def lose_state(self) -> None:
        self.bench.lose_state()

    @rule(
        method=st.sampled_from(WRITES),
        fault=st.sampled_from(FAULTS),
        after_write=st.booleans(),
        times=st.integers(1, 2),
    )
    def let_a_write_fail(self, method: str, fault: SiteError, after_write: bool, times: int) -> None:
        self.site.fail(method, fault, after_write=after_write, times=times)

    @rule(key=st.sampled_from(KEYS), fault=st.sampled_from(FAULTS), after_write=st.booleans(), times=st.integers(1, 2))
    def publish_a_portrait_whose_answer_is_lost(
        self, key: str, fault: SiteError, after_write: bool, times: int
    ) -> None:
        self.bench.drafts[key] = Draft(key.title(), self._new_words("Le carnet"), more={"tags": ("santé",)})
        self.site.fail("create_posts", fault, after_write=after_write, times=times)
        self.publish()

    @rule()
    def publish(self) -> None:
        try:
            self.bench.publish()
        except (SiteError, Refusal):
            return

    @rule(key=st.sampled_from(KEYS))
    def publish_over_an_edit(self, key: str) -> None:
        try:
            outcome = self.bench.publish(overwrite=frozenset({key}))
        except (SiteError, Refusal):
            return
        if statuses(outcome).get(key) in ("updated", "created", "failed"):
            for number in self.bench.ids(key):
                self.edits.pop(number, None)

    @rule()
    def publishing_in_peace_leaves_nothing_to_do(self) -> None:
        self._repair_the_site()
        try:
            self.bench.publish()
        except Refusal:
            return
        again = self.bench.plan()
        assert not again.pending, [(action.key, action.kind, action.reason) for action in again.actions]
        self.bench.lose_state()
        fresh = self.bench.plan()
        assert not any(action.kind == "create" for action in fresh.actions)
        self.bench.publish()
        assert not self.bench.plan().pending

    @rule()
    def every_link_leads_to_a_page(self) -> None:
        self._repair_the_site()
        try:
            outcome = self.bench.publish()
        except Refusal:
            return
        public = {post.link for post in self.site.posts.values() if post.fields.status == "publish"}
        for key, status in statuses(outcome).items():
            if status in ("created", "updated", "kept", "adopted"):
                content = self.bench.content(key)
                links = [part.partition('"')[0] for part in content.split('<a href="')[1:]]
                assert set(links) <= public

    def _repair_the_site(self) -> None:
        """Use up the faults that are still waiting."""
        self.site._faults = type(self.site._faults)()

    @invariant()
    def never_two_posts_with_one_key(self) -> None:
        for key in KEYS:
            assert len(self.bench.ids(key)) <= 1

    @invariant()
    def no_edit_disappears_in_silence(self) -> None:
        for number, words in self.edits.items():
            assert words in self.site.posts[number].fields.content

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestBlogLife = BlogLife.TestCase
TestBlogLife.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
