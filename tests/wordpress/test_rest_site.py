"""The REST transport keeps the contract on a real WordPress."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from site_contract import PIXEL, Others, SiteContract, created, one, wanted

from wp_portraits.errors import CredentialsRefused, PermissionRefused
from wp_portraits.model.post import RemotePost
from wp_portraits.sandbox import Sandbox
from wp_portraits.wordpress.rest import RestSite, connect
from wp_portraits.wordpress.site import Site, Upload

pytestmark = pytest.mark.site


def basic(username: str, password: str) -> str:
    return f"Basic {b64encode(f'{username}:{password}'.encode()).decode()}"


def at(box: Sandbox, username: str, password: str, **more: object) -> RestSite:
    return connect(str(box.status().url), basic(username, password), **more)  # type: ignore[arg-type]


class Hands:
    """Other people, by way of WordPress's own functions."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box

    def comment(self, post: int, *contents: str, status: str = "approved", parent: int = 0) -> list[int]:
        code = """
            foreach ($t['contents'] as $content) {
                $id = wp_insert_comment(wp_slash(['comment_post_ID' => $t['post'], 'comment_content' => $content,
                    'comment_author' => 'Léa', 'comment_author_email' => 'lea@example.org',
                    'comment_author_IP' => '192.0.2.7', 'comment_parent' => $t['parent'],
                    'comment_approved' => $t['status'] === 'hold' ? 0 : 1]));
                if ($t['status'] === 'spam') wp_spam_comment($id);
                if ($t['status'] === 'trash') wp_trash_comment($id);
                echo "$id ";
            }"""
        told = {"post": post, "contents": contents, "status": status, "parent": parent}
        return [int(number) for number in self._run(code, told).split()]

    def moderate(self, comment: int, status: str) -> None:
        assert status == "deleted"
        self._run("wp_delete_comment($t['id'], true);", {"id": comment})

    def delete_post(self, post: int) -> None:
        self._run("wp_delete_post($t['id'], true);", {"id": post})

    def _run(self, code: str, told: dict[str, object]) -> str:
        packed = b64encode(json.dumps(told).encode()).decode()
        return self._box.eval_php(f"$t = json_decode(base64_decode('{packed}'), true); {code}")


class TestRestSite(SiteContract):
    @pytest.fixture
    def site(self, wordpress: Sandbox) -> Site:
        return at(wordpress, *wordpress.credentials())

    @pytest.fixture
    def others(self, wordpress: Sandbox) -> Others:
        return Hands(wordpress)


class TestAuthor:
    @pytest.fixture
    def site(self, wordpress: Sandbox) -> Site:
        return at(wordpress, "anna", wordpress.add_user("anna", role="author"))

    def test_publishes_and_uploads(self, site: Site) -> None:
        assert "publish_posts" in site.facts().capabilities
        post = created(site, wanted("anna-publie", title="R&D : l'été"))[0]
        assert (post.fields.title, post.fields.status) == ("R&D : l'été", "publish")
        assert site.upload(Upload("anna.png", "image/png", PIXEL)).id
        assert post.id in {found.id for found in site.posts_containing("anna-publie")}

    def test_creates_tags_not_categories(self, site: Site) -> None:
        assert site.create_term("post_tag", "Étiquette d'Anna").name == "Étiquette d'Anna"
        with pytest.raises(PermissionRefused):
            site.create_term("category", "Rubrique d'Anna")

    def test_may_not_change_what_others_wrote(self, site: Site, wordpress: Sandbox) -> None:
        theirs = created(at(wordpress, *wordpress.credentials()), wanted("pas-a-anna"))[0]
        [outcome] = site.update_posts([(theirs.id, {"title": "À moi"})])
        assert isinstance(outcome, PermissionRefused)


class TestContributor:
    @pytest.fixture
    def site(self, wordpress: Sandbox) -> Site:
        return at(wordpress, "bruno", wordpress.add_user("bruno", role="contributor"))

    def test_may_propose_but_not_publish(self, site: Site) -> None:
        refused, pending = site.create_posts([wanted("bruno"), wanted("bruno-b", status="pending")])
        assert isinstance(refused, PermissionRefused)
        assert isinstance(pending, RemotePost)
        assert pending.fields.status == "pending"

    def test_may_not_upload(self, site: Site) -> None:
        with pytest.raises(PermissionRefused):
            site.upload(Upload("bruno.png", "image/png", PIXEL))


class TestConnecting:
    def test_costs_no_request_of_its_own(self, wordpress: Sandbox) -> None:
        site = at(wordpress, *wordpress.credentials())
        site.facts()
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

    def test_nothing_is_created_with_a_wrong_password(self, wordpress: Sandbox) -> None:
        site = at(wordpress, "admin", "abcd EFGH 1234 ijkl MNOP 5678")
        for posts in ([wanted("refus")], [wanted("refus"), wanted("refus-b")]):
            with pytest.raises(CredentialsRefused):
                site.create_posts(posts)
        assert at(wordpress, *wordpress.credentials()).posts_with_slugs(["refus", "refus-b"]) == []

    def test_nothing_secret_in_the_log(self, wordpress: Sandbox) -> None:
        lines: list[str] = []
        username, password = wordpress.credentials()
        site = at(wordpress, username, password, log=lines.append)
        site.facts()
        created(site, wanted("journal", status="draft"))
        assert all("→ 20" in line for line in lines)
        for secret in (password, password.replace(" ", ""), basic(username, password)[6:]):
            assert secret not in "".join(lines) + repr(site) + repr(vars(site))
