"""The REST transport keeps the contract on a real WordPress."""

from __future__ import annotations

from base64 import b64encode

import pytest
from comments_contract import CommentsContract
from dates_contract import DatesContract
from hands import OnWordPress
from roles_contract import As, RolesContract
from site_contract import SiteContract, created, one, wanted

from wp_portraits.errors import CredentialsRefused
from wp_portraits.model.post import RemotePost
from wp_portraits.sandbox.box import Sandbox
from wp_portraits.wordpress.rest.connect import connect
from wp_portraits.wordpress.rest.site import RestSite
from wp_portraits.wordpress.site import Site

pytestmark = pytest.mark.site


def basic(username: str, password: str) -> str:
    return f"Basic {b64encode(f'{username}:{password}'.encode()).decode()}"


def at(box: Sandbox, username: str, password: str, **more: object) -> RestSite:
    return connect(str(box.status().url), basic(username, password), **more)  # type: ignore[arg-type]


class OnRest(OnWordPress):
    @staticmethod
    def connect(box: Sandbox, username: str, password: str) -> Site:
        return at(box, username, password)


class TestRestSite(OnRest, SiteContract):
    pass


class TestRestDates(OnRest, DatesContract):
    pass


class TestRestComments(OnRest, CommentsContract):
    pass


class TestRestRoles(OnRest, RolesContract):
    @pytest.mark.parametrize("role", ["author", "contributor", "subscriber"])
    def test_everybody_answers_under_any_post(self, site: Site, reach: As, post: RemotePost, role: str) -> None:
        answer = reach(role).reply(post.id, 0, 'Un avis \\ "dix" 🎉')
        assert answer.content == 'Un avis \\ "dix" 🎉'
        assert list(site.comments([post.id])) == [answer]


class TestConnecting:
    def test_costs_no_request_of_its_own(self, wordpress: Sandbox) -> None:
        site = at(wordpress, *wordpress.credentials())
        site.facts()
        assert site.requests == 2

    def test_who_we_are_is_asked_once(self, wordpress: Sandbox) -> None:
        site = at(wordpress, *wordpress.credentials())
        assert site.user() == wordpress.credentials()[0]
        assert site.requests == 1
        assert site.facts().user == wordpress.credentials()[0]
        assert site.requests == 2

    def test_the_last_writes_of_a_batch_fit(self, wordpress: Sandbox) -> None:
        site = at(wordpress, *wordpress.credentials())
        site.facts()
        created(site, *(wanted(f"lot-{number}", status="draft") for number in range(51)))
        assert site.requests == 5

    @pytest.mark.parametrize("root", ["/?rest_route=/", "/index.php?rest_route=/", "/wp-json/", "/wp-json"])
    def test_roots_of_both_kinds(self, wordpress: Sandbox, root: str) -> None:
        site = at(wordpress, *wordpress.credentials(), rest_root=f"{wordpress.status().url}{root}")
        post = created(site, wanted("racine", status="draft"), wanted("racine-b", status="draft"))[0]
        assert one(site.update_posts([(post.id, {"title": "Racine"})])).fields.title == "Racine"
        assert site.posts_with_slugs([post.fields.slug])[0].id == post.id
        site.trash_post(post.id)

    def test_a_site_without_permalinks(self, wordpress: Sandbox) -> None:
        wordpress.eval_php("update_option('permalink_structure', '');")
        try:
            site = at(wordpress, *wordpress.credentials())
            assert site.facts().user_id == 1
            assert created(site, wanted("sans-permaliens"))[0].link.endswith(f"?p={site.any_post().id}")  # type: ignore[union-attr]
        finally:
            wordpress.eval_php("update_option('permalink_structure', '/%postname%/');")

    def test_a_write_may_come_first(self, wordpress: Sandbox) -> None:
        site = at(wordpress, *wordpress.credentials())
        assert created(site, wanted("premier", status="draft"))

    @pytest.mark.parametrize(
        ("password", "hint"),
        [
            ("abcd EFGH 1234 ijkl MNOP 5678", "was not revoked"),
            ("mon-mot-de-passe", "does not look like an application password"),
        ],
    )
    def test_wrong_passwords(self, wordpress: Sandbox, password: str, hint: str) -> None:
        with pytest.raises(CredentialsRefused) as refused:
            at(wordpress, "admin", password).facts()
        assert hint in refused.value.hint
        assert password not in refused.value.message + refused.value.hint

    def test_nothing_secret_in_the_log(self, wordpress: Sandbox) -> None:
        lines: list[str] = []
        username, password = wordpress.credentials()
        site = at(wordpress, username, password, log=lines.append)
        site.facts()
        created(site, wanted("journal", status="draft"))
        assert all("→ 20" in line for line in lines)
        for secret in (password, password.replace(" ", ""), basic(username, password)[6:]):
            assert secret not in "".join(lines) + repr(site) + repr(vars(site))
