"""The XML-RPC transport keeps the contract on real sites."""

from __future__ import annotations

import secrets
from base64 import b64encode

import pytest
from comments_contract import CommentsContract
from hands import Hands, OnWordPress
from roles_contract import RolesContract
from site_contract import PIXEL, SiteContract, created, wanted

from wp_portraits.sandbox.box import Sandbox
from wp_portraits.wordpress.site import Site, Upload
from wp_portraits.wordpress.xmlrpc.connect import connect

pytestmark = pytest.mark.site


class OnXmlrpc(OnWordPress):
    @staticmethod
    def connect(box: Sandbox, username: str, password: str) -> Site:
        return connect(str(box.status().url), username, password)


class TestXmlrpcSite(OnXmlrpc, SiteContract):
    pass


class TestXmlrpcComments(OnXmlrpc, CommentsContract):
    pass


class TestXmlrpcRoles(OnXmlrpc, RolesContract):
    pass


def test_comments_of_one_and_the_same_date_are_all_read(wordpress: Sandbox) -> None:
    """WordPress lists them in any order, and in another on the next page."""
    site = connect(str(wordpress.status().url), *wordpress.credentials())
    [post] = created(site, wanted(f"import-{secrets.token_hex(6)}"))
    ids = Hands(wordpress).comment(post.id, *map(str, range(650)), date="2020-01-01 00:00:00")
    for known in (0, 1):
        found = [comment.id for page in site.comment_pages([post.id], known=known) for comment in page.comments]
        assert sorted(found) == ids


def test_an_upload_that_was_cut_short_is_finished_not_repeated(wordpress: Sandbox) -> None:
    """The site has the picture, under its whole file name; nobody told us."""
    name = f"coupe-{secrets.token_hex(6)}"
    site = connect(str(wordpress.status().url), *wordpress.credentials())
    packed = b64encode(PIXEL).decode()
    number = int(
        wordpress.eval_php(
            f"$file = wp_upload_bits('{name}.png', null, base64_decode('{packed}'));"
            f"echo wp_insert_attachment(['post_title' => '{name}.png', 'post_mime_type' => 'image/png'], $file['file']);"
        )
    )
    assert site.media_with_slugs([name]) == []
    media = site.upload(Upload(f"{name}.png", "image/png", PIXEL))
    assert (media.id, media.slug) == (number, name)
    assert site.media_with_slugs([name]) == [media]
