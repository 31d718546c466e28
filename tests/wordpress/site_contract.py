"""What every transport must do: inherited by the tests of each, which provide a site and the hands of other people.

Comments stand in comments_contract.py, roles and passwords in roles_contract.py. Where the transports differ, the site
says so (``site.abilities``), and the tests hold it to what it says.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, TypedDict, Unpack

import pytest

from wp_portraits.errors import NotFound, PermissionRefused, RequestRefused, SiteError
from wp_portraits.model.post import PostFields, RemotePost, Term
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


class How(TypedDict, total=False):
    """How a visitor's comment comes in, where it is not as in ``USUALLY``. ``date`` is UTC; None: now."""

    status: str
    parent: int
    kind: str
    date: str | None


USUALLY: How = {"status": "approved", "parent": 0, "kind": "comment", "date": None}


class Others(Protocol):
    """Other people at work on the same site."""

    def comment(self, post: int, *contents: str, **how: Unpack[How]) -> list[int]:
        """A visitor's comments; their ids."""

    def delete_comments(self, *comments: int) -> None:
        """Delete comments for good."""

    def delete_post(self, post: int) -> None:
        """Delete a post for good."""

    def drafts(self, *slugs: str) -> list[int]:
        """Write posts that are not published, whose content is their slug; their ids."""

    def tags(self, *names: str) -> list[int]:
        """Create tags; their ids."""


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


def refused(outcomes: Callable[[], list[RemotePost | SiteError]]) -> bool:
    """Whether the one post of a call is not permitted: as its outcome, or because none was tried."""
    try:
        return isinstance(outcomes()[0], PermissionRefused)
    except PermissionRefused:
        return True


class Contract:
    """What the tests of a contract start from. Nothing here expects an empty site."""

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


class SiteContract(Contract):
    """The site, its posts, terms and pictures."""

    # The site

    def test_who_we_are_takes_one_request(self, site: Site) -> None:
        site.any_post()  # the very first call may have to find the API
        before = site.requests
        user = site.user()
        assert site.requests == before + 1
        assert user == site.facts().user

    def test_facts_tell_the_site_its_clock_and_our_user(self, site: Site) -> None:
        facts = site.facts()
        assert facts.url.startswith("http")
        assert not facts.url.endswith("/")
        assert facts.roles == ("administrator",)
        assert {"publish_posts", "upload_files", "manage_categories", "moderate_comments"} <= facts.capabilities
        assert facts.timezone == ("America/Toronto" if site.abilities.named_timezone else "")
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
        assert post.permalink_template.endswith("/%postname%/") == site.abilities.permalink_templates
        assert bool(post.permalink_template) == site.abilities.permalink_templates
        assert site.post(post.id) == post

    def test_text_survives_whole(self, site: Site, word: str) -> None:
        title = f"{word} — R&D : l'œuvre \\ « d'été » \"dix\" 🎉"
        fields = wanted(word, title=title, content=HARD_TEXT, excerpt='Tout & "rien" \\ 🎉')
        post = site.post(created(site, fields)[0].id)
        assert (post.fields.content, post.fields.title, post.fields.excerpt) == (HARD_TEXT, title, fields.excerpt)

    @pytest.mark.parametrize(
        "content",
        [
            "Une\r\ndeux\r\n\r\ntrois\rquatre\nfin",
            "\n\n  deux espaces devant\n\tune tabulation\n\n\n",
            "  \\\\\\  \\' \\\" \\0 \\u00e9 ''\"\" `x`",
            "\x7f \x85 \xa0 \u200b \u2028 \ufeff \ufffd e\u0301 \U0001f469\u200d\U0001f4bb",
            "&lt;script&gt; &amp;amp; &#8217; &eacute; & < > ]]> <!-- x --> <?php echo 1; ?>",
        ],
        ids=["line ends", "spaces around", "backslashes", "rare characters", "entities"],
    )
    def test_content_survives_byte_for_byte(self, site: Site, word: str, content: str) -> None:
        post = created(site, wanted(word, content=content))[0]
        assert (post.fields.content, site.post(post.id).fields.content) == (content, content)
        changed = one(site.update_posts([(post.id, {"content": f"{content}2"})]))
        assert changed.fields.content == f"{content}2"

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
        posts = created(site, *(wanted(f"{word}-n{number}") for number in range(52)))
        assert [post.fields.slug for post in posts] == [f"{word}-n{number}" for number in range(52)]

    # Characters XML has no place for

    @pytest.mark.parametrize("field", ["title", "content", "excerpt"])
    def test_control_characters_are_refused_and_the_others_sent(self, site: Site, word: str, field: str) -> None:
        bad = wanted(f"{word}b", **{field: "Un\r\ndeux\x08"})
        first, refused, last = site.create_posts([wanted(word), bad, wanted(f"{word}c")])
        assert isinstance(refused, RequestRefused)
        assert f"The {field} holds the control character U+0008 in line 2, column 5;" in refused.message
        assert isinstance(first, RemotePost)
        assert isinstance(last, RemotePost)
        assert (first.fields.slug, last.fields.slug) == (word, f"{word}c")
        refused, changed = site.update_posts([(first.id, {field: "\x00"}), (last.id, {"title": "Trois"})])
        assert isinstance(refused, RequestRefused)
        assert isinstance(changed, RemotePost)
        assert (changed.id, changed.fields.title) == (last.id, "Trois")
        assert site.posts_with_slugs([word, f"{word}b", f"{word}c"]) == [first, changed]

    def test_a_lone_post_with_control_characters_costs_no_request(
        self, site: Site, word: str, post: RemotePost
    ) -> None:
        before = site.requests
        outcomes = site.create_posts([wanted(f"{word}b", content="\x1b")])
        outcomes += site.update_posts([(post.id, {"excerpt": "\x0c"})])
        assert [type(outcome) for outcome in outcomes] == [RequestRefused, RequestRefused]
        assert site.requests == before
        assert site.post(post.id) == post

    def test_control_characters_elsewhere(self, site: Site, word: str) -> None:
        before = site.requests
        with pytest.raises(RequestRefused, match=r"The name holds .* U\+0001 in line 1, column 3;"):
            site.create_term("category", "ab\x01")
        for upload in (
            Upload(f"{word}\x02.png", "image/png", PIXEL),
            Upload(f"{word}.png", "image/png", PIXEL, alt="\x03"),
            Upload(f"{word}.png", "image/png", PIXEL, caption="\ufffe"),
        ):
            with pytest.raises(RequestRefused):
                site.upload(upload)
        assert site.requests == before

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

    def test_more_posts_than_a_page_holds(self, site: Site, word: str, others: Others) -> None:
        slugs = [f"{word}-n{number}" for number in range(120)]
        ids = others.drafts(*slugs)
        assert [(post.id, post.fields.slug) for post in site.posts_containing(word)] == list(
            zip(ids, slugs, strict=True)
        )
        assert site.count_containing(word) == 120
        assert {post.id for post in site.posts_with_slugs(slugs)} == set(ids)

    def test_posts_not_modified_since_are_left_out(self, site: Site, word: str, post: RemotePost) -> None:
        assert list(site.posts_containing(word, modified_after=post.modified_gmt)) == []
        earlier = post.modified_gmt - timedelta(seconds=1)
        assert list(site.posts_containing(word, modified_after=earlier)) == [post]

    def test_what_changed_and_how_many_there_are(self, site: Site, word: str, post: RemotePost) -> None:
        [older] = created(site, wanted(f"{word}a", content=post.fields.content, date=datetime(2020, 1, 2, 3, 4, 5)))
        latest = max(post.modified_gmt, older.modified_gmt)
        assert site.changes_containing(word, None) == ([post, older], 2)
        assert site.changes_containing(word, latest) == ([], 2)
        assert site.changes_containing(f"{word}z", None) == ([], 0)

    def test_stamps_of_posts(self, site: Site, word: str, post: RemotePost) -> None:
        [binned] = created(site, wanted(f"{word}b", content=post.fields.content))
        site.trash_post(binned.id)
        stamps = site.stamps_containing(word)
        assert stamps == {post.id: post.modified_gmt, binned.id: site.post(binned.id).modified_gmt}
        assert site.stamps_containing(word, modified_after=max(stamps.values())) == {}

    def test_the_clock_and_whom_we_sign_in_as_are_known_without_asking(self, site: Site) -> None:
        facts = site.facts()
        before = site.requests
        assert abs(facts.at(site.clock).now - facts.now) < timedelta(seconds=5)
        assert site.account == facts.user
        assert site.requests == before

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

    def test_one_name_under_several_parents(self, site: Site, word: str) -> None:
        regions, trades = (site.create_term("category", f"{name} {word}") for name in ("Régions", "Métiers"))
        name, parents = f"Nord {word}", (0, regions.id, trades.id)
        terms = [site.create_term("category", name, parent) for parent in parents]
        assert [(term.name, term.parent) for term in terms] == [(name, parent) for parent in parents]
        assert len({term.id for term in terms}) == len({term.slug for term in terms}) == 3
        assert [site.create_term("category", name, parent) for parent in parents] == terms
        assert site.terms("category", [name]) == terms
        below = site.create_term("category", name, terms[1].id)
        assert (below.parent, below.id in {term.id for term in terms}) == (terms[1].id, False)

    def test_a_child_needs_no_namesake_above(self, site: Site, word: str) -> None:
        parent = site.create_term("category", f"Régions {word}")
        child = site.create_term("category", f"Sud {word}", parent.id)
        assert site.create_term("category", f"Sud {word}").parent == 0
        assert site.create_term("category", f"Sud {word}", parent.id) == child

    def test_parents_that_cannot_be(self, site: Site, word: str) -> None:
        category = site.create_term("category", f"Régions {word}")
        with pytest.raises(RequestRefused):
            site.create_term("category", f"Orpheline {word}", 98_765_432)
        with pytest.raises(RequestRefused):
            site.create_term("post_tag", f"Étiquette {word}", category.id)
        assert site.terms("category", [f"Orpheline {word}"]) == site.terms("post_tag", [f"Étiquette {word}"]) == []

    def test_several_terms_new_and_not(self, site: Site, word: str) -> None:
        known = site.create_term("post_tag", f"{word} connu")
        names = [f"{word} R&D", f"{word} connu", f"{word} été"]
        terms = site.create_terms("post_tag", names)
        assert [term.name for term in terms if isinstance(term, Term)] == names
        assert terms[1] == known
        assert site.create_terms("category", []) == []

    def test_terms_beyond_the_first_page(self, site: Site, word: str, others: Others) -> None:
        names = [f"{word} {number:03}" for number in range(105)]
        ids = others.tags(*names)
        assert [(term.id, term.name) for term in site.terms("post_tag", [names[-1]])] == [(ids[-1], names[-1])]
        assert [(term.id, term.name) for term in site.terms("post_tag", names)] == list(zip(ids, names, strict=True))

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
        assert (media.slug, media.alt) == (f"{word}-ete", alt if site.abilities.alt_texts else "")
        assert media.url.endswith(".png")
        assert site.media_with_slugs([f"{word}-ete", "inconnu"]) == [media]
        post = created(site, wanted(word, featured_media=media.id))[0]
        assert post.fields.featured_media == media.id

    def test_the_same_picture_twice_becomes_two(self, site: Site, word: str) -> None:
        first, second = (site.upload(Upload(f"{word}.png", "image/png", PIXEL)) for _ in range(2))
        assert first.url != second.url
        assert first.slug == word
        assert second.slug in (f"{word}-1", f"{word}-2")
