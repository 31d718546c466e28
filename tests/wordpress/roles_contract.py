"""What every transport must do for users of each role, and for those who are not let in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from site_contract import HARD_TEXT, PIXEL, Contract, Others, created, one, refused, wanted

from wp_portraits.errors import CredentialsRefused, PermissionRefused, SiteError
from wp_portraits.model.post import RemotePost
from wp_portraits.wordpress.site import Site, Upload

As = Callable[[str], Site]
"""From a role to the site as a user of that role reaches it."""

WRONG_PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678"

ROLES = {
    "administrator": {"publish_posts", "upload_files", "edit_others_posts", "manage_categories", "moderate_comments"},
    "editor": {"publish_posts", "upload_files", "edit_others_posts", "manage_categories", "moderate_comments"},
    "author": {"publish_posts", "upload_files"},
    "contributor": set(),
    "subscriber": set(),
}
"""What each may do, of what matters here."""


class RolesContract(Contract):
    """Roles and passwords. ``site`` is the administrator's."""

    @pytest.fixture
    def reach(self) -> As:
        raise NotImplementedError

    @pytest.fixture
    def connect_as(self) -> Callable[[str, str], Site]:
        """From a name and a password to the site."""
        raise NotImplementedError

    @pytest.mark.parametrize("role", ROLES)
    def test_facts_tell_what_we_may_do(self, reach: As, role: str) -> None:
        facts = reach(role).facts()
        assert facts.roles == (role,)
        assert facts.capabilities & ROLES["administrator"] == ROLES[role]
        assert ("edit_posts" in facts.capabilities) == (role != "subscriber")

    @pytest.mark.parametrize("role", ["editor", "author", "contributor"])
    def test_text_survives_whole(self, reach: As, word: str, role: str) -> None:
        title = f"{word} — R&D : l'œuvre \\ « d'été » \"dix\" 🎉"
        site = reach(role)
        fields = wanted(word, status="pending", title=title, content=HARD_TEXT, excerpt='Tout & "rien" \\ 🎉')
        post = site.post(created(site, fields)[0].id)
        assert (post.fields.content, post.fields.title, post.fields.excerpt) == (HARD_TEXT, title, fields.excerpt)
        assert post.fields.author == site.facts().user_id

    @pytest.mark.parametrize("role", ["editor", "author"])
    def test_who_publishes_and_uploads(self, reach: As, word: str, role: str) -> None:
        site = reach(role)
        media = site.upload(Upload(f"{word}.png", "image/png", PIXEL))
        post = created(site, wanted(word, featured_media=media.id))[0]
        assert (post.fields.status, post.fields.featured_media) == ("publish", media.id)
        assert [found.id for found in site.posts_containing(word)] == [post.id]
        site.trash_post(post.id)
        assert site.post(post.id).fields.status == "trash"

    def test_a_contributor_proposes_but_does_not_publish(self, reach: As, word: str) -> None:
        site = reach("contributor")
        published, pending = site.create_posts([wanted(word), wanted(f"{word}b", status="pending")])
        assert isinstance(published, PermissionRefused)
        assert isinstance(pending, RemotePost)
        assert pending.fields.status == "pending"
        with pytest.raises(PermissionRefused):
            site.upload(Upload(f"{word}.png", "image/png", PIXEL))
        assert refused(lambda: site.update_posts([(pending.id, {"status": "publish"})]))
        assert site.post(pending.id) == pending

    def test_a_subscriber_only_reads(self, site: Site, reach: As, word: str, post: RemotePost) -> None:
        theirs = reach("subscriber")
        assert refused(lambda: theirs.create_posts([wanted(f"{word}b", status="draft")]))
        with pytest.raises(PermissionRefused):
            theirs.upload(Upload(f"{word}.png", "image/png", PIXEL))
        with pytest.raises(PermissionRefused):
            theirs.create_term("post_tag", f"Étiquette {word}")
        with pytest.raises(PermissionRefused):
            theirs.trash_post(post.id)
        assert site.posts_with_slugs([word, f"{word}b"]) == [post]

    def test_an_editor_changes_what_others_wrote(self, site: Site, reach: As, post: RemotePost) -> None:
        changed = one(reach("editor").update_posts([(post.id, {"title": "Relu & corrigé"})]))
        assert (changed.fields.title, changed.fields.author) == ("Relu & corrigé", post.fields.author)
        reach("editor").trash_post(post.id)
        assert site.post(post.id).fields.status == "trash"

    @pytest.mark.parametrize("role", ["author", "contributor"])
    def test_others_leave_it_alone(self, site: Site, reach: As, post: RemotePost, role: str) -> None:
        assert refused(lambda: reach(role).update_posts([(post.id, {"title": "À moi"})]))
        with pytest.raises(PermissionRefused):
            reach(role).trash_post(post.id)
        assert site.post(post.id) == post

    @pytest.mark.parametrize("role", ["editor", "author", "contributor"])
    def test_the_posts_of_others_are_out_of_sight(self, site: Site, reach: As, word: str, role: str) -> None:
        public, scheduled = created(
            site, wanted(word), wanted(f"{word}b", status="publish", date=datetime(2099, 3, 1, 9, 0))
        )
        theirs, slugs = reach(role), [public.fields.slug, scheduled.fields.slug, f"{word}c"]
        if role == "editor":
            assert theirs.posts_with_slugs(slugs) == [public, scheduled]
            assert theirs.slugs_out_of_sight(slugs) == set()
            return
        own = created(theirs, wanted(f"{word}c", status="pending"))[0]
        assert theirs.posts_with_slugs(slugs) == (
            [own] if role == "author" else []
        )  # WordPress takes no slug from others
        assert [found.id for found in theirs.posts_containing(word)] == [own.id]
        hidden = {word, f"{word}b"} if theirs.abilities.posts_out_of_sight else set()
        assert theirs.slugs_out_of_sight(slugs) == hidden
        assert theirs.slugs_out_of_sight([f"{word}c", f"{word}d"]) == theirs.slugs_out_of_sight([]) == set()
        with pytest.raises(PermissionRefused):
            theirs.post(public.id)

    @pytest.mark.parametrize("role", ["editor", "author", "contributor"])
    def test_who_creates_terms(self, reach: As, word: str, role: str) -> None:
        theirs = reach(role)
        for taxonomy, permitted in (
            ("category", role == "editor"),
            ("post_tag", role == "editor" or theirs.abilities.tags_by_authors),
        ):
            if permitted:
                assert theirs.create_term(taxonomy, word).name == word  # type: ignore[arg-type]
            else:
                with pytest.raises(PermissionRefused):
                    theirs.create_term(taxonomy, word)  # type: ignore[arg-type]

    def test_an_editor_moderates(self, site: Site, reach: As, post: RemotePost, others: Others) -> None:
        first, second = others.comment(post.id, "Bonjour", "Bonsoir")
        theirs = reach("editor")
        assert theirs.moderate_comment(first, "hold").status == "hold"
        assert theirs.edit_comment(first, "Bonjour à vous").content == "Bonjour à vous"
        theirs.delete_comment(second)
        assert [(comment.id, comment.content) for comment in theirs.comments([post.id])] == [(first, "Bonjour à vous")]

    @pytest.mark.parametrize("role", ["author", "contributor", "subscriber"])
    def test_others_do_not(self, site: Site, reach: As, post: RemotePost, others: Others, role: str) -> None:
        [number] = others.comment(post.id, "Bonjour")
        before = list(site.comments([post.id]))
        theirs = reach(role)
        with pytest.raises(PermissionRefused):
            theirs.moderate_comment(number, "spam")
        with pytest.raises(PermissionRefused):
            theirs.edit_comment(number, "Bonsoir")
        with pytest.raises(PermissionRefused):
            theirs.delete_comment(number)
        with pytest.raises(PermissionRefused):
            list(theirs.comments([post.id]))
        assert list(site.comments([post.id])) == before

    def test_an_editor_answers_under_any_post(self, site: Site, reach: As, post: RemotePost, others: Others) -> None:
        [asked] = others.comment(post.id, "Quel livre ?")
        answer = reach("editor").reply(post.id, asked, 'Celui-ci : « Écrire » \\ "dix" 🎉')
        assert (answer.parent, answer.status) == (asked, "approved")
        assert answer.content == 'Celui-ci : « Écrire » \\ "dix" 🎉'
        assert next(site.comments([post.id])) == answer

    def test_an_author_answers_under_their_own_post(self, site: Site, reach: As, word: str) -> None:
        theirs = reach("author")
        post = created(theirs, wanted(word))[0]
        answer = theirs.reply(post.id, 0, "Merci à tous")
        assert (answer.content, answer.status, answer.user_id) == ("Merci à tous", "approved", post.fields.author)
        assert next(site.comments([post.id])) == answer

    @pytest.mark.parametrize("stranger", [False, True], ids=["wrong password", "unknown user"])
    def test_nobody_else_is_let_in(
        self, site: Site, connect_as: Callable[[str, str], Site], word: str, stranger: bool
    ) -> None:
        name = "personne" if stranger else site.user()
        calls: list[Callable[[Site], object]] = [
            lambda outside: outside.user(),
            lambda outside: outside.facts(),
            lambda outside: outside.create_posts([wanted(word)]),
            lambda outside: outside.create_posts([wanted(word), wanted(f"{word}b")]),
            lambda outside: outside.create_term("post_tag", word),
            lambda outside: outside.upload(Upload(f"{word}.png", "image/png", PIXEL)),
        ]
        for call in calls:
            with pytest.raises(CredentialsRefused) as caught:
                call(connect_as(name, WRONG_PASSWORD))
            assert WRONG_PASSWORD not in caught.value.message + caught.value.hint
            assert caught.value.hint
        assert site.posts_with_slugs([word, f"{word}b"]) == []
        assert site.terms("post_tag", [word]) == site.media_with_slugs([word]) == []

    def test_a_stranger_changes_nothing(
        self, connect_as: Callable[[str, str], Site], site: Site, post: RemotePost, others: Others
    ) -> None:
        [number] = others.comment(post.id, "Bonjour")
        outside = connect_as(site.user(), WRONG_PASSWORD)
        with pytest.raises(SiteError):
            outside.update_posts([(post.id, {"title": "Piraté"})])
        for call in (
            lambda: outside.trash_post(post.id),
            lambda: outside.reply(post.id, 0, "Piraté"),
            lambda: outside.edit_comment(number, "Piraté"),
            lambda: outside.moderate_comment(number, "spam"),
            lambda: outside.delete_comment(number),
        ):
            with pytest.raises(CredentialsRefused):
                call()
        assert site.post(post.id) == post
        assert [(comment.id, comment.status) for comment in site.comments([post.id])] == [(number, "approved")]
