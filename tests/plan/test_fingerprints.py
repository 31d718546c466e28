from __future__ import annotations

import html
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wp_portraits.model.post import PostFields
from wp_portraits.plan.fields import changed_fields, desired_fields, own_print
from wp_portraits.plan.fingerprint import Rev, fingerprint, flags_of
from wp_portraits.plan.values import Knowledge, Wanted
from wp_portraits.render.identity import read_identity, with_identity

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="&"), max_size=40)
IDS = st.lists(st.integers(1, 99), unique=True, max_size=5)
GROUP = '<!-- wp:group -->\n<div class="wp-block-group"><p>{}</p></div>\n<!-- /wp:group -->'


@st.composite
def posts(draw: st.DrawFn) -> PostFields:
    return PostFields(
        title=draw(TEXT),
        slug=draw(st.sampled_from(["camille-roy", "lea-tremblay", "日本"])),
        content=with_identity(GROUP.format(html.escape(draw(TEXT))), "camille-roy", ""),
        excerpt=draw(TEXT),
        status=draw(st.sampled_from(["publish", "draft", "pending", "private"])),
        date=draw(st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1))),
        categories=tuple(sorted(draw(IDS))),
        tags=tuple(sorted(draw(IDS))),
        featured_media=draw(st.integers(0, 9)),
        comment_status=draw(st.sampled_from(["open", "closed"])),
        author=draw(st.none() | st.integers(1, 9)),
    )


@given(posts())
def test_what_a_site_may_rewrite_does_not_change_it(post: PostFields) -> None:
    rewritten = replace(
        post,
        title=html.escape(post.title),
        excerpt=html.escape(post.excerpt, quote=False) + "\n",
        content=with_identity(post.content, "camille-roy", "1:" + "0" * 32).replace("\n", "\r\n") + "\n\n",
        status="future" if post.status == "publish" else post.status,
        categories=post.categories[::-1],
        tags=post.tags[::-1],
        date=post.date and post.date.replace(microsecond=0),
    )
    assert fingerprint(rewritten) == fingerprint(post)
    assert changed_fields(post, rewritten) == ()


@given(posts())
def test_fields_the_draft_does_not_name_are_the_sites_own(post: PostFields) -> None:
    bare = replace(post, date=None, author=None, categories=())
    print_of_bare = fingerprint(bare)
    assert flags_of(print_of_bare) == ""
    assert fingerprint(post, managed="") == print_of_bare
    assert changed_fields(bare, post) == ()


@given(posts(), posts())
def test_posts_that_differ_have_different_prints(one: PostFields, other: PostFields) -> None:
    same = fingerprint(one) == fingerprint(other)
    assert same == (flags_of(fingerprint(one)) == flags_of(fingerprint(other)) and not changed_fields(one, other))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Autre"},
        {"slug": "autre"},
        {"excerpt": "Autre"},
        {"status": "draft"},
        {"tags": (8,)},
        {"categories": (8,)},
        {"featured_media": 8},
        {"comment_status": "closed"},
        {"date": datetime(2026, 11, 21, 9)},
        {"author": 8},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_field_counts(change: dict[str, Any]) -> None:
    date = datetime(2026, 11, 20, 9)
    post = PostFields("Camille", "camille", "<p>Bonjour</p>", "", "publish", date, (1,), (2,), 3, "open", 1)
    assert fingerprint(replace(post, **change)) != fingerprint(post)
    assert changed_fields(replace(post, **change), post) == tuple(change)


@given(posts())
def test_a_reader_without_state_finds_the_revision_intact(post: PostFields) -> None:
    asked = fingerprint(post)
    stored = replace(post, content=with_identity(post.content, "camille-roy", str(Rev(asked, asked))))
    identity = read_identity(stored.content)
    assert identity is not None
    rev = Rev.parse(identity.rev)
    assert rev is not None
    assert fingerprint(stored, managed=flags_of(rev.stored)) == rev.stored == rev.asked


def test_a_revision_says_both_what_was_asked_and_what_was_stored() -> None:
    rev = Rev("1cd:" + "a" * 32, "1cd:" + "b" * 32)
    assert str(rev) == "1cd:" + "a" * 32 + "~" + "b" * 32
    assert Rev.parse(str(rev)) == rev


@pytest.mark.parametrize("text", ["", "2:" + "a" * 32, "1:abc", "1x:" + "a" * 32, "1:" + "a" * 32 + "~", "éé"])
def test_a_revision_of_another_version_is_none(text: str) -> None:
    assert Rev.parse(text) is None


def test_a_wanted_post_becomes_fields_with_its_identity_inside() -> None:
    wanted = Wanted("camille-roy", "drafts/camille-roy.md", "Camille", "camille-roy", GROUP.format("Bonjour"))
    wanted = replace(wanted, categories=("Portraits",), tags=("santé", "R&D"), author="nadia")
    known = Knowledge(terms={("category", "Portraits"): 4, ("post_tag", "R&D"): 9}, authors={"nadia": 2})
    fields = desired_fields(wanted, known)
    assert (fields.categories, fields.tags, fields.author) == ((4,), (-1, 9), 2)
    identity = read_identity(fields.content)
    assert identity is not None
    assert (identity.key, identity.rev) == ("camille-roy", fingerprint(fields))


def test_the_drafts_own_print_moves_with_the_draft() -> None:
    wanted = Wanted("camille-roy", "drafts/camille-roy.md", "Camille", "camille-roy", "<p>Bonjour</p>")
    assert own_print(wanted) == own_print(replace(wanted, path="drafts/2026/camille-roy.md"))
    assert own_print(wanted) != own_print(replace(wanted, content="<p>Bonsoir</p>"))
