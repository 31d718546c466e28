"""The same life of a blog, on a real WordPress: what it rewrites must not look like an edit, nor hide one."""

from __future__ import annotations

from base64 import b64encode

import pytest
from blog_machine import BlogMachine
from effort import effort
from hypothesis.stateful import run_state_machine_as_test
from worlds import OnWordPress

from wp_portraits.sandbox.box import Sandbox
from wp_portraits.wordpress.rest.connect import connect
from wp_portraits.wordpress.rest.site import RestSite

pytestmark = pytest.mark.site


def sign_in(box: Sandbox, name: str, password: str) -> RestSite:
    token = b64encode(f"{name}:{password}".encode()).decode()
    return connect(str(box.status().url), f"Basic {token}")


def test_the_laws_of_publishing_on_wordpress(fresh_wordpress: Sandbox) -> None:
    """Each life begins on an empty site."""
    box = fresh_wordpress
    editor = ("la-redactrice", box.add_user("la-redactrice", role="editor"))

    class OnASite(BlogMachine):
        @staticmethod
        def make_world() -> OnWordPress:
            ours, eyes = (sign_in(box, *box.credentials()) for _ in range(2))
            return OnWordPress(box, ours, sign_in(box, *editor), eyes)

    run_state_machine_as_test(OnASite, settings=effort(examples=6, steps=12))
