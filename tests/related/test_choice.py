"""The related block's choice, case by case and by its laws."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from wp_portraits.model.portrait import Person, Portrait, RelatedChoice
from wp_portraits.related.choice import choose, choose_all
from wp_portraits.related.shelf import SCALE, weight

START = datetime(2020, 1, 6, 9)


def portrait(
    key: str,
    tags: Sequence[str] = (),
    *,
    week: int | None = 0,
    organization: str = "",
    series: str = "gestionnaires",
    related: RelatedChoice | None = None,
) -> Portrait:
    return Portrait(
        key=key, path=f"drafts/{key}.md", series=series, series_lang="fr-CA", lang="fr-CA", title=key.title(), slug=key,
        person=Person(key.title(), "", organization), photo=None, series_intro=(), intro=(), answers=(), follow=(),
        reading=(), related=related or RelatedChoice("auto"), follow_label="", reading_label="", related_label="",
        mentions=None, tags=tuple(tags), categories=(), date=None if week is None else START + timedelta(weeks=week),
        status="publish", excerpt="", comments_open=True, author=None,
    )  # fmt: skip


def limited(one: Portrait, limit: int) -> Portrait:
    return replace(one, related=RelatedChoice("auto", (), limit))


def test_none_shows_nothing_and_a_list_is_kept_in_its_order() -> None:
    others = [portrait(key, series="autre") for key in ("lea", "nadia", "dave")]
    assert choose(portrait("camille", related=RelatedChoice("none")), others) == ()
    wish = RelatedChoice("list", ("nadia", "zoe", "camille", "lea", "nadia"), 1)
    assert choose(portrait("camille", related=wish), others) == ("nadia", "lea")


def test_auto_stays_within_the_series() -> None:
    others = [portrait("lea", ["santé"], series="autre"), portrait("nadia")]
    assert choose(portrait("camille", ["santé"]), others) == ("nadia",)


def test_a_rare_tag_says_more_than_a_common_one() -> None:
    others = [portrait(f"p{number}", ["santé"], week=number) for number in range(20)]
    others.append(portrait("lea", ["bibliothèque"], week=500))
    chosen = choose(limited(portrait("camille", ["santé", "Bibliothèque "]), 3), others)
    assert chosen[0] == "lea"


def test_tags_are_the_same_whatever_their_case_and_normal_form() -> None:
    others = [portrait("lea", ["SANTE\u0301"], week=90), portrait("dave", ["sport"], week=1)]
    assert choose(limited(portrait("camille", ["santé"]), 1), others) == ("lea",)


def test_then_organization_then_nearness_in_date_then_key() -> None:
    me = portrait("camille", ["santé"], organization="Coop", week=10)
    others = [
        portrait("d", ["santé"], week=11),
        portrait("c", ["santé"], week=12),
        portrait("b", ["santé"], organization=" coop", week=99),
        portrait("a", ["santé"], week=8),
        portrait("undated", ["santé"], week=None),
    ]
    assert choose(me, others) == ("b", "d", "a", "c", "undated")


def test_ties_go_to_the_next_key_going_round() -> None:
    others = [portrait(key, week=None) for key in "abdefg"]
    assert choose(limited(portrait("c", week=None), 4), others) == ("d", "e", "f", "g")
    assert choose(limited(portrait("f", week=None), 4), [*others, portrait("c", week=None)]) == ("g", "a", "b", "c")


def test_the_next_of_the_series_takes_the_last_place() -> None:
    others = [portrait(f"p{number}", ["santé"], week=number) for number in range(6)]
    others.append(portrait("odd", ["planeur"], week=7))
    chosen = choose(limited(portrait("p6", ["santé"], week=6), 3), others)
    assert chosen == ("p5", "p4", "odd")
    assert choose(limited(portrait("p6", ["santé"], week=6), 1), others) == ("p5",)


def test_a_weight_depends_on_the_tag_alone_and_falls_by_powers_of_two() -> None:
    assert [weight(bearers) for bearers in (2, 3, 4, 7, 8, 1023)] == [
        SCALE,
        SCALE,
        SCALE // 2,
        SCALE // 2,
        SCALE // 3,
        SCALE // 9,
    ]


KEYS = st.text("abcxyz", min_size=1, max_size=2)
TAGS = st.lists(st.sampled_from(["santé", "Santé", "ville", "sport", "radio"]), max_size=3)
WISHES = st.one_of(
    st.builds(lambda limit: RelatedChoice("auto", (), limit), st.integers(1, 6)),
    st.builds(lambda keys: RelatedChoice("list", tuple(keys)), st.lists(KEYS, max_size=5)),
    st.just(RelatedChoice("none")),
)
PORTRAITS = st.lists(
    st.builds(
        portrait,
        KEYS,
        TAGS,
        week=st.one_of(st.none(), st.integers(0, 9)),
        organization=st.sampled_from(["", "Coop"]),
        series=st.sampled_from(["gestionnaires", "autre"]),
        related=WISHES,
    ),
    max_size=14,
    unique_by=lambda each: each.key,
)


@given(PORTRAITS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_laws(portraits: list[Portrait], random: Random) -> None:
    chosen = choose_all(portraits)
    shuffled = random.sample(portraits, len(portraits))
    assert choose_all(shuffled) == chosen
    by_key = {each.key: each for each in portraits}
    assert set(chosen) == set(by_key)
    for key, keys in chosen.items():
        me = by_key[key]
        assert key not in keys
        assert len(set(keys)) == len(keys)
        assert set(keys) <= set(by_key)
        assert choose(me, shuffled) == keys
        assert choose(me, [other for other in shuffled if other.key != key]) == keys
        if me.related.mode == "auto":
            mates = [each for each in portraits if each.series == me.series and each.key != key]
            assert len(keys) == min(me.related.limit, len(mates))
            assert {by_key[other].series for other in keys} <= {me.series}
        if me.related.mode == "list":
            wish = [other for other in me.related.keys if other in by_key and other != key]
            assert list(keys) == list(dict.fromkeys(wish))


@given(PORTRAITS, st.data())
@settings(deadline=None)
def test_what_readers_cannot_see_is_shown_nowhere_and_changes_nothing(
    portraits: list[Portrait], data: st.DataObject
) -> None:
    visible = {each.key for each in portraits if data.draw(st.booleans())}
    chosen = choose_all(portraits, visible)
    seen = [each for each in portraits if each.key in visible]
    assert {key: chosen[key] for key in visible} == choose_all(seen)
    for each in portraits:
        assert set(chosen[each.key]) <= visible
        assert chosen[each.key] == choose(each, seen)


@given(PORTRAITS)
@settings(deadline=None)
def test_every_portrait_of_an_automatic_series_is_shown_somewhere(portraits: list[Portrait]) -> None:
    together = [replace(each, series="gestionnaires", related=RelatedChoice("auto", (), 2)) for each in portraits]
    shown = {key for keys in choose_all(together).values() for key in keys}
    assert len(together) < 2 or shown == {each.key for each in together}


def a_blog(count: int, random: Random) -> list[Portrait]:
    """Portraits whose tags are spread as on a real blog: a few on half of the posts, most of them rare."""
    tags = [f"étiquette {number}" for number in range(200)]
    shares = [1 / (number + 1) for number in range(200)]
    return [portrait(f"p{week:04}", sorted(set(random.choices(tags, shares, k=5))), week=week) for week in range(count)]


def test_a_new_portrait_changes_few_blocks() -> None:
    portraits = a_blog(160, Random(7))
    changes = []
    before = choose_all(portraits[:40])
    for count in range(41, 161):
        after = choose_all(portraits[:count])
        changes.append(sum(after[key] != keys for key, keys in before.items()))
        assert any(portraits[count - 1].key in keys for keys in after.values())
        before = after
    assert sum(changes) / len(changes) < 10
    assert max(changes) < 40


def test_a_thousand_portraits_are_quick() -> None:
    portraits = a_blog(1000, Random(1))
    begin = time.process_time()
    assert len(choose_all(portraits)) == 1000
    assert time.process_time() - begin < 2, "0.3 s on two idle cores"
