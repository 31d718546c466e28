"""What every transport must do: inherited by the tests of each, which provide a site and the hands of other people."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import pytest

from wp_portraits.errors import NotFound, PermissionRefused, SiteError
from wp_portraits.model.comment import Comment
from wp_portraits.model.post import PostFields, RemotePost
from wp_portraits.wordpress.site import Site, Upload

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50000003010100"
    "b51bf4d80000000049454e44ae426082"
)
"""A picture of one pixel."""

HARD_TEXT = (
    '<!-- wp:group {"metadata":{"name":"Portrait","wpPortraits":{"key":"clé"}}} -->\n<div class="wp-block-group">'
    "<!-- wp:paragraph -->\n"
    "<p>L'œuvre « d'été » — “dix” \\ \\\\ \\n 'x' \"y\" &amp; &lt;b&gt; %s $1 🎉👩‍💻 日本語 العربية</p>\n"
    "<!-- /wp:paragraph --></div>\n<!-- /wp:group -->"
)


class Others(Protocol):
    """Other people at work on the same site."""

    def comment(self, post: int, *contents: str, status: str = "approved", parent: int = 0) -> list[int]:
        """A visitor's comments; their ids."""

    def moderate(self, comment: int, status: str) -> None:
        """Give a comment another status; ``deleted`` removes it for good."""

    def delete_post(self, post: int) -> None:
        """Delete a post for good."""


def wanted(word: str, **changes: object) -> PostFields:
    """A post whose slug, title and content carry ``word``."""
    fields = PostFields(
        title=f"Portrait de gestionnaire : {word}",
        slug=word,
        content=f"<!-- wp:paragraph -->\n<p>{word}</p>\n<!-- /wp:paragraph -->",
        excerpt="",
        status="publish",
        date=None,
        categories=(1,),
        tags=(),
        featured_media=0,
        comment_status="open",
    )
    return replace(fields, **changes)  # type: ignore[arg-type]


def created(site: Site, *posts: PostFields) -> list[RemotePost]:
    outcomes = site.create_posts(posts)
    assert all(isinstance(outcome, RemotePost) for outcome in outcomes), outcomes
    return [outcome for outcome in outcomes if isinstance(outcome, RemotePost)]


def one(outcomes: list[RemotePost | SiteError]) -> RemotePost:
    assert len(outcomes) == 1
    assert isinstance(outcomes[0], RemotePost), outcomes[0]
    return outcomes[0]


class SiteContract:
    """The contract. Nothing here expects an empty site."""

    @pytest.fixture
    def site(self) -> Site:
        raise NotImplementedError

    @pytest.fixture
    def others(self) -> Others:
        raise NotImplementedError

    @pytest.fixture
    def word(self) -> str:
        """A word that stands nowhere else on the site."""
        return f"mot{secrets.token_hex(6)}"

    @pytest.fixture
    def post(self, site: Site, word: str) -> RemotePost:
        return created(site, wanted(word))[0]

    # The site

    def test_facts_tell_the_site_its_clock_and_our_user(self, site: Site) -> None:
        facts = site.facts()
        assert facts.url.startswith("http")
        assert not facts.url.endswith("/")
        assert facts.roles == ("administrator",)
        assert {"publish_posts", "upload_files", "manage_categories", "moderate_comments"} <= facts.capabilities
        assert facts.timezone == "America/Toronto"
        assert facts.utc_offset in (-4, -5)
        assert facts.now.tzinfo is None

    def test_the_clock_is_the_one_that_stamps_posts(self, site: Site, post: RemotePost) -> None:
        assert post.fields.date is not None
        assert abs(site.facts().now - post.fields.date) < timedelta(minutes=1)

    def test_requests_are_counted(self, site: Site) -> None:
        before = site.requests
        site.any_post()
        assert site.requests > before

    # Creating

    def test_a_created_post_is_what_was_asked_for(self, site: Site, word: str) -> None:
        fields = wanted(word, excerpt="Un résumé", comment_status="closed", date=datetime(2024, 2, 29, 8, 30))
        post = created(site, fields)[0]
        assert replace(post.fields, author=None) == fields
        assert post.link.endswith(f"/{word}/")
        assert post.permalink_template.endswith("/%postname%/")
        assert site.post(post.id) == post

    def test_text_survives_whole(self, site: Site, word: str) -> None:
        title = f"{word} — R&D : l'œuvre \\ « d'été » \"dix\" 🎉"
        fields = wanted(word, title=title, content=HARD_TEXT, excerpt='Tout & "rien" \\ 🎉')
        post = site.post(created(site, fields)[0].id)
        assert (post.fields.content, post.fields.title, post.fields.excerpt) == (HARD_TEXT, title, fields.excerpt)

    def test_a_megabyte_of_text_survives(self, site: Site, word: str) -> None:
        content = "<!-- wp:paragraph -->\n<p>" + f"{word} été \\ " * 70_000 + "</p>\n<!-- /wp:paragraph -->"
        post = created(site, wanted(word, content=content))[0]
        assert site.post(post.id).fields.content == content

    def test_a_taken_slug_is_changed(self, site: Site, word: str, post: RemotePost) -> None:
        assert created(site, wanted(word))[0].fields.slug == f"{word}-2"
        assert created(site, wanted(word, status="draft"))[0].fields.slug == f"{word}-3"

    def test_the_slug_of_a_binned_post_is_free(self, site: Site, word: str, post: RemotePost) -> None:
        site.trash_post(post.id)
        assert created(site, wanted(word))[0].fields.slug == word

    @pytest.mark.parametrize("status", ["draft", "pending", "private", "publish"])
    def test_statuses(self, site: Site, word: str, status: str) -> None:
        post = created(site, wanted(word, status=status))[0]
        assert (post.fields.status, post.fields.slug) == (status, word)
        pretty = status in ("publish", "private")
        assert post.link.endswith(f"/{word}/" if pretty else f"/?p={post.id}")

    def test_a_future_date_schedules_and_a_past_one_publishes(self, site: Site, word: str) -> None:
        later = (site.facts().now + timedelta(days=40)).replace(microsecond=0)
        scheduled, published = created(
            site, wanted(word, date=later), wanted(f"{word}b", status="future", date=datetime(2020, 1, 2, 3, 4))
        )
        assert (scheduled.fields.status, scheduled.fields.date) == ("future", later)
        assert scheduled.link.endswith(f"/?p={scheduled.id}")
        assert published.fields.status == "publish"

    def test_ids_nobody_knows_are_dropped(self, site: Site, word: str) -> None:
        post = created(site, wanted(word, categories=(1, 987654), tags=(987655,)))[0]
        assert (post.fields.categories, post.fields.tags) == ((1,), ())

    def test_many_at_once_in_order(self, site: Site, word: str) -> None:
        posts = created(site, *(wanted(f"{word}-n{number}") for number in range(60)))
        assert [post.fields.slug for post in posts] == [f"{word}-n{number}" for number in range(60)]

    # Changing

    def test_only_the_named_fields_change(self, site: Site, post: RemotePost) -> None:
        changed = one(site.update_posts([(post.id, {"title": "Autre titre", "comment_status": "closed"})]))
        assert changed.fields == replace(post.fields, title="Autre titre", comment_status="closed")

    def test_one_bad_change_does_not_stop_the_others(self, site: Site, word: str) -> None:
        first, last = created(site, wanted(word), wanted(f"{word}b"))
        changes = [(first.id, {"title": "Un"}), (98_765_432, {"title": "Perdu"}), (last.id, {"title": "Trois"})]
        good, bad, also_good = site.update_posts(changes)
        assert isinstance(bad, NotFound)
        assert [outcome.fields.title for outcome in (good, also_good) if isinstance(outcome, RemotePost)] == [
            "Un",
            "Trois",
        ]

    def test_nothing_to_do(self, site: Site) -> None:
        before = site.requests
        assert site.create_posts([]) == site.update_posts([]) == []
        assert site.requests == before

    def test_a_draft_is_published_and_taken_back(self, site: Site, word: str) -> None:
        draft = created(site, wanted(word, status="draft"))[0]
        public = one(site.update_posts([(draft.id, {"status": "publish"})]))
        assert public.link.endswith(f"/{word}/")
        assert one(site.update_posts([(draft.id, {"status": "draft"})])).fields.status == "draft"

    # The bin

    def test_into_the_bin_and_back(self, site: Site, word: str, post: RemotePost) -> None:
        site.trash_post(post.id)
        binned = site.post(post.id)
        assert (binned.fields.status, binned.fields.slug) == ("trash", f"{word}__trashed")
        site.trash_post(post.id)
        back = one(site.update_posts([(post.id, {"status": "publish"})]))
        assert (back.fields.status, back.fields.slug) == ("publish", word)

    def test_a_post_that_is_gone(self, site: Site, post: RemotePost, others: Others) -> None:
        others.delete_post(post.id)
        with pytest.raises(NotFound):
            site.post(post.id)
        with pytest.raises(NotFound):
            site.trash_post(post.id)

    # Finding

    def test_posts_are_found_by_what_they_contain(self, site: Site, word: str) -> None:
        marked = (
            f'<!-- wp:group {{"metadata":{{"x{word}":1}}}} -->\n<div class="wp-block-group"></div>\n<!-- /wp:group -->'
        )
        statuses = ("publish", "draft", "pending", "private", "publish")
        posts = created(site, *(wanted(f"{word}{n}", status=s, content=marked) for n, s in enumerate(statuses)))
        site.trash_post(posts[-1].id)
        found = list(site.posts_containing(f'"x{word}":1'))
        assert [post.id for post in found] == sorted(post.id for post in posts)
        assert found[-1].fields.status == "trash"
        assert found[0] == posts[0]
        assert list(site.posts_containing(f'"x{word}":2')) == []
        assert site.count_containing(f'"x{word}":1') == len(posts)

    def test_more_posts_than_a_page_holds(self, site: Site, word: str) -> None:
        created(site, *(wanted(f"{word}-n{number}", status="draft") for number in range(120)))
        found = list(site.posts_containing(word))
        assert len({post.id for post in found}) == len(found) == 120
        assert site.count_containing(word) == 120
        assert len(site.posts_with_slugs([f"{word}-n{number}" for number in range(120)])) == 120

    def test_posts_not_modified_since_are_left_out(self, site: Site, word: str, post: RemotePost) -> None:
        assert list(site.posts_containing(word, modified_after=post.modified_gmt)) == []
        earlier = post.modified_gmt - timedelta(seconds=1)
        assert list(site.posts_containing(word, modified_after=earlier)) == [post]

    def test_posts_by_slug(self, site: Site, word: str) -> None:
        first, second, binned = created(site, wanted(word), wanted(f"{word}b", status="draft"), wanted(f"{word}c"))
        site.trash_post(binned.id)
        found = site.posts_with_slugs([word, f"{word}b", f"{word}c", f"{word}d"])
        assert {post.id for post in found} == {first.id, second.id}
        assert site.posts_with_slugs([]) == []

    def test_the_newest_post(self, site: Site, post: RemotePost) -> None:
        assert site.any_post() == post

    # Users, terms, pictures

    def test_users_by_slug(self, site: Site) -> None:
        facts = site.facts()
        assert site.user_id(facts.user) == facts.user_id
        assert site.user_id("personne-de-ce-nom") is None

    @pytest.mark.parametrize(
        "name", ["Santé {}", "R&D {}", "d'Amélie {}", "C++ {}", "日本語 {}", "a < b {}", 'le "{}"']
    )
    def test_terms_are_found_by_their_very_name(self, site: Site, word: str, name: str) -> None:
        name = name.format(word)
        assert site.terms("post_tag", [name]) == []
        term = site.create_term("post_tag", name)
        assert (term.name, term.taxonomy) == (name, "post_tag")
        assert site.terms("post_tag", [name, "inconnu"]) == [term]
        assert site.terms("category", [name]) == []

    def test_a_term_that_exists_is_returned(self, site: Site, word: str) -> None:
        term = site.create_term("category", f"Été {word}")
        assert site.create_term("category", f"Été {word}") == term
        assert site.create_term("category", f"Été {word.upper()}") == term
        for other in (f"été {word}", f"Ete {word}"):
            assert site.create_term("category", other).name == other

    def test_terms_beyond_the_first_page(self, site: Site, word: str) -> None:
        names = [f"{word} {number:03}" for number in range(105)]
        terms = [site.create_term("post_tag", name) for name in names]
        assert site.terms("post_tag", [names[-1]]) == [terms[-1]]
        assert site.terms("post_tag", names) == terms

    def test_posts_bear_their_terms(self, site: Site, word: str) -> None:
        category = site.create_term("category", f"Portraits {word}")
        tags = [site.create_term("post_tag", f"{word} {letter}") for letter in "ab"]
        ids = tuple(tag.id for tag in tags)
        post = created(site, wanted(word, categories=(category.id,), tags=ids))[0]
        assert (post.fields.categories, post.fields.tags) == ((category.id,), ids)
        changed = one(site.update_posts([(post.id, {"tags": ids[:1]})]))
        assert (changed.fields.categories, changed.fields.tags) == ((category.id,), ids[:1])

    def test_a_picture(self, site: Site, word: str) -> None:
        alt = 'Amélie & "Léa" à l\'été'
        media = site.upload(Upload(f"{word}-été.png", "image/png", PIXEL, alt=alt, caption="Photo : É. Exemple"))
        assert (media.slug, media.alt) == (f"{word}-ete", alt)
        assert media.url.endswith(".png")
        assert site.media_with_slugs([f"{word}-ete", "inconnu"]) == [media]
        post = created(site, wanted(word, featured_media=media.id))[0]
        assert post.fields.featured_media == media.id

    def test_the_same_picture_twice_becomes_two(self, site: Site, word: str) -> None:
        first, second = (site.upload(Upload(f"{word}.png", "image/png", PIXEL)) for _ in range(2))
        assert first.url != second.url
        assert first.slug == word
        assert second.slug in (f"{word}-1", f"{word}-2")

    # Comments

    @pytest.fixture
    def comments(self, site: Site, others: Others, post: RemotePost) -> list[int]:
        [first] = others.comment(post.id, "Bravo 🎉 l'été \\ <b>gras</b> & co")
        [answer] = others.comment(post.id, "En attente", status="hold", parent=first)
        [spam] = others.comment(post.id, "Pourriel", status="spam")
        [binned] = others.comment(post.id, "À la corbeille", status="trash")
        return [first, answer, spam, binned]

    def test_comments_of_every_status(self, site: Site, post: RemotePost, comments: list[int]) -> None:
        found = list(site.comments([post.id]))
        assert [comment.id for comment in found] == comments[::-1]
        assert [comment.status for comment in found] == ["trash", "spam", "hold", "approved"]
        assert found[-1].content == "Bravo 🎉 l'été \\ <b>gras</b> & co"
        assert found[2].parent == comments[0]
        assert {comment.post for comment in found} == {post.id}
        assert {comment.user_id for comment in found} == {0}
        assert {(comment.email, comment.ip) for comment in found} == {("", "")}
        assert set(comments) <= {comment.id for comment in site.comments()}
        assert list(site.comments([])) == []
        expected = {"approved": 1, "hold": 1, "spam": 1, "trash": 1, "post-trashed": 0}
        assert site.comment_totals([post.id]) == expected

    def test_addresses_come_when_asked_for(self, site: Site, post: RemotePost, comments: list[int]) -> None:
        found = list(site.comments([post.id], personal=True))
        assert {(comment.email, comment.ip) for comment in found} == {("lea@example.org", "192.0.2.7")}

    def test_comments_of_a_binned_post(self, site: Site, post: RemotePost, others: Others) -> None:
        others.comment(post.id, "Bonjour")
        site.trash_post(post.id)
        assert [comment.status for comment in site.comments([post.id])] == ["post-trashed"]
        assert site.comment_totals([post.id])["post-trashed"] == 1

    def test_more_comments_than_a_page_holds(self, site: Site, post: RemotePost, others: Others) -> None:
        ids = others.comment(post.id, *(f"Commentaire {number}" for number in range(130)))
        assert [comment.id for comment in site.comments([post.id])] == ids[::-1]
        assert site.comment_totals([post.id])["approved"] == 130

    def test_a_comment_deleted_while_we_read_hides_no_other(self, site: Site, post: RemotePost, others: Others) -> None:
        ids = others.comment(post.id, *(f"Commentaire {number}" for number in range(230)))
        reading = site.comments([post.id])
        seen = [next(reading).id for _ in range(100)]
        for comment in (ids[-1], ids[-50], ids[-99], ids[-100]):
            others.moderate(comment, "deleted")
        others.comment(post.id, "Arrivé entre-temps")
        seen += [comment.id for comment in reading]
        assert seen == ids[::-1]

    def test_a_reply(self, site: Site, post: RemotePost, others: Others) -> None:
        [asked] = others.comment(post.id, "Quel livre ?")
        answer = site.reply(post.id, asked, "Celui-ci : « Écrire » & \\ “dix” 🎉")
        assert (answer.post, answer.parent, answer.status) == (post.id, asked, "approved")
        assert answer.content == "Celui-ci : « Écrire » & \\ “dix” 🎉"
        assert answer.user_id == site.facts().user_id
        stored = next(site.comments([post.id]))
        assert isinstance(stored, Comment)
        assert stored == answer

    def test_no_reply_where_comments_are_closed(self, site: Site, word: str) -> None:
        for post in created(site, wanted(word, comment_status="closed"), wanted(f"{word}b", status="draft")):
            with pytest.raises(PermissionRefused) as refused:
                site.reply(post.id, 0, "Bonjour")
            assert "role" not in refused.value.hint
