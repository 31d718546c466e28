"""A plan in a file holds as long as nothing moved, says what did, and is never misread."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_blog import SITE, Blog, picture

from wp_portraits.errors import UsageError
from wp_portraits.model.post import RemotePost
from wp_portraits.plan.moved import compare
from wp_portraits.plan.saved import SavedPlan, looks_saved, plan_file, read_plan


@pytest.fixture
def blog() -> Blog:
    """Camille and Léa are published; Léa's draft changed since, Nadia's is new."""
    blog = Blog(drafts={key: {} for key in ("camille", "lea", "nadia")})
    blog.publish("camille", "lea")
    blog.drafts["lea"]["text"] = "Une meilleure réponse."
    return blog


def saved(blog: Blog, **choice: Any) -> SavedPlan:
    return read_plan(plan_file(blog.plan(**choice), "0.1.0"), "plan.json")


def moved(then: SavedPlan, blog: Blog) -> list[str]:
    return list(compare(then, blog.plan(**_given(then))).moved)


def _given(then: SavedPlan) -> dict[str, Any]:
    choice = then.choice
    return {"only": choice.only, "overwrite": choice.overwrite, "adopt": choice.adopt, "prune": choice.prune}


def test_the_file_says_what_will_be_done(blog: Blog) -> None:
    text = plan_file(blog.plan(prune=True), "0.1.0")
    read = json.loads(text)
    assert text.endswith("}\n")
    assert (read["schema"], read["tool"], read["site"]) == (1, "wp-portraits 0.1.0", SITE)
    assert read["choice"] == {"only": None, "overwrite": [], "adopt": False, "prune": True}
    kinds = {action["key"]: action["action"] for action in read["actions"]}
    assert kinds == {"camille": "update", "lea": "update", "nadia": "create"}
    assert read["actions"][1]["difference"][:2] == ["-Une réponse.", "+Une meilleure réponse."]
    assert read["checksum"] == blog.plan().checksum
    assert "wp-block-group" not in text


def test_what_is_written_is_read(blog: Blog) -> None:
    blog.drafts |= {"zoe-l\u2028évêque": {}, "vide ": {}}
    blog.publish("vide ")
    text = plan_file(blog.plan(), "0.1.0")
    for form in (text, text.replace("\n", "\r\n"), json.dumps(json.loads(text))):
        assert read_plan(form, "plan.json").marks == blog.plan().marks()
        assert looks_saved(form)


def test_a_plan_narrowed_to_some_drafts_names_them(blog: Blog) -> None:
    read = json.loads(plan_file(blog.plan(only=frozenset({"nadia", "lea"})), "0.1.0"))
    assert read["choice"]["only"] == ["drafts/lea.md", "drafts/nadia.md"]
    again = saved(blog, only=frozenset({"nadia", "lea"}))
    assert (again.choice.only, again.only) == (frozenset({"nadia", "lea"}), ("drafts/lea.md", "drafts/nadia.md"))
    blog.drafts["camille"]["text"] = "Autre chose."
    assert moved(again, blog) == []


def test_made_again_it_is_the_same_file(blog: Blog) -> None:
    text = plan_file(blog.plan(), "0.1.0")
    blog.now += timedelta(days=3)
    blog.drafts["lea"]["tags"] = ()
    assert plan_file(blog.plan(), "0.1.0") == text
    assert compare(read_plan(text, "plan.json"), blog.plan()) == compare(saved(blog), blog.plan())


@pytest.mark.parametrize("state", [True, False])
def test_local_state_is_no_part_of_it(state: bool) -> None:
    blog = Blog(drafts={"camille": {}, "lea": {}})
    blog.publish(state=state)
    then = saved(blog)
    assert {action.kind for action in blog.plan().actions} == {"keep" if state else "adopt"}
    bases, blog.bases = blog.bases, {}
    assert moved(then, blog) == []
    blog.bases = bases
    assert moved(then, blog) == []


def test_what_only_gets_a_number_or_an_address_has_not_moved(blog: Blog) -> None:
    photo = picture("photo")
    blog.drafts["nadia"] |= {"tags": ("santé", "go"), "pictures": (photo,)}
    then = saved(blog)
    blog.drafts["nadia"]["tags"] = ("go", "santé")
    blog.learn(tags=("go", "santé"), pictures=(photo,))
    assert moved(then, blog) == []


def test_an_address_with_the_day_in_it_has_not_moved(blog: Blog) -> None:
    blog.publish("camille", "lea", link=f"{SITE}/2026/11/20/{{}}/")
    blog.drafts["lea"]["text"] = "Une meilleure réponse."
    today = blog.plan()
    blog.now += timedelta(days=1)
    tomorrow = blog.plan()
    links = [next(action.fields for action in one.actions if action.key == "camille") for one in (today, tomorrow)]
    assert [
        f"/2026/11/{day}/nadia/" in (fields.content if fields else "")
        for day, fields in zip((25, 26), links, strict=True)
    ] == [True, True]
    assert today.checksum == tomorrow.checksum


def test_a_scheduled_portrait_whose_time_has_come_has_moved(blog: Blog) -> None:
    blog.drafts["nadia"]["date"] = blog.now + timedelta(hours=1)
    then = saved(blog)
    blog.now += timedelta(hours=2)
    told = moved(then, blog)
    assert "drafts/lea.md: which portraits it links to changed" in told
    assert "drafts/nadia.md" not in "".join(told)


CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "text": ({}, {"text": "Autre chose."}),
    "tag not made yet": ({"tags": ("santé",)}, {"tags": ("musée",)}),
    "category not made yet": ({"categories": ("Portraits",)}, {"categories": ("Portrait",)}),
    "picture not sent yet": ({"pictures": (picture("une"),)}, {"pictures": (picture("autre"),)}),
    "what a picture shows": ({"pictures": (picture("une"),)}, {"pictures": (picture("une", "Léa"),)}),
    "status": ({}, {"status": "draft"}),
    "comments": ({}, {"comment_status": "closed"}),
    "author": ({}, {"author": "lea"}),
    "excerpt": ({}, {"excerpt": "En bref."}),
}


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_a_draft_that_changed_has_moved(blog: Blog, before: dict[str, Any], after: dict[str, Any]) -> None:
    blog.drafts["nadia"] = dict(before)
    then = saved(blog)
    checksum = blog.plan().checksum
    blog.drafts["nadia"] = dict(after)
    assert "drafts/nadia.md: the draft changed" in moved(then, blog)
    assert blog.plan().checksum != checksum


def edited(blog: Blog) -> None:
    blog.edit("lea", title="Léa, la suite")


def dated(blog: Blog) -> None:
    blog.edit("lea", comment_status="closed")


def removed(blog: Blog) -> None:
    del blog.posts["lea"]


def draftless(blog: Blog) -> None:
    del blog.drafts["lea"]


def gone(blog: Blog) -> None:
    del blog.drafts["nadia"]


def taken(blog: Blog) -> None:
    stranger = replace(blog.posts["lea"].fields, slug="nadia", content="<p>Un article</p>")
    blog.holders["nadia"] = RemotePost(40, f"{SITE}/nadia/", stranger, blog.now)


def added(blog: Blog) -> None:
    blog.drafts["zoe"] = {}


MOVES: dict[Callable[[Blog], None], str] = {
    edited: "drafts/lea.md: the post on the site changed; to be updated in the plan, now to be left in conflict",
    dated: "drafts/lea.md: the post on the site changed; to be updated in the plan, now to be left in conflict",
    removed: "drafts/lea.md: its post is no longer on the site",
    draftless: "drafts/lea.md: the draft is no longer there, its post is still on the site",
    gone: "drafts/nadia.md: the draft is no longer there",
    taken: "drafts/nadia.md: the site has a post for it now; to be created in the plan, now to be left in conflict",
    added: "drafts/zoe.md: new, not in the plan; to be created",
}


@pytest.mark.parametrize(("move", "told"), MOVES.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_what_moved_is_named(blog: Blog, move: Callable[[Blog], None], told: str) -> None:
    then = saved(blog)
    move(blog)
    assert any(sentence.startswith(told) for sentence in moved(then, blog)), moved(then, blog)


def test_a_post_that_is_to_be_left_alone_moves_too(blog: Blog) -> None:
    blog.publish()
    then = saved(blog)
    assert len(then.marks) == 3
    edited(blog)
    assert moved(then, blog) == [
        "drafts/lea.md: the post on the site changed; to be left as it is in the plan, now to be left as it was edited"
    ]


def test_posts_of_others_come_and_go(blog: Blog) -> None:
    then = saved(blog)
    blog.posts["de-quelqu-un"] = blog.posts["camille"]
    assert moved(then, blog) == []


def test_what_an_earlier_run_did_is_done(blog: Blog) -> None:
    then = saved(blog)
    blog.publish("nadia")
    half = compare(then, blog.plan())
    assert (list(half.moved), set(half.done)) == ([], {"nadia"})
    blog.publish()
    assert compare(then, blog.plan()).done == {"camille", "lea", "nadia"}
    blog.drafts["lea"]["text"] = "Encore mieux."
    assert moved(then, blog) == [
        "drafts/lea.md: the draft changed; the post on the site changed",
    ]


@pytest.mark.parametrize("state", [True, False])
def test_what_an_earlier_run_created_and_did_not_link_yet_is_done(state: bool) -> None:
    blog = Blog(drafts={"camille": {}, "lea": {}})
    then = saved(blog)
    blog.publish("camille", state=state)
    assert {action.key: action.kind for action in blog.plan().actions} == {"camille": "update", "lea": "create"}
    half = compare(then, blog.plan())
    assert (list(half.moved), set(half.done)) == ([], {"camille"})
    blog.drafts["camille"]["text"] = "Une autre réponse."
    assert moved(then, blog) == [
        "drafts/camille.md: the draft changed; the site has a post for it now; "
        "to be created in the plan, now to be updated"
    ]


def test_a_post_to_be_binned(blog: Blog) -> None:
    blog.publish()
    del blog.drafts["lea"]
    then = saved(blog, prune=True)
    assert then.marks["lea"].kind == "trash"
    bases = dict(blog.bases)
    del blog.bases["lea"]
    assert "it was not published from here" in moved(then, blog)[0]
    blog.bases = bases
    blog.edit("lea", title="Autre")
    assert moved(then, blog) == [
        "drafts/lea.md: the post on the site changed; to be binned in the plan, now to be left in conflict"
    ]
    del blog.posts["lea"]
    assert (moved(then, blog), compare(then, blog.plan(prune=True)).done >= {"lea"}) == ([], True)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"schema": 1}', '{"tool": "autre 2"}', "---\ntitre: oui\n"])
def test_what_is_no_plan(text: str) -> None:
    with pytest.raises(UsageError, match=r"plan\.json is not a plan"):
        read_plan(text, "plan.json")
    assert looks_saved(text) is (not text)


def test_a_newer_plan_says_so(blog: Blog) -> None:
    newer = json.loads(plan_file(blog.plan(), "3.0.0\x1b[2J")) | {"schema": 2}
    with pytest.raises(UsageError, match=r"newer wp-portraits \(wp-portraits 3\.0\.0") as told:
        read_plan(json.dumps(newer), "plan.json")
    assert "\x1b" not in told.value.message


def test_members_that_were_added_later_do_no_harm(blog: Blog) -> None:
    more = json.loads(plan_file(blog.plan(), "0.2.0")) | {"mood": "bonne"}
    assert read_plan(json.dumps(more), "plan.json").tool == "wp-portraits 0.2.0"


def test_every_cut_and_every_merge_marker_is_noticed(blog: Blog) -> None:
    text = plan_file(blog.plan(), "0.1.0")
    for end in range(len(text) - 2):
        with pytest.raises(UsageError, match="plan"):
            read_plan(text[:end], "plan.json")
    lines = text.splitlines(keepends=True)
    conflicted = "".join([*lines[:9], "<<<<<<< HEAD\n", *lines[9:]])
    assert looks_saved(conflicted)
    with pytest.raises(UsageError, match="damaged or was edited"):
        read_plan(conflicted, "plan.json")


@pytest.mark.parametrize("member", ["draft", "links", "site"])
def test_an_edited_fingerprint_is_noticed(blog: Blog, member: str) -> None:
    told = json.loads(plan_file(blog.plan(), "0.1.0"))
    told["actions"][1]["fingerprints"][member] = "0" * 32
    with pytest.raises(UsageError, match="damaged or was edited"):
        read_plan(json.dumps(told), "plan.json")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, part in inside for place in places(part, (*path, name)))]


@given(st.data())
def test_whatever_stands_in_it_it_is_read_or_refused(draw: st.DataObject) -> None:
    blog = Blog(drafts={"camille": {}, "lea": {}})
    blog.publish("camille")
    told = json.loads(plan_file(blog.plan(overwrite=frozenset({"lea"})), "0.1.0"))
    *above, last = draw.draw(st.sampled_from([place for place in places(told) if place]))
    inner = told
    for step in above:
        inner = inner[step]
    inner[last] = draw.draw(st.none() | st.booleans() | st.integers() | st.text() | st.just([]) | st.just({}))
    with contextlib.suppress(UsageError):
        assert isinstance(read_plan(json.dumps(told), "plan.json"), SavedPlan)
