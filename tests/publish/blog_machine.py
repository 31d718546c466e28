"""A blog's life in any order, on any site: drafts and posts edited, state and answers lost, runs killed, time passing.

What a person changed on the site since we last published a post is an *edit*: it may disappear only when the run was
told to overwrite or take over that post.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from mishaps import LOST, REFUSED, WRITES, Killed, Mishap, Mishaps
from publish_workbench import Bench, Draft, statuses
from worlds import PNG, World

from wp_portraits.errors import Failure, ServerFailure, StateError, Throttled, Unreachable
from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.plan.decision import Presence
from wp_portraits.plan.evidence import _found
from wp_portraits.plan.fields import identified
from wp_portraits.plan.fingerprint import normalised
from wp_portraits.plan.outcome import Outcome
from wp_portraits.plan.plan import make_plan
from wp_portraits.plan.values import Choice, Knowledge
from wp_portraits.publish.run import carry_out
from wp_portraits.publish.survey import survey
from wp_portraits.render.identity import read_identity
from wp_portraits.state.posts import PostStore

KEYS = ("camille-roy", "lea-tremblay", "nadia-benali", "thuy-linh-pham")
MORE_KEYS = (*KEYS, "anna-garneau")
TAGS = ("santé", "musée")
FOLDER = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())
IN_ORDER = ("created", "updated", "kept", "adopted")
SITES_OWN = ("date", "categories")
"""Fields that belong to the site while the draft does not name them."""

STORE_WRITES = ("record", "begin", "close_intents", "remember_media", "remember_names", "forget")
which = st.integers(0, 5)

mishaps = st.one_of(
    st.builds(Mishap, st.just(LOST), st.sampled_from(WRITES), st.integers(0, 1), st.sampled_from(["before", "after"])),
    st.builds(
        Mishap,
        st.sampled_from([LOST, ServerFailure("Erreur 503.")]),
        st.sampled_from(["create_posts", "update_posts"]),
        when=st.sampled_from(["before", "after", "half"]),
    ),
    st.builds(Mishap, st.just(LOST), st.just("create_posts"), when=st.just("late")),
    st.builds(Mishap, st.just(REFUSED), st.sampled_from(["create_posts", "update_posts"]), when=st.just("refuse")),
    st.builds(
        Mishap, st.sampled_from([Unreachable("Pas de connexion."), Throttled("Trop vite.")]), skip=st.integers(0, 12)
    ),
    st.builds(Mishap, st.just(StateError("Disque plein.")), st.sampled_from(STORE_WRITES), st.integers(0, 2)),
)
deaths = st.one_of(
    st.none(),
    st.builds(Mishap, st.just(Killed()), skip=st.integers(0, 30), when=st.sampled_from(["before", "after"])),
    st.builds(
        Mishap,
        st.just(Killed()),
        st.sampled_from(["create_posts", "update_posts", "record"]),
        when=st.sampled_from(["before", "after"]),
    ),
    st.builds(Mishap, st.just(Killed()), st.sampled_from(["create_posts", "update_posts"]), when=st.just("half")),
)


class FragileBench(Bench):
    """A bench whose site and state meet mishaps."""

    def __init__(self, folder: Path, site: Any, mishaps: Mishaps) -> None:
        super().__init__(folder, mishaps.around(site))
        self.mishaps = mishaps

    @property
    def store(self) -> PostStore:
        store: PostStore = self.mishaps.around(PostStore(self.folder / "posts.db"))
        return store

    def publish(self, meanwhile: Callable[[], None] | None = None, **choice: Any) -> Outcome:
        """``meanwhile``: what others do while somebody reads the plan before saying yes."""
        if meanwhile is None:
            return super().publish(**choice)
        with self.store as store:
            plan = make_plan(survey(self.site, store, self.compose(Knowledge())), self.compose, Choice(**choice))
            meanwhile()
            return carry_out(plan, self.site, store, self.compose, pause=lambda seconds: None, look_again=True)


class BlogMachine(RuleBasedStateMachine):
    """Rules and laws; ``make_world`` gives the site."""

    make_world: Callable[[], World]

    def __init__(self) -> None:
        super().__init__()
        self.world = type(self).make_world()
        self.folder = Path(tempfile.mkdtemp(dir=FOLDER))
        self.mishaps = Mishaps()
        self.bench = FragileBench(self.folder, self.world.site, self.mishaps)
        self.bench.drafts["camille-roy"] = Draft("Camille Roy", more={"tags": ("santé",)})
        self.published: dict[int, RemotePost] = {}
        self.edits: dict[int, dict[str, Any]] = {}
        self.versions: dict[int, list[PostFields]] = {}
        self.binned: set[int] = set()
        self.deleted: set[str] = set()
        self.excused: set[str] = set()
        self.runs = self.number = 0

    # --- what is there

    def posts(self) -> dict[int, RemotePost]:
        return self.world.posts()

    def ours(self, *, living: bool = True) -> list[tuple[str, RemotePost]]:
        """(key, post), by id."""
        found = [(read_identity(post.fields.content), post) for _, post in sorted(self.posts().items())]
        return [
            (identity.key, post) for identity, post in found if identity and (post.fields.status != "trash") is living
        ]

    def pick(self, number: int, *, living: bool = True) -> tuple[str, RemotePost] | None:
        found = self.ours(living=living)
        return found[number % len(found)] if found else None

    def words(self, who: str) -> str:
        self.number += 1
        return f"{who} a écrit la phrase {self.number}."

    # --- the drafts

    @rule(key=st.sampled_from(KEYS), tag=st.sampled_from(TAGS), picture=st.booleans(), link=st.sampled_from(KEYS))
    def write_a_draft(self, key: str, tag: str, picture: bool, link: str) -> None:
        body = PNG + key.encode() if picture else None
        links = (link,) if link in self.bench.drafts and link != key else ()
        self.bench.drafts[key] = Draft(
            key.title(), self.words("Le carnet"), links, picture=body, picture_name=key, more={"tags": (tag,)}
        )

    @rule(
        number=which,
        name=st.sampled_from(["title", "text", "excerpt", "tags", "categories", "status", "slug", "date", "comments"]),
        days=st.integers(-3, 3),
        status=st.sampled_from(["publish", "publish", "draft", "private", "pending"]),
    )
    def edit_a_draft(self, number: int, name: str, days: int, status: str) -> None:
        key = sorted(self.bench.drafts)[number % len(self.bench.drafts)]
        draft, words = self.bench.drafts[key], self.words("Le carnet")
        if name in ("title", "text"):
            setattr(draft, name, words)
        elif name == "comments":
            draft.more["comment_status"] = "closed" if days % 2 else "open"
        else:
            draft.more[name] = {
                "excerpt": words,
                "tags": TAGS[: abs(days)],
                "categories": ("Portraits",) if days > 0 else (),
                "status": status,
                "slug": f"adresse-{abs(days)}",
                "date": self.world.today + timedelta(days=days),
            }[name]
            self._now_named(key, name)

    def _now_named(self, key: str, name: str) -> None:
        """A field that was the site's own is the draft's from now on."""
        for owner, post in self.ours():
            if owner == key:
                self.edits.get(post.id, {}).pop(name, None)

    @precondition(lambda self: len(self.bench.drafts) > 1)
    @rule(number=which)
    def delete_a_draft(self, number: int) -> None:
        key = sorted(self.bench.drafts)[number % len(self.bench.drafts)]
        del self.bench.drafts[key]
        self.deleted.discard(key)

    @rule(number=which, pinned=st.booleans(), keeps_slug=st.booleans())
    def rename_a_draft(self, number: int, pinned: bool, keeps_slug: bool) -> None:
        """With ``id:`` the key stays; without, it is another portrait."""
        key = sorted(self.bench.drafts)[number % len(self.bench.drafts)]
        if pinned:
            self.bench.drafts[key].more["path"] = f"drafts/fichier-{number}.md"
            return
        new = next(name for name in MORE_KEYS if name not in self.bench.drafts)
        draft = self.bench.drafts.pop(key)
        self.bench.drafts[new] = draft
        if keeps_slug:
            draft.more.setdefault("slug", key)
        self.deleted.discard(key)

    # --- other people at the site

    @rule(
        number=which,
        name=st.sampled_from(["title", "content", "excerpt", "slug", "status", "tags", "date", "comments"]),
        days=st.integers(-3, 3),
        status=st.sampled_from(["publish", "draft", "private", "pending"]),
    )
    def edit_on_the_site(self, number: int, name: str, days: int, status: str) -> None:
        chosen = self.pick(number)
        if chosen is None:
            return
        self._edit(chosen[1], name, days, status)

    def _edit(self, post: RemotePost, name: str, days: int, status: str) -> None:
        fields, words = post.fields, self.words("Le site")
        changes: dict[str, Any] = {
            "title": {"title": words},
            "content": {"content": fields.content.replace("</article>", f"<p>{words}</p></article>")},
            "excerpt": {"excerpt": words},
            "slug": {"slug": f"adresse-{abs(days)}"},
            "status": {"status": status},
            "tags": {"tags": ()},
            "date": {"date": self.world.today + timedelta(days=days, hours=1)},
            "comments": {"comment_status": "closed" if fields.comment_status == "open" else "open"},
        }[name]
        self.world.save(post.id, **changes)
        self._see_edits()

    @rule(number=which)
    def the_editor_drops_the_key(self, number: int) -> None:
        """As WordPress 6.1 does with the metadata of a group when a person saves."""
        chosen = self.pick(number)
        if chosen:
            content = re.sub(r',"metadata":\{.*?\}\}', "", chosen[1].fields.content, count=1)
            self.world.save(chosen[1].id, content=content)
            self._see_edits()

    @rule(number=which, version=which)
    def bring_an_older_version_back(self, number: int, version: int) -> None:
        chosen = self.pick(number)
        older = self.versions.get(chosen[1].id) if chosen else None
        if chosen and older:
            fields = older[version % len(older)]
            self.world.save(chosen[1].id, title=fields.title, content=fields.content, excerpt=fields.excerpt)
            self._see_edits()

    @rule(number=which)
    def bin_on_the_site(self, number: int) -> None:
        chosen = self.pick(number)
        if chosen:
            self.world.bin(chosen[1].id)
            self.binned.add(chosen[1].id)
            self.edits.get(chosen[1].id, {}).pop("status", None)

    @rule(number=which)
    def restore_from_the_bin(self, number: int) -> None:
        chosen = self.pick(number, living=False)
        if chosen and not any(key == chosen[0] for key, _ in self.ours()):
            self.world.restore(chosen[1].id)
            self.binned.discard(chosen[1].id)
            self._see_edits()

    @rule(number=which, living=st.booleans())
    def delete_for_good(self, number: int, living: bool) -> None:
        chosen = self.pick(number, living=living)
        if chosen is None:
            return
        key, post = chosen
        self.world.delete(post.id)
        self.edits.pop(post.id, None)
        self.published.pop(post.id, None)
        self.binned.discard(post.id)
        with PostStore(self.folder / "posts.db") as store:
            base = store.bases().get(key)
        if base and base.post_id == post.id and key in self.bench.drafts:
            self.deleted.add(key)

    @rule(key=st.sampled_from(KEYS))
    def somebody_writes_a_post_with_this_address(self, key: str) -> None:
        if len(self.posts()) < 8:
            self.world.write(PostFields("Vieux billet", key, "<p>2019</p>", "", "publish", None, (), (), 0, "open"))

    @rule(time=st.sampled_from([timedelta(seconds=1), timedelta(hours=20), timedelta(days=2)]))
    def time_passes(self, time: timedelta) -> None:
        self.world.wait(time)
        self._look()

    def _see_edits(self) -> None:
        """What differs now from what was published. Of two posts one of which was edited, a person has to choose."""
        self.excused |= {key for key, number in Counter(key for key, _ in self.ours()).items() if number > 1}
        for number, post in self.posts().items():
            before = self.published.get(number)
            if before is not None and post.fields.status != "trash":
                self.edits[number] = {
                    name: value
                    for name, value in _comparable(post.fields).items()
                    if value != _comparable(before.fields)[name] and not self._is_the_clock(name, before, post)
                }

    def _is_the_clock(self, name: str, before: RemotePost, post: RemotePost) -> bool:
        return name == "status" and {before.fields.status, post.fields.status} == {"future", "publish"}

    # --- this machine

    @rule()
    def lose_state(self) -> None:
        """An older version that is whole, mark and all, then looks like any published one."""
        counts = Counter(key for key, _ in self.ours())
        self.excused |= set(MORE_KEYS) if self.mishaps.underway else {key for key in counts if counts[key] > 1}
        self.bench.lose_state()
        self.deleted.clear()
        for number, post in self.posts().items():
            identity = read_identity(post.fields.content)
            if identity and _found(Presence.LIVING, identity.key, post).intact:
                self.edits[number] = {
                    name: value for name, value in self.edits.get(number, {}).items() if name in SITES_OWN
                }

    @rule(mishap=mishaps)
    def something_is_about_to_go_wrong(self, mishap: Mishap) -> None:
        self.mishaps.waiting.append(replace(mishap))

    @rule(overwrite=st.one_of(st.none(), which))
    def plan_only(self, overwrite: int | None) -> None:
        before = self.posts()
        with suppress(Failure):
            self.bench.plan(overwrite=self._named(overwrite))
        assert self.posts() == before

    def _named(self, number: int | None) -> frozenset[str]:
        keys = sorted(self.bench.drafts)
        return frozenset() if number is None else frozenset({keys[number % len(keys)]})

    @rule(death=deaths)
    def publish(self, death: Mishap | None) -> None:
        self.run(death)

    @rule(
        overwrite=st.one_of(st.none(), which),
        adopt=st.booleans(),
        prune=st.booleans(),
        only=st.one_of(st.none(), st.none(), which),
        death=deaths,
    )
    def publish_as_asked(
        self, overwrite: int | None, adopt: bool, prune: bool, only: int | None, death: Mishap | None
    ) -> None:
        choice: dict[str, Any] = {"overwrite": self._named(overwrite), "adopt": adopt, "prune": prune}
        if only is not None:
            choice["only"] = self._named(only)
        self.run(death, **choice)

    def run(
        self, death: Mishap | None = None, meanwhile: Callable[[], None] | None = None, **choice: Any
    ) -> Outcome | None:
        """One run of the command, whatever becomes of it; ``meanwhile``: what happens while its plan is read."""
        self.runs += 1
        if death is not None:
            self.mishaps.waiting.insert(0, replace(death))
        outcome = None
        before = self.posts()
        try:
            outcome = self.bench.publish(meanwhile, **choice)
        except (Killed, Failure) as end:
            note(f"the run ended: {end!r}")
        self.mishaps.waiting = [one for one in self.mishaps.waiting if not isinstance(one.error, Killed)]
        note(f"{statuses(outcome) if outcome else None}")
        self._check_edits(outcome, before, **choice)
        return outcome

    @rule(
        number=which,
        name=st.sampled_from(["title", "content", "slug", "status"]),
        days=st.integers(-3, 3),
        status=st.sampled_from(["draft", "private", "pending"]),
        overwrite=st.one_of(st.none(), which),
    )
    def somebody_edits_while_the_plan_is_read(
        self, number: int, name: str, days: int, status: str, overwrite: int | None
    ) -> None:
        """What --overwrite was to replace is what the plan showed, no more."""
        forced = self._named(overwrite)
        chosen = self.pick(number)
        if chosen is None or chosen[0] in forced:
            return

        def edit() -> None:
            self.world.wait(timedelta(seconds=1))  # reading takes longer than a stamp's second
            self._edit(chosen[1], name, days, status)

        self.run(meanwhile=edit, overwrite=forced)

    # --- the laws

    def _check_edits(self, outcome: Outcome | None, before: dict[int, RemotePost], **choice: Any) -> None:
        overwrite = choice.get("overwrite", frozenset())
        posts = self.posts()
        became = statuses(outcome) if outcome else {}
        key_before = {number: self._key_of(post) for number, post in self.published.items()}
        for number, edit in list(self.edits.items()):
            key = key_before[number]
            adoptable = key not in self.bench.drafts or not self._key_of(before[number])
            asked_for = key in overwrite or (choice.get("adopt") and adoptable)
            there = _comparable(posts[number].fields) if number in posts else {}
            lost = {name: (value, there.get(name)) for name, value in edit.items() if there.get(name) != value}
            if asked_for:
                self.edits[number] = {name: value for name, value in edit.items() if name not in lost}
                continue
            assert not lost or (became.get(key) == "trashed" and set(edit) <= set(SITES_OWN)), (
                f"edits of post {number} ({key}) disappeared: {lost}"
            )
        for number in self.binned - {n for n, key in self._keys().items() if key in overwrite}:
            assert number not in posts or posts[number].fields.status == "trash", f"post {number} left the bin"
        for key in set() if choice.get("adopt") else self.deleted - overwrite:
            new = [post.id for owner, post in self.ours() if owner == key and post.id not in before]
            assert not new, f"{key} was deleted by hand and is back"
        self.deleted -= {*overwrite, *(key for key, _ in self.ours())}
        self._take_over(posts, became, overwrite, bool(choice.get("adopt")))

    def _keys(self) -> dict[int, str]:
        return {post.id: key for living in (True, False) for key, post in self.ours(living=living)}

    def _key_of(self, post: RemotePost) -> str:
        identity = read_identity(post.fields.content)
        return identity.key if identity else ""

    def _take_over(
        self, posts: dict[int, RemotePost], became: dict[str, str], overwrite: frozenset[str], adopt: bool
    ) -> None:
        """From now on this is what was published; edits that were left alone stay edits."""
        for number, post in posts.items():
            key = self._key_of(post) or self._key_of(self.published.get(number, post))
            standing = {name for name, value in self.edits.get(number, {}).items() if name not in SITES_OWN}
            permitted = key in overwrite or (adopt and became.get(key) == "updated") or became.get(key) == "adopted"
            if not key or (standing and not permitted) or post.fields.status == "trash":
                if post.fields.status == "trash" and number in self.published and number not in self.binned:
                    self.edits.pop(number, None)
                    self.published.pop(number)
                continue
            own = {name: value for name, value in self.edits.get(number, {}).items() if name in SITES_OWN}
            self.edits[number] = {} if permitted else own
            self.published[number] = post
            self.binned.discard(number)
            self.versions.setdefault(number, []).append(post.fields)
            del self.versions[number][:-4]

    def _look(self) -> None:
        """Time made scheduled posts public."""

    @rule(loses_state=st.booleans())
    def a_run_in_peace(self, loses_state: bool) -> None:
        self.mishaps.clear()
        if loses_state:
            self.lose_state()
        outcome = self.run()
        if outcome is None:
            return
        assert "failed" not in statuses(outcome).values(), outcome
        again = self.bench.plan()
        assert not again.pending, [(action.key, action.kind, action.cause, action.changes) for action in again.actions]
        with PostStore(self.folder / "posts.db") as store:
            doubtful = {key for key in store.open_intents() if statuses(outcome).get(key) != "conflict"}
        assert not doubtful, f"intents left open: {doubtful}"
        self._no_twins()
        self._links_lead_somewhere(statuses(outcome))
        pictures = Counter(self.world.pictures())
        assert all(number == 1 for number in pictures.values()), "a picture was uploaded twice"

    def _links_lead_somewhere(self, became: dict[str, str]) -> None:
        posts = self.ours()
        public = {key: post.link for key, post in posts if post.fields.status == "publish"}
        for key, post in posts:
            if became.get(key) not in IN_ORDER or key not in self.bench.drafts:
                continue
            draft = self.bench.drafts[key]
            near = set(draft.more.get("tags", ()))
            wanted = {
                other
                for other, one in self.bench.drafts.items()
                if other != key and (other in draft.links or near & set(one.more.get("tags", ())))
            }
            links = set(re.findall(r'<a href="([^"]*)"', post.fields.content))
            expected = {public[other] for other in wanted if other in public}
            assert links == expected, f"{key} ({became[key]}) links to {links} instead of {expected}"

    @invariant()
    def never_two_posts_with_one_key(self) -> None:
        """But for a write that arrived after our last look: an open intent says so to the next run."""
        with PostStore(self.folder / "posts.db") as store:
            awaited = set(store.open_intents())
        self._no_twins(awaited)

    def _no_twins(self, awaited: set[str] | None = None) -> None:
        counts = Counter(key for key, _ in self.ours())
        twins = {key for key, number in counts.items() if number > 1} - (awaited or set()) - self.excused
        assert not twins, f"several posts: {twins}"

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _comparable(fields: PostFields) -> dict[str, Any]:
    """The fields as they count: without what is no edit."""
    identity = read_identity(fields.content)
    same_mark = identified(fields, "-") if identity is None else fields
    values = {name: normalised(name, value) for name, value in same_mark.as_mapping().items() if name != "author"}
    values["slug"] = values["slug"].removesuffix("__trashed")
    values["content"] = re.sub(r',"metadata":\{.*?\}\}', "", values["content"], count=1)
    return values
