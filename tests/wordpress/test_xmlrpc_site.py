"""The XML-RPC transport keeps the contract on real sites."""

from __future__ import annotations

import pytest
from comments_contract import CommentsContract
from hands import OnWordPress
from roles_contract import RolesContract
from site_contract import SiteContract

from wp_portraits.sandbox import Sandbox
from wp_portraits.wordpress.site import Site
from wp_portraits.wordpress.xmlrpc import connect

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
